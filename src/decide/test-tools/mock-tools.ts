import type { StringCallFacts } from '../../analyse/facts.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import { relativePath } from '../../link/percent.js';

/** A tool that reaches into CommonJS modules as they are required, and does nothing to ES modules. */
interface MockTool {
  /**
   * What has to stay CommonJS: the module it is given, those that load it too, or all that it loads; `late`: all that the
   * tests load while they run, where it is loaded anew for each (`useCleanCache`), else what of it requires one of the mocked
   * names; `between`: the module it is given, and
   * those through which this one gets to what is mocked, however deep.
   */
  reach: 'target' | 'users' | 'closure' | 'late' | 'between';
  /** How it finds the file that calls it: the module that required it, or the call stack (file names, no URLs). */
  caller: 'parent' | 'stack';
  /** The method that does it, of a package that does other things too. */
  method?: string;
}

const tools: Record<string, MockTool> = {
  proxyquire: { reach: 'target', caller: 'parent' },
  rewire: { reach: 'target', caller: 'parent' },
  'mock-require': { reach: 'users', caller: 'stack' },
  mockery: { reach: 'late', caller: 'stack' },
  testdouble: { reach: 'users', caller: 'stack' },
  quibble: { reach: 'users', caller: 'stack' },
  rewiremock: { reach: 'users', caller: 'stack' },
  'require-inject': { reach: 'between', caller: 'stack' },
  tap: { reach: 'between', caller: 'stack', method: 'mock' },
  'sandboxed-module': { reach: 'closure', caller: 'stack' },
  decache: { reach: 'closure', caller: 'stack' },
  'clear-module': { reach: 'target', caller: 'stack' },
  'import-fresh': { reach: 'target', caller: 'stack' },
  'require-uncached': { reach: 'target', caller: 'stack' },
  'clear-require': { reach: 'target', caller: 'stack' },
  'require-reload': { reach: 'target', caller: 'stack' },
  'fresh-require': { reach: 'target', caller: 'stack' },
};

/** A module or test that stays CommonJS because of a tool, and where the tool is told of it. */
export interface KeptForTool {
  path: string;
  reason: string;
  from: string;
  at: number;
}

export interface ToolUse {
  kept: KeptForTool[];
  /** Requests of tools that look at who required them: they stay require() calls. */
  requires: { path: string; request: number }[];
}

/**
 * Finds what proxyquire, rewire, mock-require, decache, deletions from require.cache and the like reach into.
 * Measured: P08 (`docs/measured.md`).
 */
export function findToolUse(graph: Graph, sources: ReadonlyMap<string, string>): ToolUse {
  const use: ToolUse = { kept: [], requires: [] };
  const globals = sharedTools(graph);
  for (const module of graph.modules.values()) {
    for (const edge of module.out) {
      const tool = toolOf(module, edge.request.id);
      if (!tool || edge.request.form !== 'require' || !usesMethod(module, edge.request.id, tool)) continue;
      if (tool.caller === 'parent') use.requires.push({ path: module.path, request: edge.request.id });
      else {
        const reason = `it uses ${edge.request.specifier}, which looks for CommonJS files on the call stack`;
        use.kept.push({ path: module.path, reason, from: module.path, at: edge.request.range.start });
      }
    }
    for (const call of module.facts.stringCalls) {
      const shared = call.root.request === null ? globals.get(call.root.name) : undefined;
      const owner = shared?.owner ?? module;
      const request = shared?.request ?? call.root.request;
      const tool = request === null ? null : toolOf(owner, request);
      if (!tool || (tool.method !== undefined && call.method !== tool.method)) continue;
      const target = targetOf(graph, owner.path, call.specifier);
      const name = owner.facts.requests[request!]!.specifier!;
      const users =
        target === null ? usersOf(graph, tool, call.specifier, module) : usersOfFile(graph, tool, target, module);
      keep(graph, use, tool, users, module, call, name, sources.get(module.path) ?? '');
    }
    reloads(module, use);
  }
  return use;
}

type SharedTools = ReadonlyMap<string, { owner: GraphModule; request: number }>;

/** Asked for every module, and the same for all modules of a graph. */
const sharedOf = new WeakMap<Graph, SharedTools>();

/** Globals that hold a tool: `global.$require = require('proxyquire')` in a setup file. */
function sharedTools(graph: Graph): SharedTools {
  const known = sharedOf.get(graph);
  if (known) return known;
  const shared = new Map<string, { owner: GraphModule; request: number }>();
  sharedOf.set(graph, shared);
  for (const owner of graph.modules.values()) {
    for (const { name, request } of owner.facts.sharedGlobals)
      if (toolOf(owner, request)) shared.set(name, { owner, request });
  }
  return shared;
}

function toolOf(module: GraphModule, request: number): MockTool | null {
  const specifier = module.facts.requests[request]?.specifier;
  if (!specifier || specifier.startsWith('.')) return null;
  // A fork has the name behind a scope of its own.
  const name = specifier.replace(/^@[^/]+\//, '').replace(/^(proxyquire|testdouble)\/.*/, '$1');
  return Object.hasOwn(tools, name) ? tools[name]! : null;
}

function usesMethod(module: GraphModule, request: number, { method }: MockTool): boolean {
  return (
    method === undefined || module.facts.stringCalls.some((c) => c.root.request === request && c.method === method)
  );
}

function targetOf(graph: Graph, from: string, specifier: string): string | null {
  const resolution = graph.resolver.resolve(specifier, from, 'require');
  return resolution.kind === 'file' && graph.modules.has(resolution.path) ? resolution.path : null;
}

/** The modules that a test loads, however deep, and that require a mocked package or builtin. */
function usersOf(graph: Graph, { reach }: MockTool, specifier: string, test: GraphModule): string[] {
  if (reach !== 'users' || specifier.startsWith('.')) return [];
  const requires = (path: string): boolean =>
    graph.modules.get(path)!.out.some(({ request }) => request.form === 'require' && request.specifier === specifier);
  return [...loadedBy(graph, test.path)].filter((path) => path !== test.path && requires(path));
}

/** The module that a tool is given, and those that load it where the tool has to reach these. */
function usersOfFile(graph: Graph, { reach }: MockTool, target: string, test: GraphModule): string[] {
  const users = reach === 'users' ? graph.modules.get(target)!.in.map((edge) => edge.from) : [];
  return [target, ...users.filter((path) => path !== test.path)];
}

/** Those of what a module loads that load what a test mocks, by themselves or through others. */
function between(
  graph: Graph,
  test: GraphModule,
  target: string,
  { keys, hasOtherKeys }: StringCallFacts,
): Set<string> {
  const loaded = loadedBy(graph, target);
  // Where the mocks are not known, they may be for any of them.
  if (hasOtherKeys) return loaded;
  const names = new Set(keys.map(({ key }) => key));
  const files = new Set(
    keys.flatMap(({ key }) => {
      const resolution = graph.resolver.resolve(key, test.path, 'require');
      return resolution.kind === 'file' ? [resolution.path] : [];
    }),
  );
  const found = new Set<string>();
  for (const path of loaded)
    if (
      graph.modules
        .get(path)!
        .out.some((e) => names.has(e.request.specifier ?? '') || (e.to !== null && files.has(e.to)))
    )
      found.add(path);
  for (const path of found) for (const { from } of graph.modules.get(path)!.in) if (loaded.has(from)) found.add(from);
  return found;
}

/** A module and all that it may require, however deep. */
function loadedBy(graph: Graph, path: string): Set<string> {
  const loaded = new Set([path]);
  for (const current of loaded)
    for (const { to, computed } of graph.modules.get(current)?.out ?? [])
      for (const target of to === null ? computed : [to]) if (graph.modules.has(target)) loaded.add(target);
  return loaded;
}

function keep(
  graph: Graph,
  use: ToolUse,
  tool: MockTool,
  targets: string[],
  module: GraphModule,
  call: StringCallFacts,
  name: string,
  source: string,
): void {
  const reason = `${module.path} reaches into it with ${name}, which does nothing to ES modules`;
  const paths = new Set(targets);
  if (tool.reach === 'closure') {
    for (const path of paths) for (const loaded of loadedBy(graph, path)) paths.add(loaded);
  } else if (tool.reach === 'between') {
    for (const target of targets) for (const path of between(graph, module, target, call)) paths.add(path);
  } else if (tool.reach === 'late') {
    for (const { to, request } of module.out)
      if (to !== null && request.when !== 'eager')
        for (const loaded of loadedBy(graph, to)) if (mayGetMock(graph, module, loaded, source)) paths.add(loaded);
  }
  for (const path of paths)
    if (graph.modules.has(path)) use.kept.push({ path, reason, from: module.path, at: call.argument.start });
}

/** False where the mocks stand for known names of which the file requires none, and nothing is loaded anew. */
function mayGetMock(graph: Graph, test: GraphModule, path: string, source: string): boolean {
  const mocks = test.facts.stringCalls.filter(({ method }) => method !== null && registering.test(method));
  const isKnown = source.match(/\bregister(?:Mock|Substitute)\b/g)?.length === mocks.length;
  if (!isKnown || /useCleanCache|resetCache/.test(source)) return true;
  const names = new Set(mocks.map(({ specifier }) => specifier));
  return graph.modules.get(path)?.out.some(({ request }) => names.has(request.specifier ?? '')) ?? false;
}

const registering = /^register(?:Mock|Substitute)$/;

/** `delete require.cache[require.resolve('./x')]`: only a CommonJS module is loaded again after it. */
function reloads(module: GraphModule, use: ToolUse): void {
  const deletion = module.facts.free.find((f) => f.kind === 'require.cache');
  if (!deletion) return;
  for (const edge of module.out) {
    if (edge.request.form !== 'resolve' || edge.to === null) continue;
    const reason = `${module.path} takes it out of require.cache, and an ES module is loaded only once`;
    use.kept.push({ path: edge.to, reason, from: module.path, at: edge.request.range.start });
  }
}

/**
 * Strings by which a test names modules to a tool, where the module has another name now. Stubs are matched by the
 * specifier that the module under test writes, so their keys follow as its requests do; or else by the path that they
 * have from the test.
 */
export function renamedStrings(
  graph: Graph,
  module: GraphModule,
  newPaths: Map<string, string>,
): { start: number; end: number; specifier: string }[] {
  if (module.facts.stringCalls.length === 0) return [];
  const globals = sharedTools(graph);
  const taken = new Set<number>();
  return module.facts.stringCalls.flatMap((call) => {
    const shared = call.root.request === null ? globals.get(call.root.name) : undefined;
    const owner = shared?.owner ?? module;
    const tool = toolOf(owner, shared?.request ?? call.root.request ?? -1);
    const isTool = tool && (tool.method === undefined || tool.method === call.method);
    if (isTool && tool.reach === 'late') return asRequested(graph, call, newPaths);
    const target = isTool || isJest(module, call) ? targetOf(graph, owner.path, call.specifier) : null;
    if (target === null) return [];
    const changed = [];
    const isRelative = /^\.{1,2}(\/|$)/.test(call.specifier);
    const renamed = newPaths.get(target) ?? target;
    if (renamed !== target && isRelative)
      changed.push({ ...call.argument, specifier: relativePath(owner.path, renamed) });
    // Stubs that a variable or a function hands to the tool stand in some other literal of the file.
    for (const { key, range } of [...call.keys, ...(tool && call.hasOtherKeys ? module.facts.pathKeys : [])]) {
      if (taken.has(range.start)) continue;
      const [base, from] = tool?.reach === 'between' ? [owner.path, owner.path] : [target, renamed];
      const dependency = targetOf(graph, base, key);
      const to = dependency === null ? null : newPaths.get(dependency);
      if (!to || to === dependency || !key.startsWith('.')) continue;
      taken.add(range.start);
      changed.push({ ...range, specifier: relativePath(from, to) });
    }
    return changed;
  });
}

/**
 * `mockery.registerMock('../a', mock)` stands for what any module requires by that very string: it follows where all of them
 * write another one now.
 */
function asRequested(
  graph: Graph,
  { specifier, argument }: StringCallFacts,
  newPaths: Map<string, string>,
): { start: number; end: number; specifier: string }[] {
  if (!/^\.{1,2}(\/|$)/.test(specifier)) return [];
  const written = new Set<string>();
  for (const { path, out } of graph.modules.values())
    for (const { request, to } of out) {
      if (request.form !== 'require' || request.specifier !== specifier || to === null) continue;
      const isSame = (newPaths.get(to) ?? to) === to;
      written.add(isSame ? specifier : relativePath(newPaths.get(path) ?? path, newPaths.get(to)!));
    }
  const [only] = written;
  return written.size === 1 && only !== specifier ? [{ ...argument, specifier: only! }] : [];
}

/** True for a call of jest's own object: the variable, or what '@jest/globals' exports. */
export function isJest(module: GraphModule, { root }: StringCallFacts): boolean {
  if (root.name !== 'jest') return false;
  return root.request === null || module.facts.requests[root.request]?.specifier === '@jest/globals';
}
