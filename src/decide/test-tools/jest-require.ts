import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import type { FindingList } from '../findings.js';
import { listsFolder } from '../paths/folder-listing.js';
import type { Loading } from '../loading/loading.js';
import type { Effects } from '../order/order.js';
import { isInert } from '../order/summary.js';
import type { FilePlan } from '../plan.js';

/** The decisions that this rule changes. */
export interface Decisions {
  actions: Map<string, { action: FilePlan['action']; reason: string | null }>;
  /** By path, for files that become ES modules. */
  loadings: Map<string, Loading[]>;
  effects: Effects;
  findings: FindingList;
  sources: ReadonlyMap<string, string>;
}

/**
 * jest's own `require` does not load ES modules (before jest 30 on Node 24.9), and a `createRequire` function is jest's
 * own inside its tests. So under jest nothing may require() a module that becomes one: a request that would stay where it
 * is becomes an import, with a finding, where no condition guards it and no cycle reads too early; else its target
 * stays CommonJS, and all that this one requires.
 * Source: jest-runtime's `requireModule`.
 * @param tests the tests that jest starts
 * @param runs the modules that jest loads
 * @param fixed requests that must load where they stand
 */
export function settleForJest(
  graph: Graph,
  tests: ReadonlySet<GraphModule>,
  runs: ReadonlySet<GraphModule>,
  decisions: Decisions,
  fixed: ReadonlySet<Edge>,
): void {
  const { actions, loadings, findings, sources } = decisions;
  const isEsm = (path: string): boolean => actions.get(path)?.action === 'convert';
  const pending = [...runs];
  const keep = (path: string, reason: string, from: string, at: number): void => {
    const kept = keepCommonJs(graph, decisions, path, reason);
    if (kept.length === 0) return;
    for (const member of kept) pending.push(graph.modules.get(member)!);
    findings.add({
      rule: 'jest-require',
      severity: 'warning',
      file: from,
      at,
      message: `${path} stays CommonJS, as .cjs: ${reason}.`,
      advice: 'Load it with an import declaration or with await import() to make it an ES module.',
    });
  };

  for (let module = pending.pop(); module; module = pending.pop()) {
    const { path } = module;
    for (const edge of module.out) {
      const { request } = edge;
      if (request.form !== 'require' || edge.to === null || !isEsm(edge.to)) continue;
      if (!isEsm(path)) {
        if (!module.file.roles.includes('cjs-config'))
          keep(edge.to, `${path} requires it, and jest can't require() an ES module`, path, request.range.start);
        continue;
      }
      if (loadings.get(path)?.[request.id]?.kind !== 'require') continue;
      if (!fixed.has(edge) && mayHoist(graph, module, edge, decisions.effects)) hoist(module, edge, decisions);
      else keep(edge.to, `jest can't require() an ES module, and ${path} needs it there`, path, request.range.start);
    }
    // A test that jest starts is no module that others load.
    for (const edge of tests.has(module) ? [] : module.dynamic) {
      if (isFarFetched(graph, edge, module, sources)) continue;
      if (actions.get(edge.from)?.action !== 'leave')
        keep(path, `${edge.from} may load it by a computed require()`, edge.from, edge.request.range.start);
    }
  }
}

/**
 * A request of which nothing is known (`require(file)`) loads what somebody names: by a path in a string, or out of a folder
 * that is listed. That it may load whatever lies below its folder says too little to keep all of that. A program that
 * exports nothing is named to be started, and the configuration of a tool names files to that tool.
 */
function isFarFetched(
  graph: Graph,
  { from, request }: Edge,
  { path, file, facts }: GraphModule,
  sources: ReadonlyMap<string, string>,
): boolean {
  if (request.pattern !== null || request.candidates) return false;
  const isProgram = file.roles.includes('bin') && facts.exports.refs.length === 0;
  return isProgram || (!isNamed(graph, path) && !listsFolder(sources.get(from) ?? ''));
}

function isNamed(graph: Graph, path: string): boolean {
  if (!graph.named.paths().has(path)) return false;
  const isConfig = ({ file }: GraphModule): boolean =>
    file.roles.some((role) => role === 'config' || role === 'cjs-config');
  return [...graph.modules.values()].some((module) => !isConfig(module) && graph.named.namedBy(module).includes(path));
}

/** Takes a module, and all of its cycle, out of the migration. Returns those that were in it. */
export function keepCommonJs(graph: Graph, decisions: Decisions, path: string, reason: string): string[] {
  const { actions, loadings } = decisions;
  const isIn = (member: string): boolean => actions.get(member)?.action === 'convert' && !isEsmToday(graph, member);
  if (!isIn(path)) return [];
  const members = (graph.components.find((c) => c.includes(path)) ?? [path]).filter(isIn);
  for (const member of members) {
    actions.set(member, { action: 'cjs', reason });
    loadings.delete(member);
  }
  return members;
}

function isEsmToday(graph: Graph, path: string): boolean {
  const module = graph.modules.get(path)!;
  return module.file.esm || module.facts.syntax === 'esm';
}

/** Nothing guards the request, and nothing that its target loads reads this module while it is unfinished. */
function mayHoist(graph: Graph, module: GraphModule, edge: Edge, effects: Effects): boolean {
  const { request } = edge;
  if (request.when === 'conditional' || request.when === 'try') return isInert(effects.load(edge.to!));
  const below = effects.closure(edge.to!);
  if (!below.has(module.path)) return true;
  const isReadEarly = (e: Edge): boolean =>
    (below.has(e.from) && e.request.uses.some((use) => use.unit === 0)) || e.request.form === 'export';
  return request.when === 'lazy' && !module.in.some(isReadEarly) && !graph.modules.get(edge.to!)!.in.some(isReadEarly);
}

function hoist(module: GraphModule, edge: Edge, { loadings, effects, findings }: Decisions): void {
  const { request } = edge;
  loadings.get(module.path)![request.id] = { kind: 'static' };
  const when = request.when === 'lazy' ? 'when the function around it is called' : 'after the statements above it';
  if (isInert(effects.load(edge.to!))) return;
  findings.add({
    rule: 'jest-hoisted',
    severity: 'warning',
    file: module.path,
    at: request.range.start,
    message: `require('${request.specifier}') ran ${when}; the import runs first, because jest can't require() an ES module.`,
    advice: `Check that loading ${edge.to} early does no harm, or name it .cjs and require it.`,
  });
}
