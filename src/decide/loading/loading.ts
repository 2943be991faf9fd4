import type { RequestFacts } from '../../analyse/facts.js';
import type { ExternalModule } from '../../link/externals.js';
import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import { sameComponent } from '../cycles/cycle-groups.js';
import { objectNeed } from '../interfaces/object-need.js';
import type { Effects, LoadedBefore } from '../order/order.js';
import { isInert, type Summary } from '../order/summary.js';

/** How a request will load: hoisted into an import declaration, or by require() where it stands. */
export type Loading =
  | { kind: 'static' }
  /** `rule` is the finding it makes, or null when staying is simply what the code means. */
  | { kind: 'require'; reason: string; rule: string | null; cause: Summary['cause'] }
  /** `await import()` at its place, in a test. */
  | { kind: 'import' }
  | { kind: 'keep' };

const hoist: Loading = { kind: 'static' };
const stay = (reason: string, rule: string | null = null, cause: Summary['cause'] = null): Loading => ({
  kind: 'require',
  reason,
  rule,
  cause,
});

/**
 * Decides for every request of a file whether it may become a static import, which runs before every statement of the
 * file (`hoisting is exact iff the statements before commute with what the target's load does`).
 * @param needsRequire why a require() must stay one, whatever else is known of it; null where nothing says so
 * @returns by request id
 */
export function decideLoading(
  graph: Graph,
  module: GraphModule,
  effects: Effects,
  needsRequire: (edge: Edge) => string | null = () => null,
): Loading[] {
  const result: Loading[] = [];
  const loaded = new Loaded(effects);
  const packages = new Set<string>();
  const isHoisted = (id: number): boolean => result[id]?.kind === 'static';
  for (const edge of module.out) {
    const onlyRequired = edge.request.form === 'require' ? needsRequire(edge) : null;
    const decided = decide(graph, module, edge, effects, loaded, packages, isHoisted);
    const loading = onlyRequired !== null && decided.kind === 'static' ? stay(onlyRequired) : decided;
    // TypeScript's `import x = require()` is no expression that could stay one.
    result.push(edge.request.form === 'import-equals' && loading.kind === 'require' ? { kind: 'keep' } : loading);
    if (loading.kind !== 'static') {
      for (const path of edge.to === null ? edge.computed : [edge.to]) loaded.addPossible(path);
      continue;
    }
    if (edge.to !== null) loaded.add(edge.to, sameComponent(graph, edge.to, module.path));
    if (edge.resolution.kind === 'external') {
      const { specifier, requireFile } = edge.resolution.package;
      packages.add(specifier);
      if (requireFile !== null) loaded.add(requireFile, false);
    }
  }
  return result;
}

/** What a file's hoisted requests have loaded so far, and what the others may have. Closures are only worked out where somebody asks. */
class Loaded implements LoadedBefore {
  private readonly begun = new Set<string>();
  private readonly whole = new Set<string>();
  private readonly possible = new Set<string>();

  constructor(private readonly effects: Effects) {}

  /** @param isCycle the target has begun, but what it loads itself may still be waiting */
  add(path: string, isCycle: boolean): void {
    (isCycle ? this.begun : this.whole).add(path);
  }

  /** Notes what a request may load that stays where it is. */
  addPossible(path: string): void {
    this.possible.add(path);
  }

  surely(id: string): boolean {
    if (this.begun.has(id) || this.whole.has(id)) return true;
    return [...this.whole].some((target) => this.effects.sureClosure(target).has(id));
  }

  maybe(id: string): boolean {
    if (this.begun.has(id) || this.whole.has(id)) return true;
    return [...this.whole, ...this.possible].some((target) => this.effects.reach(target).has(id));
  }
}

function decide(
  graph: Graph,
  module: GraphModule,
  edge: Edge,
  effects: Effects,
  loaded: Loaded,
  packages: ReadonlySet<string>,
  isHoisted: (id: number) => boolean,
): Loading {
  const { request, resolution } = edge;
  // `export import x = require()` has no other form.
  const isImportEquals = request.form === 'import-equals' && !request.typeOnly && request.specifiers.length === 0;
  if (request.own || (request.form !== 'require' && !isImportEquals)) return { kind: 'keep' };
  if (request.specifier === null) return stay('the specifier is computed');
  switch (resolution.kind) {
    case 'builtin':
      return hoist;
    case 'asset':
      return stay('import does not load this kind of file');
    case 'missing':
      return decideMissing(graph, module, request);
    case 'external':
      if (resolution.package.importFile === null) return stay('the package has nothing for import');
      if (isDual(edge, effects) && !hasSameShape(resolution.package, request, effects)) {
        return stay('the package gives import another file than require()', 'dual-package');
      }
      if (isDual(edge, effects) && effects.companion(resolution.package.name) !== null) {
        const reason = `import gives another file than require(), which ${effects.companion(resolution.package.name)} works with`;
        return stay(reason, 'dual-package');
      }
      if (lacks(resolution.package, request)) {
        return stay('import of the package has no default export, and not all that is used of it', 'dual-package');
      }
      if (resolution.package.format === 'esm' && resolution.package.hasDefault && needsInterop(request)) {
        return stay(interop);
      }
      if (resolution.package.format === 'cjs' && effects.units.readsParent(resolution.package.requireFile!)) {
        return stay('the package looks at the module that required it');
      }
      if (request.when !== 'eager') {
        return packages.has(resolution.package.specifier) ? hoist : stay(whenReason(request));
      }
      break;
    case 'file': {
      if (resolution.importSpecifier !== undefined && resolution.importPath !== edge.to) {
        return stay('its name means another file for import', 'dual-package');
      }
      const isJson = edge.to !== null && !graph.modules.has(edge.to);
      if (hasDefaultExport(graph, edge.to) && needsInterop(request)) return stay(interop);
      if (request.when !== 'eager') {
        if (isJson) return stay(whenReason(request));
        if (loaded.surely(edge.to!) && !effects.closure(edge.to!).has(module.path)) return hoist;
        const load = effects.loadEdge(edge, loaded);
        const quiet =
          isInert(load) &&
          effects.commute(effects.before(module.path, request.range.start, isHoisted), load) &&
          !effects.closure(edge.to!).has(module.path) &&
          hasNoRequire(graph, edge.to!, effects);
        return quiet && request.when === 'conditional' ? hoist : stay(whenReason(request));
      }
      if (isJson) return hoist;
      break;
    }
  }
  const before = effects.before(module.path, request.range.start, isHoisted);
  if (effects.commutesWithAll(before)) return hoist;
  const file = resolution.kind === 'external' ? resolution.package.requireFile : edge.to;
  if (file !== null && loaded.surely(file)) return hoist;
  const target = effects.loadEdge(edge, loaded);
  if (effects.commute(before, target)) return hoist;
  return stay('statements before it have effects that its loading may see', 'order-barrier', before.cause);
}

/** True when `import` of a package loads other code than `require()` of it: another file that is no mere wrapper. */
export function isDual({ resolution }: Edge, effects: Effects): boolean {
  if (resolution.kind !== 'external') return false;
  const { sameFile, requireFile, importFile } = resolution.package;
  return (
    !sameFile && requireFile !== null && importFile !== null && !effects.units.isWrapper({ requireFile, importFile })
  );
}

/**
 * The two halves of a dual package show the same names. One object with no visible names answers to a default export; where
 * more is done with it than to call it, both halves or neither must give it members.
 */
function hasSameShape(
  { requireNames, importNames, hasDefault, requireFile, importFile }: ExternalModule,
  { uses }: RequestFacts,
  { units }: Effects,
): boolean {
  if (requireNames.length === 0) {
    const isOnlyCalled = uses.every(({ kind }) => /^(call|construct|extends|typeof|test|none)$/.test(kind));
    return hasDefault && (isOnlyCalled || units.isDressed(requireFile!) === units.isDressed(importFile!));
  }
  return requireNames.length === importNames.length && requireNames.every((name, i) => importNames[i] === name);
}

/** An ES module that stands in for CommonJS has only some names of what require() gives, and a request uses more. */
function lacks(
  { format, importFormat, hasDefault, importNames }: ExternalModule,
  { uses, site }: RequestFacts,
): boolean {
  if (format !== 'cjs' || importFormat !== 'esm' || hasDefault) return false;
  const taken = site.kind === 'declarator' || site.kind === 'expression' ? site.members.slice(0, 1) : [];
  const read = [...taken, ...uses.flatMap(({ key, keys }) => (key === null ? (keys ?? []) : [key]))];
  return (
    objectNeed(uses) !== null || uses.some((u) => u.kind === 'typeof') || read.some((k) => !importNames.includes(k))
  );
}

/** Loading something inert early is only unobservable when nothing in it can be missing. */
function hasNoRequire(graph: Graph, path: string, effects: Effects): boolean {
  for (const loaded of effects.closure(path)) {
    const module = graph.modules.get(loaded);
    if (module?.out.some((e) => e.resolution.kind === 'missing' && e.request.when === 'eager')) return false;
  }
  return true;
}

const interop = 'it is used as the object that require() makes of an ES module with a default export';

/** True for a file of the project that is an ES module already, with a default export. */
function hasDefaultExport(graph: Graph, path: string | null): boolean {
  const facts = path === null ? undefined : graph.modules.get(path)?.facts;
  const exports = (wanted: string): boolean => facts!.moduleExports.some(({ name }) => name === wanted);
  return facts?.syntax === 'esm' && exports('default') && !exports('module.exports');
}

/** Uses that tell the object which require() gives for an ES module with a default from its namespace. */
function needsInterop(request: RequestFacts): boolean {
  const readsMark = request.uses.some((u) => u.key === '__esModule' || u.keys?.includes('__esModule'));
  return readsMark || objectNeed(request.uses) !== null;
}

function whenReason(request: RequestFacts): string {
  if (request.when === 'lazy') return 'it loads when the function around it is called';
  if (request.when === 'try') return 'a failure to load it is caught';
  return 'it loads only under a condition';
}

function decideMissing(graph: Graph, module: GraphModule, request: RequestFacts): Loading {
  if (request.when === 'eager' && !/^[./#]/.test(request.specifier!)) {
    const name = request
      .specifier!.split('/')
      .slice(0, request.specifier!.startsWith('@') ? 2 : 1)
      .join('/');
    const { json } = graph.project.packages[module.file.package]!;
    const fields = [json.dependencies, json.devDependencies, json.peerDependencies, json.optionalDependencies];
    if (fields.some((f) => typeof f === 'object' && f !== null && name in f)) return hoist;
  }
  return stay('it is not installed or does not exist', 'missing-module');
}
