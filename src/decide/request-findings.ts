import { locate } from '../analyse/parse.js';
import type { GraphModule } from '../link/graph.js';
import type { FindingList } from './findings.js';
import { isDual, type Loading } from './loading/loading.js';
import type { Effects } from './order/order.js';

const advice: Record<string, string> = {
  'missing-module': 'Nothing has to be done where it is optional; otherwise install it and run again.',
  'dual-package':
    'Nothing has to be done. To import it, check that nothing else in the program requires it and shares objects with this file.',
  'order-barrier': 'Move the statements before it into a module of their own, imported first, to make it an import.',
};

/** Says which requests stay, and which packages are loaded from another file than before. */
export function reportRequests(
  findings: FindingList,
  sources: Map<string, string>,
  module: GraphModule,
  loadings: Loading[],
  effects: Effects,
  reported: Set<string>,
): void {
  loadings.forEach((loading, id) => {
    const request = module.facts.requests[id]!;
    // Once a package: what holds for one file holds for all.
    if (loading.kind === 'static' && !reported.has(request.specifier!) && isDual(module.out[id]!, effects)) {
      reported.add(request.specifier!);
      findings.add({
        rule: 'dual-package',
        severity: 'warning',
        file: module.path,
        at: request.range.start,
        message: `import of '${request.specifier}' loads another file than require() did; both show the same names.`,
        advice: 'Check that nothing else in the program requires the package and shares objects with this file.',
      });
    }
    if (request.form === 'import-equals' && loading.kind === 'keep' && !request.typeOnly) {
      findings.add({
        rule: 'import-equals',
        severity: 'error',
        file: module.path,
        at: request.range.start,
        message: `import ${request.local} = require('${request.specifier}') stays, and compiles for CommonJS only.`,
        advice:
          request.specifiers.length > 0
            ? 'Import the module under a name of its own, and export that name.'
            : 'Move it above the statements before it, or those into a module of their own, and run again.',
      });
    }
    if (loading.kind !== 'require' || loading.rule === null) return;
    const { cause } = loading;
    const where = cause ? ` (${cause.path}:${locate(sources.get(cause.path) ?? '', cause.at, '').line})` : '';
    findings.add({
      rule: loading.rule,
      severity: 'info',
      file: module.path,
      at: request.range.start,
      message: `require('${request.specifier}') stays where it is: ${loading.reason}${where}.`,
      advice: advice[loading.rule] ?? advice['order-barrier']!,
    });
  });
  reportKept(findings, sources, module, loadings);
}

/** The require() calls that stay because that is what the code means: one note a file, with the lines of each reason. */
function reportKept(
  findings: FindingList,
  sources: Map<string, string>,
  module: GraphModule,
  loadings: Loading[],
): void {
  const places = new Map<string, Set<number>>();
  const kept = module.facts.requests.filter(({ id }) => {
    const loading = loadings[id];
    return loading?.kind === 'require' && loading.rule === null;
  });
  for (const { id, range } of kept) {
    const { reason } = loadings[id] as Extract<Loading, { kind: 'require' }>;
    const { line } = locate(sources.get(module.path) ?? '', range.start, '');
    places.set(reason, (places.get(reason) ?? new Set()).add(line));
  }
  if (places.size === 0) return;
  const why = [...places].map(
    ([reason, lines]) => `${reason} (line${lines.size > 1 ? 's' : ''} ${[...lines].join(', ')})`,
  );
  findings.add({
    rule: 'require-kept',
    severity: 'info',
    file: module.path,
    at: kept[0]!.range.start,
    message: `require() stays, by createRequire: ${why.join('; ')}.`,
    advice: 'Nothing has to be done: it loads what it loaded, when it did.',
  });
}
