import { posix } from 'node:path';
import type { RequestFacts, StringCallFacts } from '../../analyse/facts.js';
import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import type { Resolution } from '../../link/resolve.js';
import { isBindingName } from '../../analyse/identifier-names.js';
import { objectNeed } from '../interfaces/object-need.js';
import { isJest, type KeptForTool } from './mock-tools.js';
import { type Shape, shapeOf } from '../interfaces/shape.js';

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
export interface MockCall {
  test: GraphModule;
  call: StringCallFacts;
  /** Project module; null for builtins and packages, which keep the name they have. */
  target: GraphModule | null;
  /** A builtin, or a package that gives import an ES module: its name without `node:`. */
  foreign: string | null;
}

/** What jest's mocks in one project ask for. */
export interface JestMocks {
  /** Modules that only CommonJS lets jest replace: no factory, `requireActual`, a value, `__mocks__`. */
  kept: KeptForTool[];
  /** Calls that may become `jest.unstable_mockModule`, by project module: none of them is in `kept`. */
  replaceable: Map<string, { test: string; call: StringCallFacts; factory: string }[]>;
  /** Mocked builtins and packages that are ES modules: those who import them see only what unstable_mockModule gives. */
  foreign: { test: string; call: StringCallFacts; names: string[] }[];
  /** Requests of tests that must load after the mocks are set up. */
  awaited: { edge: Edge; callback: number | null }[];
  /** Such requests at a place that can't await: they stay require() calls. */
  fixed: Set<Edge>;
}

/**
 * Reads the jest mocks of the test files that run as ES modules.
 * `jest.mock` replaces what is required, CommonJS files imported by ES modules included; `jest.unstable_mockModule`
 * replaces ES modules, needs a factory that gives all names, and works for what is imported after it.
 * Sources: jest's documentation of both, jest-runtime's `resolveModule`, N27 (`docs/measured.md`).
 * @param hoists babel-jest moves `jest.mock` calls above all other statements
 * @param staysRequire requests that may not run before the statements above them
 */
export function planJestMocks(
  graph: Graph,
  tests: GraphModule[],
  hoists: (test: GraphModule) => boolean,
  staysRequire: (edge: Edge) => boolean,
): JestMocks {
  const mocks: JestMocks = { kept: [], replaceable: new Map(), foreign: [], awaited: [], fixed: new Set() };
  const calls = jestCalls(graph, tests);
  for (const call of calls) keepOrReplace(graph, calls, call, hoists, mocks);
  for (const module of graph.modules.values()) {
    if (/(^|\/)__mocks__\//.test(module.path) && calls.length > 0)
      mocks.kept.push({ path: module.path, reason: 'jest requires manual mocks', from: module.path, at: 0 });
  }
  for (const test of tests) {
    const own = calls.filter((c) => c.test === test && replacing.has(c.call.method!));
    awaitRequests(graph, test, own, hoists(test), staysRequire, mocks);
    for (const { call, foreign } of own) {
      if (foreign === null) continue;
      const names = new Set([call.specifier, ...builtinSpellings(graph, test, foreign)]);
      mocks.foreign.push({ test: test.path, call, names: [...names] });
    }
  }
  return mocks;
}

/** The calls of jest's that name modules, in the tests. */
export function jestCalls(graph: Graph, tests: GraphModule[]): MockCall[] {
  return tests.flatMap((test) => callsIn(graph, test));
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
        foreign: isForeignEsm(resolution) ? call.specifier.replace(/^node:/, '') : null,
      };
    });
}

/** Modules of others to which ES modules get without require(), where jest.mock() works. */
function isForeignEsm(resolution: Resolution): boolean {
  return resolution.kind === 'builtin' || (resolution.kind === 'external' && resolution.package.importFormat === 'esm');
}

function keepOrReplace(
  graph: Graph,
  calls: MockCall[],
  { test, call, target }: MockCall,
  hoists: (test: GraphModule) => boolean,
  mocks: JestMocks,
): void {
  if (!target) return;
  const all = calls.filter((c) => c.target === target);
  if (all.every((c) => isExact(graph, c, target, hoists(c.test)))) {
    mocks.replaceable.set(
      target.path,
      all.map((c) => ({ test: c.test.path, call: c.call, factory: c.call.hasSecond ? '' : automock(c.target!) })),
    );
    return;
  }
  const at = call.argument.start;
  const reason = `${test.path} reaches it with jest.${call.method}(), which does nothing to ES modules`;
  mocks.kept.push({ path: target.path, reason, from: test.path, at });
}

/** True where `unstable_mockModule` does the same: a statement with a factory that gives every name anybody asks for. */
function isExact(graph: Graph, { test, call }: MockCall, target: GraphModule, hoists: boolean): boolean {
  if (call.method !== 'mock' || !call.isStatement || target.dynamic.length > 0) return false;
  const shape = shapeOf(target.facts);
  if (shape.kind !== 'bag' || shape.notNamed !== null) return false;
  const keys = call.hasSecond ? call.returns : functionKeys(graph, target, shape);
  if (keys === null) return false;
  // What is required before the mock is set up sees the module itself, unless Babel moves the call.
  const mocked = new Set([target.path]);
  const isBefore = (e: Edge): boolean => e.request.range.start < call.range.start && loadsAnyOf(e, mocked, graph);
  if (!hoists && test.out.some(isBefore)) return false;
  return target.in.every(({ request }) => {
    if (objectNeed(request.uses) !== null || request.form !== 'require') return false;
    const names = request.uses.flatMap((u) =>
      u.kind === 'destructure' ? (u.keys ?? []) : u.key === null ? [] : [u.key],
    );
    const taken = request.site.kind === 'declarator' ? (request.site.pattern?.keys ?? []) : [];
    return [...names, ...taken].every((name) => keys.includes(name));
  });
}

/**
 * The exported names of a module whose exports are all plain functions: jest's own mock of it is a `jest.fn()` for each.
 * Null for everything else, and where a manual mock stands beside the module.
 */
function functionKeys(graph: Graph, module: GraphModule, shape: Shape): string[] | null {
  const { path } = module;
  if (graph.modules.has(posix.join(posix.dirname(path), '__mocks__', posix.basename(path)))) return null;
  const all = shape.keys.length > 0 && shape.keys.every((key) => isFunction(graph, module, key, 0));
  return all ? shape.keys.map((k) => k.key) : null;
}

/** True for a member that is a function, of this module or of one that it passes on. */
function isFunction(graph: Graph, module: GraphModule, key: Shape['keys'][number], depth: number): boolean {
  if (key.property?.kind === 'method') return true;
  if (key.value?.kind !== 'identifier') return key.value?.kind === 'function' || key.value?.kind === 'arrow';
  const name = key.value.name;
  const binding = module.facts.bindings.find((b) => b.name === name);
  if (!binding || binding.writes.length > 0 || binding.kind === 'class') return false;
  if (binding.unit !== null) return true;
  for (const { request, to } of module.out) {
    const { site } = request;
    const taken = site.kind === 'declarator' ? site.pattern?.plain?.find((p) => p.local === name)?.key : undefined;
    const target = to === null || taken === undefined || depth > 4 ? undefined : graph.modules.get(to);
    const inner = target && shapeOf(target.facts).keys.find((k) => k.key === taken);
    if (inner) return isFunction(graph, target, inner, depth + 1);
  }
  return false;
}

/** A factory that does what jest does by itself for a module of functions. */
function automock({ facts }: GraphModule): string {
  const keys = shapeOf(facts).keys.map(({ key }) => `${isBindingName(key) ? key : JSON.stringify(key)}: jest.fn()`);
  return `, () => ({ ${keys.join(', ')} })`;
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

function awaitRequests(
  graph: Graph,
  test: GraphModule,
  own: MockCall[],
  hoists: boolean,
  staysRequire: (edge: Edge) => boolean,
  mocks: JestMocks,
): void {
  const mocked = new Set(own.map((c) => c.target?.path ?? c.call.specifier.replace(/^node:/, '')));
  const first = Math.min(...own.map((c) => c.call.range.start));
  for (const edge of test.out) {
    const { request } = edge;
    if (request.form !== 'require' || request.specifier === null) continue;
    const seesMocks = mocked.size > 0 && loadsAnyOf(edge, mocked, graph) && (hoists || request.range.start > first);
    const isLate = staysRequire(edge) && edge.to !== null && graph.modules.has(edge.to);
    if (!seesMocks && !isLate) continue;
    const callback = test.facts.testCallbacks.findIndex(
      (c) => c.unit === request.unit && request.unit !== 0 && !c.hasParameters,
    );
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
