import type { RequestFacts, UseFacts } from '../analyse/facts.js';
import type { Loading } from '../decide/loading/loading.js';
import type { ExportPlan, RequestPlan } from '../decide/plan.js';
import type { Edge } from '../link/graph.js';
import type { Analysis } from '../migrate.js';
import type { Decision, Fact, Lines } from './decision.js';

/** Why every request of a file reads as it does. */
export function explainRequests(analysis: Analysis, path: string, lines: Lines): Decision[] {
  const { plan, graph } = analysis;
  const file = plan.files.get(path)!;
  return graph.modules.get(path)!.out.map((edge): Decision => {
    const { request } = edge;
    const requestPlan = file.requests[request.id]!;
    const loading = plan.loadings.get(path)?.[request.id];
    const isKept = file.action !== 'convert';
    return {
      about: 'request',
      rule: ruleOf(requestPlan, loading),
      lines: lines.span(path, request.range),
      code: codeOf(analysis, path, request),
      decision: decisionOf(requestPlan, isKept),
      facts: [
        ...loadFacts(requestPlan, loading, path, lines),
        ...targetFacts(analysis, edge),
        ...useFacts(edge, lines),
      ],
      better: isKept ? null : betterOf(request, requestPlan, loading, targetPlan(analysis, edge)),
    };
  });
}

function codeOf({ records }: Analysis, path: string, { range }: RequestFacts): string {
  const text = records.get(path)!.source.slice(range.start, range.end).replace(/\s+/g, ' ');
  return text.length > 70 ? `${text.slice(0, 67)}...` : text;
}

function ruleOf(plan: RequestPlan, loading: Loading | undefined): string {
  switch (plan.form) {
    case 'createRequire':
      return (loading?.kind === 'require' ? loading.rule : null) ?? 'require-kept';
    case 'import()':
      return 'import-call';
    case 'keep':
      return 'request-unchanged';
    case 'static':
      return `import-${formOf(plan)}`;
  }
}

function formOf(plan: RequestPlan): 'default' | 'namespace' | 'named' | 'shared' | 'effects' {
  if (plan.default !== null) return 'default';
  if (plan.namespace !== null) return 'namespace';
  if (plan.named.length > 0) return 'named';
  return plan.sharedWith === null ? 'effects' : 'shared';
}

function decisionOf(plan: RequestPlan, isKept: boolean): string {
  const to = plan.specifier === null ? '' : ` of '${plan.specifier}'`;
  switch (plan.form) {
    case 'createRequire':
      return `stays a require() call where it is${plan.specifier === null ? '' : `, of '${plan.specifier}'`}`;
    case 'import()':
      return `becomes await import()${to}`;
    case 'keep':
      return isKept && plan.specifier === null
        ? 'stays as it is'
        : `keeps its form${plan.specifier === null ? '' : `, with '${plan.specifier}'`}`;
    case 'static':
      switch (formOf(plan)) {
        case 'default':
          return `becomes a default import (${plan.default})${to}`;
        case 'namespace':
          return `becomes a namespace import (* as ${plan.namespace})${to}`;
        case 'named':
          return `becomes a named import (${plan.named.map((n) => n.imported).join(', ')})${to}`;
        case 'shared':
          return `reads the import of an earlier request (${plan.replacement})`;
        case 'effects':
          return `becomes an import for its effects${to}`;
      }
  }
}

function loadFacts(plan: RequestPlan, loading: Loading | undefined, path: string, lines: Lines): Fact[] {
  if (loading?.kind === 'static')
    return [
      {
        text: 'no statement before it and its own load can see each other, so it may load first',
        file: path,
        line: null,
      },
    ];
  const reason = loading?.kind === 'require' ? loading.reason : plan.reason;
  if (reason === null || reason === undefined) return [];
  const cause = loading?.kind === 'require' ? loading.cause : null;
  return [cause ? lines.fact(reason, cause.path, cause.at) : { text: reason, file: path, line: null }];
}

function targetPlan({ plan }: Analysis, { to }: Edge): ExportPlan | null {
  const file = to === null ? undefined : plan.files.get(to);
  return file?.action === 'convert' ? file.exports : null;
}

/** What the target is, and how it exports. */
function targetFacts(analysis: Analysis, edge: Edge): Fact[] {
  const { resolution, to, request } = edge;
  const here = edge.from;
  if (request.specifier === null) return [];
  if (to !== null) {
    const file = analysis.plan.files.get(to);
    const forms = {
      none: 'exports nothing',
      named: 'exports names',
      value: 'exports one value',
      holder: 'exports one object',
      reexport: 'exports what another file exports',
    };
    const how = !file ? 'is data' : file.action === 'convert' ? forms[file.exports.kind] : 'is CommonJS';
    return [{ text: `its target ${how}`, file: to, line: null }];
  }
  if (resolution.kind === 'builtin') return [{ text: 'its target is part of Node', file: here, line: null }];
  if (resolution.kind === 'external') {
    const kind = resolution.package.importFormat === 'esm' ? 'an ES module' : 'CommonJS';
    return [
      {
        text: `its target is the installed package ${resolution.package.name}, ${kind} for import`,
        file: here,
        line: null,
      },
    ];
  }
  return [];
}

/** The first places that use the value, each in words. */
function useFacts({ request, from }: Edge, lines: Lines): Fact[] {
  const seen = new Set<string>();
  const facts: Fact[] = [];
  for (const use of request.uses) {
    const text = `its value is ${useText(use)}`;
    if (seen.has(text) || use.kind === 'none') continue;
    seen.add(text);
    facts.push(lines.fact(text, from, use.range.start));
  }
  return facts.slice(0, 3);
}

function useText({ kind, key, keys }: UseFacts): string {
  const member = key === null ? '' : ` '${key}'`;
  switch (kind) {
    case 'member':
      return `read: member${member}`;
    case 'call-member':
      return `used by calling${member}`;
    case 'construct-member':
      return `used as the class${member}`;
    case 'write':
    case 'delete':
    case 'computed-write':
    case 'patch':
      return `written to${member}`;
    case 'computed':
    case 'computed-call':
      return 'read by a computed key';
    case 'call':
      return 'called';
    case 'construct':
    case 'extends':
      return 'used as a class';
    case 'destructure':
      return keys === null ? 'taken apart' : `taken apart: ${keys.join(', ')}`;
    case 'enumerate':
    case 'in':
      return 'listed';
    case 'reexport':
    case 'export-member':
      return 'exported again';
    default:
      return 'used as a whole';
  }
}

function betterOf(
  request: RequestFacts,
  plan: RequestPlan,
  loading: Loading | undefined,
  target: ExportPlan | null,
): string | null {
  if (plan.form === 'createRequire') return betterThanRequire(request, loading);
  if (plan.form !== 'static' || plan.default === null || target === null) return null;
  if (target.kind === 'named') return 'It would be a namespace or named import if only members of it were read.';
  if (target.kind === 'holder') return 'It would be a named import if its target exported names: explain the target.';
  return target.kind === 'value' && target.exportName === null
    ? 'It would be a named import if the exported value had a name.'
    : null;
}

function betterThanRequire({ specifier, when }: RequestFacts, loading: Loading | undefined): string {
  const rule = loading?.kind === 'require' ? loading.rule : null;
  if (specifier === null) return 'An import needs its specifier written out.';
  if (rule === 'order-barrier')
    return 'It would be an import if the statements before it were in a module of their own, imported first.';
  if (rule === 'missing-module') return 'It would be an import if its target were installed.';
  if (rule === 'dual-package') return 'It would be an import if the package gave import and require() the same file.';
  if (when === 'lazy')
    return 'It would be an import at the top of the file; with --lazy import it becomes import() in async functions.';
  if (when === 'try') return 'It would be an import if its failure did not have to be caught.';
  if (when === 'conditional') return 'It would be an import if it loaded without a condition.';
  return 'It would be an import if its target could load before this file runs.';
}
