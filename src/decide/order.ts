import type { EffectFacts, ModuleFacts } from '../analyse/facts.js';
import { ExternalModules, type ExternalTarget } from '../link/external-modules.js';
import type { Edge, Graph } from '../link/graph.js';
import {
  builtinPurity,
  globalPurity,
  isBuiltinName,
  isFixedGlobal,
  isOwnObjectMethod,
  isPureExternalCall,
} from './purity.js';

/**
 * What running some code can do to, and see of, the rest of the program: enough to tell whether two pieces of code may
 * change places. Mutations of a module's own state count only when another module's code causes them.
 */
export interface Summary {
  /** Depends on something outside the modules that can change (environment, clock, file system). */
  reads: boolean;
  /** Changes something outside (output, globals, environment), or is unknown. */
  acts: boolean;
  /** Modules whose state it may read or change through their functions. */
  touches: Set<string>;
  /** The first effect that makes it not inert, for messages: file and offset. */
  cause: { path: string; at: number } | null;
}

const inert = (): Summary => ({ reads: false, acts: false, touches: new Set(), cause: null });

export function isInert(summary: Summary): boolean {
  return !summary.reads && !summary.acts && summary.touches.size === 0;
}

/** True when two pieces of code may run in either order without anybody telling the difference. */
export function commute(a: Summary, b: Summary): boolean {
  if (isInert(a) || isInert(b)) return true;
  if ((a.acts && (b.acts || b.reads)) || (b.acts && a.reads)) return false;
  for (const touched of a.touches) if (b.touches.has(touched)) return false;
  return true;
}

/** A module of the project (by its path) or an installed one (by its absolute file). */
interface Unit {
  id: string;
  facts: ModuleFacts;
  /** What a request of it loads. */
  target: (request: number) => Target;
}

type Target =
  | ExternalTarget
  | { kind: 'project'; path: string }
  /** JSON and the like: loading it does nothing else. */
  | { kind: 'data' };

/** Packages behind `/node_modules/`, for the table of known calls. */
function packageOf(file: string): string {
  const inside = file.slice(file.lastIndexOf('/node_modules/') + '/node_modules/'.length);
  return inside
    .split('/')
    .slice(0, inside.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Summaries of units of code and of loading modules, over the whole graph and what it installs, computed on demand. */
export class Effects {
  private readonly units = new Map<string, Summary>();
  private readonly loads = new Map<string, Summary>();
  private readonly closures = new Map<string, Set<string>>();
  private readonly open = new Set<string>();
  private readonly externals = new ExternalModules();
  private incomplete = false;

  constructor(private readonly graph: Graph) {}

  /** What loading a project module (and whatever it loads) does. */
  load(path: string): Summary {
    const unit = this.project(path);
    return unit ? this.loadUnit(unit) : inert();
  }

  /** What loading the target of an edge does, given what is loaded already: state of fresh modules is the load's own. */
  loadEdge(edge: Edge, loaded: Pick<ReadonlySet<string>, 'has'>): Summary {
    const summary = inert();
    this.addTarget(summary, this.targetOf(edge));
    const fresh = edge.to === null ? [] : this.closure(edge.to);
    for (const path of fresh) if (!loaded.has(path)) summary.touches.delete(path);
    return summary;
  }

  /** What the load of a file does before an offset, apart from loading the requests that are hoisted. */
  before(path: string, offset: number, hoisted: (request: number) => boolean): Summary {
    const unit = this.project(path)!;
    const summary = inert();
    const effects = (unit.facts.units[0]?.effects ?? []).filter(
      (e) => e.at < offset && !(e.kind === 'load' && hoisted(e.request)),
    );
    this.addEffects(summary, unit, effects, true);
    summary.touches.delete(path);
    // Taking a member out of a module runs code where the member is an accessor.
    for (const { id, range, site } of unit.facts.requests) {
      const takes = site.kind === 'declarator' && (site.pattern !== null || site.members.length > 0);
      if (range.start >= offset || !takes || !this.hasAccessors(unit.target(id))) continue;
      summary.acts = true;
      summary.cause ??= { path, at: range.start };
    }
    return summary;
  }

  /** Everything that loading a project module loads, itself included: project paths and installed files. */
  closure(path: string): Set<string> {
    const known = this.closures.get(path);
    if (known) return known;
    const seen = new Set<string>();
    const visit = (current: string): void => {
      if (seen.has(current)) return;
      seen.add(current);
      for (const edge of this.graph.modules.get(current)?.out ?? []) {
        if (edge.request.when === 'lazy' || edge.request.form === 'resolve' || edge.request.typeOnly) continue;
        if (edge.to !== null) visit(edge.to);
        else if (edge.resolution.kind === 'external' && edge.resolution.package.requireFile)
          seen.add(edge.resolution.package.requireFile);
      }
    };
    visit(path);
    this.closures.set(path, seen);
    return seen;
  }

  /** True for a dual package whose ES module only passes on what its CommonJS half exports: the same objects either way. */
  isWrapper({ importFile, requireFile }: { importFile: string; requireFile: string }): boolean {
    const facts = this.externals.get(importFile);
    if (!facts || facts.facts.syntax !== 'esm' || facts.targets.length === 0) return false;
    const same = new Set([requireFile, this.reexported(requireFile)]);
    return facts.targets.every((t) => t.kind === 'file' && same.has(t.file));
  }

  /** The file behind `module.exports = require('./x')`, however often; the file itself where it is no such thing. */
  private reexported(file: string): string {
    const facts = this.externals.get(file);
    const whole = facts?.facts.exports.assignments.filter((a) => a.targets.some((t) => t.key === null)) ?? [];
    const value = whole.length === 1 ? whole[0]!.value : null;
    if (value?.kind !== 'require' || value.members.length > 0) return file;
    const target = facts!.targets[value.request!];
    return target?.kind === 'file' && target.file !== file ? this.reexported(target.file) : file;
  }

  /** True for an installed CommonJS module that asks who required it. */
  readsParent(requireFile: string): boolean {
    return this.externals.readsParent(requireFile);
  }

  /** True when a member that an installed CommonJS module exports may change after its load. */
  isLiveMember(requireFile: string, key: string): boolean {
    const facts = this.externals.get(requireFile)?.facts;
    return facts?.exports.refs.some((r) => r.use.kind === 'write' && r.use.key === key && r.use.unit !== 0) ?? false;
  }

  private hasAccessors(target: Target): boolean {
    const exports = target.kind === 'project' ? this.unitOf(target)?.facts.exports : undefined;
    if (!exports) return false;
    const inLiteral = exports.assignments.some((a) => a.value.properties?.some((p) => p.kind === 'get'));
    return inLiteral || exports.calls.some((c) => c.kind === 'getter' && c.values[0]?.kind === 'other');
  }

  private project(path: string): Unit | null {
    const module = this.graph.modules.get(path);
    if (!module) return null;
    return {
      id: path,
      facts: module.facts,
      target: (request) => (module.out[request] ? this.targetOf(module.out[request]) : { kind: 'unknown' }),
    };
  }

  private external(file: string): Unit | null {
    const found = this.externals.get(file);
    return (
      found && { id: file, facts: found.facts, target: (request) => found.targets[request] ?? { kind: 'unknown' } }
    );
  }

  private targetOf(edge: Edge): Target {
    const { resolution } = edge;
    if (edge.to !== null)
      return this.graph.modules.has(edge.to) ? { kind: 'project', path: edge.to } : { kind: 'data' };
    if (resolution.kind === 'builtin') return { kind: 'builtin', name: resolution.name };
    if (resolution.kind === 'external' && resolution.package.requireFile !== null)
      return { kind: 'file', file: resolution.package.requireFile };
    return { kind: 'unknown' };
  }

  private unitOf(target: Target): Unit | null {
    if (target.kind === 'project') return this.project(target.path);
    return target.kind === 'file' ? this.external(target.file) : null;
  }

  private loadUnit(unit: Unit): Summary {
    return this.memo(this.loads, `load ${unit.id}`, unit.id, () => {
      const summary = inert();
      for (const request of unit.facts.requests) {
        if ((request.form === 'import' || request.form === 'export') && !request.typeOnly)
          this.addTarget(summary, unit.target(request.id));
      }
      this.addEffects(summary, unit, unit.facts.units[0]?.effects ?? [], true);
      // A module's own state is its own while it loads.
      summary.touches.delete(unit.id);
      return summary;
    });
  }

  private memo(cache: Map<string, Summary>, id: string, key: string, compute: () => Summary): Summary {
    const known = cache.get(key);
    if (known) return known;
    if (this.open.has(id)) {
      // A cycle adds nothing of its own: whoever opened it collects its effects. What was built on it isn't kept.
      this.incomplete = true;
      return inert();
    }
    const outer = this.incomplete;
    this.incomplete = false;
    this.open.add(id);
    const summary = compute();
    this.open.delete(id);
    if (!this.incomplete || this.open.size === 0) cache.set(key, summary);
    this.incomplete = outer || (this.incomplete && this.open.size > 0);
    return summary;
  }

  /** What calling a function of a module does. */
  private call(unit: Unit, id: number): Summary {
    const key = `${unit.id}#${id}`;
    return this.memo(this.units, `unit ${key}`, key, () => {
      const summary = inert();
      const facts = unit.facts.units[id];
      if (facts) this.addEffects(summary, unit, facts.effects, false);
      return summary;
    });
  }

  private addEffects(summary: Summary, unit: Unit, effects: EffectFacts[], topLevel: boolean): void {
    for (const effect of effects) {
      const before = !isInert(summary);
      this.add(summary, unit, effect, topLevel);
      // The statement of the file itself says more than the place deep inside that it reaches.
      if (!before && !isInert(summary) && topLevel) summary.cause = { path: unit.id, at: effect.at };
    }
  }

  private add(summary: Summary, unit: Unit, effect: EffectFacts, topLevel: boolean): void {
    switch (effect.kind) {
      case 'load':
        this.addTarget(summary, unit.target(effect.request), unit.facts.requests[effect.request]?.candidates ?? null);
        return;
      case 'throw':
        if (topLevel) summary.acts = true;
        return;
      case 'write':
        if (effect.to === 'global') summary.acts = true;
        else if (effect.to === 'request') this.touch(summary, unit.target(effect.request!));
        else if (!topLevel) summary.touches.add(unit.id);
        return;
      case 'global-read':
        if (!isFixedGlobal(effect.path)) summary.reads = true;
        return;
      case 'local':
        // A function that uses its module's own variables has state, unless the variable is a function or class.
        if (!topLevel && isState(unit.facts, effect.name)) summary.touches.add(unit.id);
        return;
      case 'read':
        return;
      case 'call':
        this.addCall(summary, unit, effect, topLevel);
    }
  }

  private addTarget(summary: Summary, target: Target, candidates: string[] | null = null): void {
    if (target.kind === 'builtin' || target.kind === 'data') return;
    if (target.kind === 'unknown') {
      // `tryRequire('async_hooks')`: a helper that is only called with the names of builtins.
      if (!candidates?.every(isBuiltinName)) summary.acts = true;
      return;
    }
    const unit = this.unitOf(target);
    if (!unit) {
      if (target.kind !== 'file' || !target.file.endsWith('.json')) summary.acts = true;
      return;
    }
    merge(summary, this.loadUnit(unit));
  }

  private touch(summary: Summary, target: Target): void {
    if (target.kind === 'project') summary.touches.add(target.path);
    else if (target.kind === 'file') summary.touches.add(target.file);
    else summary.acts = true;
  }

  private addCall(
    summary: Summary,
    unit: Unit,
    effect: Extract<EffectFacts, { kind: 'call' }>,
    topLevel: boolean,
  ): void {
    const { callee } = effect;
    for (const callback of effect.callbacks) merge(summary, this.call(unit, callback));
    switch (callee.kind) {
      case 'unit':
        merge(summary, this.call(unit, callee.unit));
        return;
      case 'global':
        addPurity(summary, globalPurity(callee.path));
        return;
      case 'method':
        if (callee.name !== 'constructor' && !callee.fresh && !isOwnObjectMethod(callee.name)) summary.acts = true;
        return;
      case 'binding': {
        // A method of one of the file's own objects: known only for the usual methods of arrays, maps and strings.
        const method = callee.path[callee.path.length - 1];
        if (method === undefined || !isOwnObjectMethod(method)) summary.acts = true;
        else if (!topLevel) summary.touches.add(unit.id);
        return;
      }
      case 'request':
        this.addRequestCall(summary, unit.target(callee.request), callee.path, effect.construct);
        return;
      case 'unknown':
        summary.acts = true;
    }
  }

  private addRequestCall(summary: Summary, target: Target, path: string[], construct: boolean): void {
    if (target.kind === 'builtin') {
      addPurity(summary, builtinPurity(target.name, path));
      return;
    }
    if (target.kind === 'file' && isPureExternalCall(packageOf(target.file), path)) return;
    const found = this.exported(target, path);
    if (!found) summary.acts = true;
    else if (found.unit === 'class') summary.acts ||= !construct;
    else merge(summary, this.call(found.module, found.unit));
  }

  /** The function that a module exports under a path; through whole re-exports. */
  private exported(target: Target, path: string[], depth = 0): { module: Unit; unit: number | 'class' } | null {
    const module = this.unitOf(target);
    if (!module || depth > 5) return null;
    const unit = exportedUnit(module.facts, path);
    if (unit === null) return null;
    if (typeof unit === 'object') return this.exported(module.target(unit.request), unit.path, depth + 1);
    return { module, unit };
  }
}

function addPurity(summary: Summary, purity: 'pure' | 'reads' | 'acts'): void {
  if (purity === 'acts') summary.acts = true;
  else if (purity === 'reads') summary.reads = true;
}

function isState(facts: ModuleFacts, name: string): boolean {
  const binding = facts.bindings.find((b) => b.name === name);
  if (!binding || binding.unit !== null) return false;
  return (
    binding.kind !== 'class' &&
    binding.kind !== 'function' &&
    binding.kind !== 'import' &&
    !(binding.kind === 'const' && binding.constant)
  );
}

/** The function a file exports under a path, `class` for a class without a constructor, or the request that it passes on. */
function exportedUnit(
  facts: ModuleFacts,
  path: string[],
): number | 'class' | { request: number; path: string[] } | null {
  const { assignments } = facts.exports;
  const wanted = path[0] ?? null;
  const found = assignments.filter((a) => a.targets.some((t) => t.object !== 'local' && t.key === wanted));
  let value = found.length === 1 ? found[0]!.value : null;
  if (!value && wanted !== null) {
    for (const assignment of assignments) {
      const property = assignment.value.properties?.find((p) => p.key === wanted);
      if (property && assignment.targets.some((t) => t.object === 'module.exports' && t.key === null))
        value = property.value;
    }
  }
  const whole = assignments.filter((a) => a.targets.some((t) => t.object === 'module.exports' && t.key === null));
  if (!value && wanted !== null && whole.length === 1 && whole[0]!.value.kind === 'require') {
    return { request: whole[0]!.value.request!, path: [...whole[0]!.value.members, ...path] };
  }
  if (!value) return null;
  const rest = wanted === null ? [] : path.slice(1);
  if (value.kind === 'require') return { request: value.request!, path: [...value.members, ...rest] };
  if (rest.length > 0) return null;
  if (value.unit !== null) return value.unit;
  if (value.kind === 'identifier' && value.name !== null) {
    const binding = facts.bindings.find((b) => b.name === value.name);
    if (binding?.unit != null) return binding.unit;
    if (binding?.kind === 'class') return 'class';
    const request = facts.requests.find((r) => r.local === value.name);
    if (request) return { request: request.id, path: [] };
  }
  return value.kind === 'class' ? 'class' : null;
}

function merge(into: Summary, other: Summary): void {
  into.reads ||= other.reads;
  into.acts ||= other.acts;
  for (const touched of other.touches) into.touches.add(touched);
  into.cause ??= other.cause;
}
