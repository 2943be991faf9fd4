import type { UseFacts } from '../analyse/facts.js';
import { isImportedByTool } from '../discover/tool-configs.js';
import { emptyEntries, loadedByOthers } from './outside-loads.js';
import { lexedNames } from '../link/cjs-names.js';
import type { Edge, Graph, GraphModule } from '../link/graph.js';
import type { MigrateOptions } from '../options.js';
import { loadedByName } from './data-files.js';
import { exportedFunction } from './exported-function.js';
import { functionNamesRead } from './function-names.js';
import { objectNeed, objectText, wholeText } from './object-need.js';
import { isBindingName } from '../rewrite/names.js';
import { type KeyShape, shapeOf, type Shape } from './shape.js';

/** What the rest of the world needs of a module. Needs only grow. */
export interface Needs {
  /** Somebody imports the default. */
  default: boolean;
  /** Somebody needs the exports as one object: the default export, where the module has only names. */
  whole: boolean;
  /** Somebody loads it with require(): a public entry, a kept CommonJS file, createRequire, a computed path. */
  moduleExports: boolean;
  /** Somebody writes to the exports object, or may: it must be one real object for everybody. */
  object: boolean;
  /** Names that ES modules (or outside users) import today. */
  names: Set<string>;
  /** Somebody reads the name of the anonymous function that the module is. */
  anonymous: boolean;
  /** Why, for `explain`: the first fact behind each need. */
  because: Reason[];
}

/** One fact that a need rests on: what somebody does, and where. */
export interface Reason {
  /** A sentence about the module: `lib/a.js uses its exports as an object`. */
  text: string;
  /** The file that the place is in; the file alone where `at` is null. */
  from: string;
  at: number | null;
}

export interface Interface {
  shape: Shape;
  needs: Needs;
  /** How the module will export. */
  kind: 'none' | 'named' | 'value' | 'holder' | 'reexport';
  /** Keys of a named module. */
  keys: Set<string>;
}

/** True for a request whose value other code gets: only loading for effects asks nothing. */
function isValueUsed(edge: Edge): boolean {
  return edge.request.site.kind !== 'statement';
}

/**
 * Decides how every module exports: a worklist of constraints in which interfaces only rise (named, then a facade, then
 * one real object), so it ends.
 * @param staysRequire edges that will stay a require() call
 * @param staysCommonJs files that stay CommonJS
 */
export function decideInterfaces(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  options: MigrateOptions,
  staysRequire: (edge: Edge) => boolean,
  staysCommonJs: (path: string) => boolean,
): Map<string, Interface> {
  const interfaces = new Map<string, Interface>();
  for (const module of graph.modules.values()) interfaces.set(module.path, start(module));
  const raise = (path: string, need: Partial<Needs>, text: string, from: string, at: number | null = null): void => {
    const target = interfaces.get(path);
    if (!target) return;
    const { needs } = target;
    const before = state(needs);
    needs.default ||= need.default ?? false;
    needs.whole ||= need.whole ?? false;
    needs.moduleExports ||= need.moduleExports ?? false;
    needs.object ||= need.object ?? false;
    needs.anonymous ||= need.anonymous ?? false;
    for (const name of need.names ?? []) needs.names.add(name);
    if (state(needs) === before) return;
    needs.because.push({ text, from, at });
    // Whoever passes a module on whole passes its needs on to that module.
    for (const to of passedOn(graph, path)) {
      const names = target.kind === 'reexport' ? needs.names : new Set<string>();
      const isMarked = target.kind === 'reexport' && needs.moduleExports;
      const passed = { ...needs, anonymous: false, moduleExports: isMarked, names, whole: true };
      raise(to, passed, `it is re-exported by ${path}`, path);
    }
  };

  const byName = loadedByName(graph);
  for (const { path, by, at } of loadedByOthers(graph))
    // What is done with it there is not seen.
    raise(
      path,
      { whole: true, object: true, moduleExports: true },
      `${by} hands require() on, and a string names it`,
      by,
      at,
    );
  const entries = emptyEntries(graph);
  for (const module of graph.modules.values()) {
    const { path, file } = module;
    const shape = interfaces.get(path)!.shape;
    if (shape.kind !== 'none' && file.roles.includes('public') && options.compat) {
      const names = importableNames(graph, sources, path);
      raise(path, { default: true, moduleExports: true, names }, 'it can be loaded from outside the package', path);
    }
    if (shape.kind !== 'none' && file.roles.includes('test') && module.in.length === 0)
      raise(path, { names: importableNames(graph, sources, path) }, 'its test runner may read them', path);
    if (shape.kind === 'none' && entries.has(path) && options.compat)
      raise(path, { default: true, moduleExports: true }, 'it is the entry of the package', path);
    if (shape.kind !== 'none' && file.roles.includes('config')) {
      // Tools import the default, or load the file with require(), and may write to what they get.
      const moduleExports = !isImportedByTool(path);
      raise(path, { default: true, whole: true, object: true, moduleExports }, 'a tool loads it by its name', path);
    }
    if (shape.kind !== 'none' && byName.has(path)) {
      // Whoever loads it may do so by require(), or by import() and take the default.
      const byAnything = { default: true, whole: true, moduleExports: true };
      raise(path, byAnything, 'a string names it, and nothing is seen to load it', path);
    }
    for (const to of passedOn(graph, path)) {
      const written = [...shape.refs].find((i) =>
        /write|delete|patch|escape/.test(module.facts.exports.refs[i]!.use.kind),
      );
      if (written === undefined) continue;
      const at = module.facts.exports.refs[written]!.range.start;
      raise(to, { whole: true, object: true }, `${path} re-exports it and writes to it`, path, at);
    }
    for (const { from, request } of module.dynamic) {
      // import() of CommonJS gives its exports as the default, too.
      const isImport = request.form === 'import()';
      const writes = request.uses.some((u) => /^(write|delete|computed-write|patch)$/.test(u.kind));
      const need = isImport
        ? { default: true, whole: true }
        : { moduleExports: true, ...(writes ? { whole: true, object: true } : {}) };
      raise(
        path,
        need,
        `${from} may load it by a computed ${isImport ? 'import' : 'require'}()`,
        from,
        request.range.start,
      );
    }
    for (const edge of module.in) {
      if (!isValueUsed(edge)) continue;
      const { request } = edge;
      const where = edge.from;
      const because = (need: Partial<Needs>, text: string, use?: UseFacts): void =>
        raise(path, need, `${where} ${text}`, where, (use?.range ?? request.range).start);
      if (request.form === 'resolve') continue;
      if (request.form === 'import' || request.form === 'export') {
        const names = request.specifiers.map((s) => s.imported);
        if (names.includes('default')) because({ default: true }, 'imports its default');
        const need = objectNeed(request.uses);
        if (need === 'object' && names.includes('default')) because({ object: true }, 'uses its default as an object');
        because({ names: new Set(names.filter((n) => n !== 'default' && n !== '*')) }, 'imports names from it');
        if (names.includes('*'))
          because(
            { default: shape.kind !== 'bag', names: importableNames(graph, sources, path) },
            'imports its namespace',
          );
        continue;
      }
      if (request.form === 'import()') {
        because({ default: true }, 'imports it dynamically');
        continue;
      }
      if (staysRequire(edge) || staysCommonJs(edge.from))
        because({ moduleExports: true }, 'keeps loading it with require()');
      // `barrel.part.x = …` writes to what the barrel exports as `part`.
      for (const { key, use } of request.parts) {
        const part = objectNeed([use]) === 'object' ? memberTarget(module, key) : null;
        if (part === null) continue;
        raise(part, { whole: true, object: true }, `${where} writes to it through ${path}`, where, use.range.start);
      }
      for (const use of request.uses) {
        const called = use.kind === 'call-member' ? exportedFunction(graph, path, [use.key!]) : null;
        const self = called?.module === module ? module.facts.units[called.unit]!.usesThis : null;
        if (self?.writes || self?.escapes)
          because({ whole: true, object: true }, `calls its method '${use.key}', which uses this as an object`, use);
        if (use.key === '__esModule' || use.keys?.includes('__esModule')) {
          because({ whole: true, object: true }, 'reads __esModule', use);
        }
      }
      const { keys } = interfaces.get(path)!;
      const need = objectNeed(request.uses, keys);
      const use = request.uses.find((u) => objectNeed([u], keys) === need);
      if (need === 'object') because({ whole: true, object: true }, objectText(use), use);
      else if (need === 'default') because({ whole: true }, wholeText(use), use);
    }
  }
  for (const [path, reads] of functionNamesRead(graph)) {
    for (const { key, printed, from, at } of reads) {
      const own = interfaces.get(path);
      if (!own) continue;
      const module = graph.modules.get(path)!;
      const changes = (k: KeyShape): boolean => isAnonymous(module, own.shape, k.key) || isRenamed(module, k);
      const member = printed ? own.shape.keys.find(changes)?.key : key;
      const isValue = own.shape.kind === 'value' || (member ?? null) === null;
      const isChanged = isValue
        ? isAnonymous(module, own.shape, null)
        : own.shape.keys.some((k) => k.key === member && changes(k));
      if (!isChanged) continue;
      const what = isValue ? 'the function that it exports' : `'${member}'`;
      const need = isValue ? { anonymous: true } : { whole: true, object: true };
      raise(path, need, `${from} reads the name of ${what}, which an export would change`, from, at);
    }
  }
  for (const module of graph.modules.values()) settle(graph, module, interfaces.get(module.path)!, staysRequire);
  return interfaces;
}

function state({ because, names, ...flags }: Needs): string {
  void because;
  return JSON.stringify([flags, names.size]);
}

/** True for an exported function or class that has the name '': assignment to a member gives none. */
function isAnonymous(module: GraphModule, shape: Shape, key: string | null): boolean {
  const value =
    key === null
      ? shape.replacement === null
        ? null
        : module.facts.exports.assignments[shape.replacement]!.value
      : (shape.keys.find((k) => k.key === key && !k.property)?.value ?? null);
  return value !== null && /^(function|arrow|class)$/.test(value.kind) && value.name === null;
}

/** A function that has its name from its key, which a declaration could not have: another binding has it, or it is reserved. */
function isRenamed({ facts }: GraphModule, { key, property }: KeyShape): boolean {
  const { value } = property ?? {};
  const isNamedByKey =
    property?.kind === 'method' || (value && /^(function|arrow|class)$/.test(value.kind) && value.name === null);
  if (!isNamedByKey) return false;
  return !isBindingName(key) || facts.freeNames.includes(key) || facts.bindings.some((b) => b.name === key);
}

/** Names that `import { … }` of a file finds today: those that Node's lexer sees in it and in what it re-exports whole. */
function importableNames(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  path: string,
  seen: ReadonlySet<string> = new Set(),
): Set<string> {
  const module = graph.modules.get(path);
  if (!module || seen.has(path) || module.facts.syntax !== 'cjs') return new Set();
  const lexed = lexedNames(sources.get(path)!);
  const names = new Set(lexed.exports);
  for (const specifier of lexed.reexports) {
    const edge = module.out.find((e) => e.request.specifier === specifier);
    const inner = edge?.to ? importableNames(graph, sources, edge.to, new Set([...seen, path])) : [];
    for (const name of inner) names.add(name);
    if (edge?.resolution.kind === 'external') for (const name of edge.resolution.package.requireNames) names.add(name);
  }
  names.delete('default');
  names.delete('__esModule');
  return names;
}

function start(module: GraphModule): Interface {
  const shape = shapeOf(module.facts);
  const needs: Needs = {
    default: false,
    whole: false,
    moduleExports: false,
    object: false,
    anonymous: false,
    names: new Set(),
    because: [],
  };
  const kind =
    shape.kind === 'none'
      ? 'none'
      : shape.kind === 'value'
        ? 'value'
        : shape.kind === 'reexport'
          ? 'reexport'
          : 'named';
  return { shape, needs, kind, keys: new Set(shape.keys.map((k) => k.key)) };
}

/** The request of `module.exports = require('./x')`. */
function reexportEdge(module: GraphModule, own: Interface): Edge | null {
  const assignment = own.shape.replacement === null ? null : module.facts.exports.assignments[own.shape.replacement];
  const request = assignment?.value.request ?? null;
  return request === null ? null : (module.out[request] ?? null);
}

/** The project modules that a file's `module.exports` is: `module.exports = require('./x')`, also by way of a variable. */
function passedOn(graph: Graph, path: string): string[] {
  const module = graph.modules.get(path)!;
  const targets: string[] = [];
  for (const { request, to } of module.out) {
    if (to === null || request.form !== 'require') continue;
    const isValue = module.facts.exports.assignments.some(
      (a) =>
        a.value.request === request.id &&
        a.value.members.length === 0 &&
        a.targets.some((t) => t.key === null && t.object !== 'local'),
    );
    if (isValue || request.uses.some((u) => u.kind === 'reexport')) targets.push(to);
  }
  return targets;
}

/** The project module that a file exports as one of its members. */
function memberTarget(module: GraphModule, key: string): string | null {
  return module.out[memberRequest(module, key) ?? -1]?.to ?? null;
}

/** The request whose value a file exports as one of its members. */
export function memberRequest(module: GraphModule, key: string): number | null {
  const { assignments } = module.facts.exports;
  const values = assignments.flatMap((a) => {
    if (a.targets.some((t) => t.key === key && t.object !== 'local')) return [a.value];
    return (a.value.properties ?? []).filter((p) => p.key === key).map((p) => p.value);
  });
  for (const value of values) {
    const request =
      value?.request ?? module.facts.requests.find((r) => r.local !== null && r.local === value?.name)?.id ?? null;
    if (request !== null) return request;
  }
  return null;
}

/** Chooses the cheapest form that meets the needs. */
function settle(graph: Graph, module: GraphModule, own: Interface, staysRequire: (edge: Edge) => boolean): void {
  const { shape, needs } = own;
  if (shape.kind === 'value') return;
  if (shape.kind === 'none') {
    // A module without exports still has an exports object for those who look at it.
    if (needs.whole || needs.object || needs.default) own.kind = 'named';
    return;
  }
  if (shape.kind === 'reexport') {
    const edge = reexportEdge(module, own);
    // What stays a require() call has no name that an export declaration could hand on.
    const isProject = edge !== null && edge.to !== null && graph.modules.has(edge.to);
    if (!isProject || staysRequire(edge)) own.kind = 'value';
    return;
  }
  if (shape.kind === 'opaque') own.kind = 'holder';
  else if (shape.notNamed !== null || needs.object || cannotBeNamed(graph, module, shape, needs))
    own.kind = shape.replacement === null ? 'holder' : 'value';
  // A bag with a key 'default' can't have another default export.
  else if (shape.keys.some((k) => k.key === 'default') && (needs.default || needs.whole))
    own.kind = shape.replacement === null ? 'holder' : 'value';
}

/** A member that the exports object may not have, or not show: an object made of all names always shows it. */
function isSometimesHidden({ facts }: GraphModule, key: KeyShape): boolean {
  const { assignments, calls } = facts.exports;
  if (key.property || key.calls.some((i) => calls[i]!.enumerable)) return false;
  return !key.assignments.some((i) => assignments[i]?.when === 'eager' && assignments[i].unit === 0);
}

function cannotBeNamed(graph: Graph, module: GraphModule, shape: Shape, needs: Needs): boolean {
  // An object that says __esModule must go on saying so.
  if (shape.marker && (needs.whole || needs.moduleExports)) return true;
  if (needs.whole && shape.keys.some((key) => isSometimesHidden(module, key))) return true;
  // Methods and arrows are no constructors and have no prototype; the functions that would stand for them do.
  const methods = new Set(shape.keys.filter((k) => k.property?.kind === 'method').map((k) => k.key));
  if (methods.size === 0) return false;
  const uses = module.in.flatMap((e) => e.request.uses);
  const testsPrototypes = (path: string): boolean =>
    graph.modules.get(path)!.facts.hazards.some((h) => h.kind === 'prototype-test');
  if (module.in.some((e) => e.request.uses.some((u) => u.kind === 'computed') && testsPrototypes(e.from))) return true;
  return uses.some(
    (u) => u.key !== null && methods.has(u.key) && (u.kind === 'construct-member' || u.then === 'prototype'),
  );
}
