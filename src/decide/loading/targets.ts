import type { RequestFacts } from '../../analyse/facts.js';
import type { GraphModule } from '../../link/graph.js';
import type { MigrateOptions } from '../../options.js';
import type { FindingList } from '../findings.js';
import type { Loading } from './loading.js';

/**
 * What the options change in how requests load: with `--lazy import` a lazy require in an async function becomes
 * `await import()`; for browsers and bundlers, which have no createRequire, so does every such require, and the others
 * become import declarations, each with a finding.
 * @param loadings by request id, as decided for Node; changed in place
 */
export function adaptToTarget(
  module: GraphModule,
  loadings: Loading[],
  options: MigrateOptions,
  findings: FindingList,
): void {
  const isNode = options.target === 'node';
  if (isNode && options.lazy === 'exact') return;
  loadings.forEach((loading, id) => {
    if (loading.kind !== 'require') return;
    const request = module.facts.requests[id]!;
    const resolved = module.out[id]!.resolution.kind;
    const canImport = request.specifier !== null && resolved !== 'missing' && resolved !== 'asset';
    if (canImport && request.inAsync && request.when === 'lazy') {
      loadings[id] = { kind: 'import' };
      report(module, request, findings, lazyImport(request));
    } else if (!isNode && canImport) {
      loadings[id] = { kind: 'static' };
      report(module, request, findings, hoisted(request, loading.reason));
    } else if (!isNode) {
      report(module, request, findings, impossible(loading.reason));
    }
  });
}

type Report = Pick<Parameters<FindingList['add']>[0], 'rule' | 'severity' | 'message' | 'advice'>;

function report(module: GraphModule, request: RequestFacts, findings: FindingList, text: Report): void {
  findings.add({ ...text, file: module.path, at: request.range.start });
}

const lazyImport = (request: RequestFacts): Report => ({
  rule: 'lazy-import',
  severity: 'warning',
  message: `require('${request.specifier}') becomes await import(): what follows it runs a microtask later.`,
  advice: 'Check that nothing relies on the function running to this place without a pause.',
});

const hoisted = (request: RequestFacts, reason: string): Report => ({
  rule: 'no-create-require',
  severity: 'warning',
  message: `require('${request.specifier}') becomes an import, which loads it at the start: in CommonJS ${reason}.`,
  advice: 'Load it with import() in an async function where the moment matters.',
});

const impossible = (reason: string): Report => ({
  rule: 'no-create-require',
  severity: 'error',
  message: `This require() has no form outside Node: ${reason}.`,
  advice: 'Rewrite it by hand with import() or with a table of imports.',
});
