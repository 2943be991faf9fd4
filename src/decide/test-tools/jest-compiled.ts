import { posix } from 'node:path';
import type { Graph, GraphModule } from '../../link/graph.js';
import { objectNeed } from '../interfaces/object-need.js';
import { jestCalls } from './jest-mocks.js';
import { type Decisions, keepCommonJs } from './jest-require.js';
import { shapeOf } from '../interfaces/shape.js';

/**
 * Settles what a transformer makes CommonJS of before jest runs it. There `import.meta` is a syntax error, CommonJS's own
 * variables are there, and `require()` of what was an ES module gives the object of its exports, never one value.
 * - Files that only jest loads keep `require` and `__dirname` where they stand.
 * - Others that would need `import.meta` stay CommonJS, and manual mocks stay as they are.
 * - A module that is one value, and that something requires or a mock replaces, stays CommonJS.
 * Sources: babel-plugin-transform-modules-commonjs; jest's documentation of manual mocks.
 * @param tests the tests that jest starts, and what its configuration has it load
 * @param loaded these, and all that they load
 * @returns the files in which CommonJS's variables stay
 */
export function settleCompiled(
  graph: Graph,
  tests: GraphModule[],
  loaded: ReadonlySet<GraphModule>,
  decisions: Decisions,
): Set<string> {
  const { actions, loadings, findings } = decisions;
  const inPlace = new Set<string>();
  const pending: GraphModule[] = [];
  const isConverted = (path: string): boolean => actions.get(path)?.action === 'convert';
  const keep = (path: string, rule: string, reason: string, from: string, at: number, advice: string): void => {
    const kept = keepCommonJs(graph, decisions, path, reason);
    if (kept.length === 0) return;
    for (const member of kept) pending.push(graph.modules.get(member)!);
    const message = `${path} stays CommonJS, as .cjs: ${reason}.`;
    findings.add({ rule, severity: 'info', file: from, at, message, advice });
  };

  for (const module of graph.modules.values()) {
    if (!isManualMock(module.path) || !isConverted(module.path) || module.facts.syntax !== 'cjs') continue;
    actions.set(module.path, { action: 'leave', reason: 'jest requires manual mocks' });
    loadings.delete(module.path);
    pending.push(module);
    const message = 'Stays CommonJS under its name: jest requires manual mocks, and what is mocked may be CommonJS.';
    const advice = 'Nothing; a mock with a default export serves importers of ES modules only.';
    findings.add({ rule: 'jest-mock', severity: 'info', file: module.path, at: 0, message, advice });
  }
  for (const module of loaded) {
    const { path } = module;
    const at = isConverted(path) ? metaPlace(module, decisions) : null;
    if (at === null) continue;
    if (isOfTests(graph, module, new Set())) {
      inPlace.add(path);
      pending.push(module);
      continue;
    }
    const reason = 'jest has it compiled to CommonJS, which has no import.meta';
    const advice = 'Add a Babel plugin that handles import.meta, and make it an ES module by hand.';
    keep(path, 'jest-import-meta', reason, path, at, advice);
  }
  for (const { test, call, target } of jestCalls(graph, tests)) {
    if (!target || !isConverted(target.path) || isBag(target)) continue;
    const isReplaced = call.hasSecond || hasManualMock(graph, target.path);
    const isWhole = call.method === 'requireActual' || call.method === 'requireMock';
    if (!isReplaced && !isWhole) continue;
    const reason = `${test.path} reaches it with jest.${call.method}(), which takes its exports as one value`;
    const advice = 'Make it export names only to make it an ES module.';
    keep(target.path, 'jest-mock', reason, test.path, call.argument.start, advice);
  }
  for (let module = pending.pop(); module; module = pending.pop()) {
    for (const { request, to } of module.out) {
      if (to === null || request.form !== 'require' || !isConverted(to)) continue;
      if (isConverted(module.path) && loadings.get(module.path)?.[request.id]?.kind !== 'require') continue;
      const target = graph.modules.get(to)!;
      if (isBag(target) && objectNeed(request.uses) === null) continue;
      const reason = `${module.path} requires it, and what is compiled from an ES module is never one value`;
      const advice = 'Load it with an import declaration to make it an ES module.';
      keep(to, 'jest-require', reason, module.path, request.range.start, advice);
    }
  }
  for (const [path, decided] of actions) {
    // A manual mock beside a module is found by the whole name of the module.
    if (decided.action === 'cjs' && hasManualMock(graph, path)) actions.set(manualMock(path), { ...decided });
  }
  return inPlace;
}

/** True for a test, a mock, and what nothing but these loads. */
function isOfTests(graph: Graph, { path, file, in: loaders }: GraphModule, seen: Set<string>): boolean {
  if (file.roles.includes('test') || isManualMock(path) || seen.has(path)) return true;
  seen.add(path);
  const isAlone = file.roles.length === 0 && loaders.length > 0;
  return isAlone && loaders.every((edge) => isOfTests(graph, graph.modules.get(edge.from)!, seen));
}

/** Where a file that becomes an ES module would need `import.meta`; null where it does not. */
function metaPlace({ path, facts, out }: GraphModule, { loadings }: Decisions): number | null {
  const use = facts.free.find((f) =>
    /^(__dirname|__filename|require(\.resolve|\.main.*)?|!module\.parent|module\.(id|path|filename|require))$/.test(
      f.kind,
    ),
  );
  if (use) return use.range.start;
  const stays = out.find(
    ({ request }) => request.form === 'resolve' || loadings.get(path)?.[request.id]?.kind === 'require',
  );
  return stays?.request.range.start ?? null;
}

function isBag({ facts }: GraphModule): boolean {
  const shape = shapeOf(facts);
  return facts.syntax === 'esm' || (shape.kind === 'bag' && shape.notNamed === null);
}

export function isManualMock(path: string): boolean {
  return /(^|\/)__mocks__\//.test(path);
}

function hasManualMock(graph: Graph, path: string): boolean {
  return graph.modules.has(manualMock(path));
}

/** Where a manual mock stands beside a module. */
function manualMock(path: string): string {
  return posix.join(posix.dirname(path), '__mocks__', posix.basename(path));
}
