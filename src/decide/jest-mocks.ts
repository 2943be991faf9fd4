import type { RequestFacts, StringCallFacts } from '../analyse/facts.js';
import type { Edge, Graph, GraphModule } from '../link/graph.js';
import { objectNeed } from './interfaces.js';
import { isJest, type KeptForTool } from './mock-tools.js';
import { shapeOf } from './shape.js';

const replacing = new Set(['mock', 'doMock', 'setMock']);
const touching = new Set([
  ...replacing,
  'unmock',
  'dontMock',
  'deepUnmock',
  'requireActual',
  'requireMock',
  'createMockFromModule',
  'genMockFromModule',
]);

/** One call of jest's that names a module. */
interface MockCall {
  test: GraphModule;
  call: StringCallFacts;
  /** Project module; null for builtins and packages, which keep the name they have. */
  target: GraphModule | null;
  builtin: string | null;
}

/** What jest's mocks in one project ask for. */
export interface JestMocks {
  /** Modules that only CommonJS lets jest replace: no factory, `requireActual`, a value, `__mocks__`. */
  kept: KeptForTool[];
  /** Calls that may become `jest.unstable_mockModule`, by project module: none of them is in `kept`. */
  replaceable: Map<string, { test: string; call: StringCallFacts }[]>;
  /** Mocked builtins, by test: ES modules see a mock of theirs only through unstable_mockModule. */
  builtins: { test: string; call: StringCallFacts; names: string[] }[];
  /** Requests of tests that must load after the mocks are set up. */
  awaited: { edge: Edge; callback: number | null }[];
  /** Such requests at a place that can't await: they stay require() calls. */
  fixed: Set<Edge>;
}

/**
 * Reads the jest mocks of the test files that run as ES modules.
 * `jest.mock` replaces what is required, CommonJS files imported by ES modules included; `jest.unstable_mockModule`
 * replaces ES modules, needs a factory that gives all names, and works for what is imported after it.
 * Sources: jest's documentation of both, jest-runtime's `resolveModule`, semantics section 8 (probe N27).
 * @param hoists babel-jest moves `jest.mock` calls above all other statements
 */
export function planJestMocks(graph: Graph, tests: GraphModule[], hoists: (test: GraphModule) => boolean): JestMocks {
  const mocks: JestMocks = { kept: [], replaceable: new Map(), builtins: [], awaited: [], fixed: new Set() };
  const calls = tests.flatMap((test) => callsIn(graph, test));
  for (const call of calls) keepOrReplace(graph, calls, call, mocks);
  for (const module of graph.modules.values()) {
    if (/(^|\/)__mocks__\//.test(module.path) && calls.length > 0)
      mocks.kept.push({ path: module.path, reason: 'jest requires manual mocks', from: module.path, at: 0 });
  }
  for (const test of tests) {
    const own = calls.filter((c) => c.test === test && replacing.has(c.call.method!));
    awaitRequests(graph, test, own, hoists(test), mocks);
    for (const { call, builtin } of own) {
      if (builtin === null) continue;
      const names = new Set([call.specifier, ...builtinSpellings(graph, test, builtin)]);
      mocks.builtins.push({ test: test.path, call, names: [...names] });
    }
  }
  return mocks;
}

function callsIn(graph: Graph, test: GraphModule): MockCall[] {
  return test.facts.stringCalls
    .filter((call) => isJest(test, call) && touching.has(call.method ?? ''))
    .map((call) => {
      const resolution = graph.resolver.resolve(call.specifier, test.path, 'require');
      return {
        test,
        call,
        target: resolution.kind === 'file' ? (graph.modules.get(resolution.path) ?? null) : null,
        builtin: resolution.kind === 'builtin' ? resolution.name : null,
      };
    });
}

function keepOrReplace(graph: Graph, calls: MockCall[], { test, call, target }: MockCall, mocks: JestMocks): void {
  if (!target) return;
  const all = calls.filter((c) => c.target === target);
  if (all.every((c) => isExact(graph, c, target))) {
    mocks.replaceable.set(
      target.path,
      all.map((c) => ({ test: c.test.path, call: c.call })),
    );
    return;
  }
  const at = call.argument.start;
  const reason = `${test.path} reaches it with jest.${call.method}(), which does nothing to ES modules`;
  mocks.kept.push({ path: target.path, reason, from: test.path, at });
}

/** True where `unstable_mockModule` does the same: a statement with a factory that gives every name anybody asks for. */
function isExact(graph: Graph, { test, call }: MockCall, target: GraphModule): boolean {
  if (call.method !== 'mock' || !call.isStatement || call.returns === null || target.dynamic.length > 0) return false;
  const shape = shapeOf(target.facts);
  if (shape.kind !== 'bag' || shape.notNamed !== null) return false;
  // What is required before the mock is set up sees the module itself, or relies on Babel moving the call.
  const mocked = new Set([target.path]);
  if (test.out.some((e) => e.request.range.start < call.range.start && loadsAnyOf(e, mocked, graph))) return false;
  return target.in.every(({ request }) => {
    if (objectNeed(request.uses) !== null || request.form !== 'require') return false;
    const names = request.uses.flatMap((u) =>
      u.kind === 'destructure' ? (u.keys ?? []) : u.key === null ? [] : [u.key],
    );
    const keys = request.site.kind === 'declarator' ? (request.site.pattern?.keys ?? []) : [];
    return [...names, ...keys].every((name) => call.returns!.includes(name));
  });
}

/** True when what an edge loads, now or later, is or requires one of the mocked modules (paths and bare specifiers). */
function loadsAnyOf(edge: Edge, mocked: ReadonlySet<string>, graph: Graph): boolean {
  const seen = new Set<string>();
  const visit = (e: Edge): boolean => {
    if (e.request.specifier !== null && mocked.has(e.request.specifier.replace(/^node:/, ''))) return true;
    if (e.to === null || e.request.form === 'resolve') return false;
    if (mocked.has(e.to)) return true;
    if (seen.has(e.to)) return false;
    seen.add(e.to);
    return graph.modules.get(e.to)?.out.some(visit) ?? false;
  };
  return visit(edge);
}

function awaitRequests(graph: Graph, test: GraphModule, own: MockCall[], hoists: boolean, mocks: JestMocks): void {
  const mocked = new Set(own.map((c) => c.target?.path ?? c.call.specifier.replace(/^node:/, '')));
  const first = Math.min(...own.map((c) => c.call.range.start));
  for (const edge of test.out) {
    const { request } = edge;
    if (request.form !== 'require' || request.specifier === null) continue;
    const seesMocks = mocked.size > 0 && loadsAnyOf(edge, mocked, graph) && (hoists || request.range.start > first);
    const isLate = request.when !== 'eager' && edge.to !== null && graph.modules.has(edge.to);
    if (!seesMocks && !isLate) continue;
    const callback = test.facts.testCallbacks.findIndex((c) => c.unit === request.unit && request.unit !== 0);
    if (callback >= 0) mocks.awaited.push({ edge, callback });
    else if (canAwait(request) && test.in.length === 0) mocks.awaited.push({ edge, callback: null });
    else if (seesMocks) mocks.fixed.add(edge);
  }
}

function canAwait(request: RequestFacts): boolean {
  return request.unit === 0 && request.when === 'eager' && !request.nested;
}

/** How the modules that a test loads spell a builtin: `fs` and `node:fs` are two modules to jest's mocks. */
function builtinSpellings(graph: Graph, test: GraphModule, builtin: string): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (module: GraphModule): void => {
    if (seen.has(module.path)) return;
    seen.add(module.path);
    for (const edge of module.out) {
      if (edge.resolution.kind === 'builtin' && edge.resolution.name === builtin) found.add(edge.request.specifier!);
      const next = edge.to === null ? undefined : graph.modules.get(edge.to);
      if (next) visit(next);
    }
  };
  visit(test);
  return found;
}
