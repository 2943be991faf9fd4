import type { EffectFacts, ModuleFacts } from '../analyse/facts.js';
import { ExternalModules, type ExternalTarget } from '../link/external-modules.js';
import type { Edge, Graph } from '../link/graph.js';
import { stronglyConnectedComponents } from '../link/scc.js';
import {
  exportedNames,
  hasAccessors,
  isChange,
  isChangedByItself,
  isChangedByOthers,
  reachedBy,
  stateOf,
} from './changes.js';
import { exportedUnit } from './exported-unit.js';
import {
  builtinPurity,
  globalPurity,
  isBuiltinName,
  isFixedGlobal,
  isKnownGlobal,
  isOwnObjectMethod,
  isPatch,
  isPureExternalCall,
  type Purity,
} from './purity.js';
import {
  contentsOf,
  exportsOf,
  forget,
  inert,
  isInert,
  isOutside,
  meets,
  merge,
  says,
  type Summary,
} from './summary.js';

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
  | { kind: 'data'; path: string }
  /** Not there: loading it throws. */
  | { kind: 'missing' };

/** Code that is summarised as a whole: a function of a module by its unit, or the load of a module. */
interface Code {
  id: string;
  unit: Unit;
  function: number | null;
}

/** One thing that code does: something of its own, or running other code. */
interface Step {
  does: Summary | Code;
  /** The offset of the effect at the top level of a module, which says more than the place deep inside that it reaches. */
  at: number | null;
}

type Call = Extract<EffectFacts, { kind: 'call' }>;

const isCode = (does: Summary | Code): does is Code => 'id' in does;

const acting: Summary = { ...inert(), acts: true };
const unseen: Summary = { ...inert(), acts: true, unknown: true };
const patching: Summary = { ...inert(), acts: true, patches: true };
const reading: Summary = { ...inert(), reads: true };

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
  private readonly summaries = new Map<string, Summary>();
  private readonly steps = new Map<string, Step[]>();
  private readonly closures = new Map<string, Set<string>>();
  private readonly touched = new Map<string, Summary>();
  private readonly looked = new Map<string, Summary>();
  private readonly mutable = new Map<string, boolean>();
  private readonly values = new Map<string, Set<string>>();
  private patchedTargets: Set<string> | null = null;
  private readonly projectUnits = new Map<string, Unit | null>();
  private readonly externals = new ExternalModules();

  constructor(private readonly graph: Graph) {}

  /** What loading a project module (and whatever it loads) does. */
  load(path: string): Summary {
    const unit = this.project(path);
    return unit ? this.summaryOf(loadOf(unit)) : inert();
  }

  /** What loading the target of an edge does, given what is loaded already: state of fresh modules is the load's own. */
  loadEdge(edge: Edge, loaded: Pick<ReadonlySet<string>, 'has'>): Summary {
    const summary = inert();
    const does = this.loadTarget(this.targetOf(edge));
    if (does) merge(summary, isCode(does) ? this.summaryOf(does) : does);
    const fresh = edge.to === null ? [] : this.closure(edge.to);
    for (const path of fresh) if (!loaded.has(path)) forget(summary, path);
    return summary;
  }

  /** True when the code may change places with the load of any module. */
  commutesWithAll(before: Summary): boolean {
    return isInert(before) && this.changeable(before).size === 0;
  }

  /** What some code takes from modules, as far as somebody in the project may change it. */
  private changeable({ looks }: Summary): Set<string> {
    return new Set([...looks].filter((id) => this.isMutable(id)));
  }

  /**
   * True when the statements before a request and the load of its target may run in either order without anybody
   * telling the difference.
   */
  commute(before: Summary, target: Summary): boolean {
    if (before.patches) return false;
    if ((before.acts && (target.acts || target.reads)) || (target.acts && before.reads)) return false;
    if (meets(before.touches, target.touches)) return false;
    if (meets(before.touches, target.looks) || meets(this.changeable(before), target.touches)) return false;
    const mayMeet = (by: Summary, other: Summary): boolean =>
      by.unknown && [...other.looks, ...other.touches].some((id) => !isOutside(id) && this.isMutable(id));
    return !mayMeet(before, target) && !mayMeet(target, before);
  }

  /** Somebody in the project changes what a module exports (or what its members hold), or its own functions do. */
  private isMutable(touched: string): boolean {
    let known = this.mutable.get(touched);
    if (known === undefined) {
      const [id, what] = touched.split('#');
      const module = this.graph.modules.get(id!);
      known = module
        ? isChangedByOthers(module, what) || isChangedByItself(module.facts, what)
        : this.patched().has(id!);
      this.mutable.set(touched, known);
    }
    return known;
  }

  /** What the load of a file does before an offset, apart from loading the requests that are hoisted. */
  before(path: string, offset: number, hoisted: (request: number) => boolean): Summary {
    const unit = this.project(path)!;
    const effects = (unit.facts.units[0]?.effects ?? []).filter(
      (e) => e.at < offset && !(e.kind === 'load' && hoisted(e.request)),
    );
    const steps = this.stepsOf(unit, effects, true);
    for (const { does } of steps) if (isCode(does)) this.summaryOf(does);
    const summary = this.fold(unit, steps);
    forget(summary, path);
    // Taking a member out of a module runs code where the member is an accessor.
    for (const { id, range, site } of unit.facts.requests) {
      const takes = site.kind === 'declarator' && (site.pattern !== null || site.members.length > 0);
      if (range.start >= offset || !takes || !this.givesAccessors(unit.target(id))) continue;
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

  /** Builtins, packages and data whose values the project's files write to. */
  private patched(): ReadonlySet<string> {
    if (this.patchedTargets) return this.patchedTargets;
    this.patchedTargets = new Set();
    for (const edge of [...this.graph.modules.values()].flatMap((m) => m.out)) {
      const { uses, parts } = edge.request;
      const target = edge.to === null || !this.graph.modules.has(edge.to) ? this.targetOf(edge) : null;
      if (target && (uses.some(isChange) || parts.some((p) => isChange(p.use))))
        for (const id of this.valuesOf(target)) this.patchedTargets.add(id);
    }
    return this.patchedTargets;
  }

  private givesAccessors(target: Target): boolean {
    const facts = target.kind === 'project' ? this.unitOf(target)?.facts : undefined;
    return facts !== undefined && hasAccessors(facts);
  }

  private project(path: string): Unit | null {
    const known = this.projectUnits.get(path);
    if (known !== undefined) return known;
    const module = this.graph.modules.get(path);
    const unit: Unit | null = module
      ? {
          id: path,
          facts: module.facts,
          target: (request) => (module.out[request] ? this.targetOf(module.out[request]) : { kind: 'unknown' }),
        }
      : null;
    this.projectUnits.set(path, unit);
    return unit;
  }

  private external(file: string): Unit | null {
    const found = this.externals.get(file);
    return (
      found && { id: file, facts: found.facts, target: (request) => found.targets[request] ?? { kind: 'unknown' } }
    );
  }

  private targetOf(edge: Edge): Target {
    const { resolution } = edge;
    if (edge.to !== null) return { kind: this.graph.modules.has(edge.to) ? 'project' : 'data', path: edge.to };
    if (resolution.kind === 'missing' && edge.request.specifier !== null) return { kind: 'missing' };
    if (resolution.kind === 'builtin') return { kind: 'builtin', name: resolution.name };
    if (resolution.kind === 'external' && resolution.package.requireFile !== null)
      return { kind: 'file', file: resolution.package.requireFile };
    return { kind: 'unknown' };
  }

  private unitOf(target: Target): Unit | null {
    if (target.kind === 'project') return this.project(target.path);
    return target.kind === 'file' ? this.external(target.file) : null;
  }

  /**
   * The summary of code with all that it runs. Functions that call each other, and modules that load each other, are
   * strongly connected: what one does, all may do, so their summaries are joined until none grows.
   */
  private summaryOf(code: Code): Summary {
    const known = this.summaries.get(code.id);
    if (known) return known;
    const open = this.unsolved(code);
    const runs = (id: string): string[] =>
      this.stepsFor(open.get(id)!).flatMap(({ does }) => (isCode(does) ? [does.id] : []));
    for (const component of stronglyConnectedComponents(open.keys(), runs)) {
      const isLoop = component.length > 1 || runs(component[0]!).includes(component[0]!);
      for (let grows = true; grows;) {
        grows = false;
        for (const id of component) {
          const { unit, function: fn } = open.get(id)!;
          const summary = this.fold(unit, this.stepsFor(open.get(id)!));
          // A module's own state is its own while it loads.
          if (fn === null) forget(summary, unit.id);
          const before = this.summaries.get(id);
          grows ||= isLoop && !(before && says(before, summary));
          this.summaries.set(id, summary);
        }
      }
    }
    return this.summaries.get(code.id)!;
  }

  /** The code that some code runs, however deep, as far as it has no summary yet. Not by recursion: parsers go deep. */
  private unsolved(code: Code): Map<string, Code> {
    const open = new Map([[code.id, code]]);
    for (const found of open.values()) {
      for (const { does } of this.stepsFor(found))
        if (isCode(does) && !this.summaries.has(does.id)) open.set(does.id, does);
    }
    return open;
  }

  /** Joins steps whose code has a summary; code without one is still being joined, and adds nothing yet. */
  private fold(unit: Unit, steps: readonly Step[]): Summary {
    const summary = inert();
    for (const { does, at } of steps) {
      const before = isInert(summary);
      const other = isCode(does) ? this.summaries.get(does.id) : does;
      if (other) merge(summary, other);
      if (at !== null && before && !isInert(summary)) summary.cause = { path: unit.id, at };
    }
    return summary;
  }

  private stepsFor({ id, unit, function: fn }: Code): Step[] {
    let steps = this.steps.get(id);
    if (!steps) {
      const effects = unit.facts.units[fn ?? 0]?.effects ?? [];
      steps = this.stepsOf(unit, effects, fn === null);
      if (fn === null) steps.unshift(...this.importsOf(unit));
      this.steps.set(id, steps);
    }
    return steps;
  }

  private importsOf(unit: Unit): Step[] {
    return unit.facts.requests.flatMap(({ id, form, typeOnly }) => {
      const does = (form === 'import' || form === 'export') && !typeOnly ? this.loadTarget(unit.target(id)) : null;
      return does ? [{ does, at: null }] : [];
    });
  }

  /** What effects do, each thing once. */
  private stepsOf(unit: Unit, effects: EffectFacts[], topLevel: boolean): Step[] {
    const seen = new Set<unknown>();
    return effects.flatMap((effect) =>
      this.effect(unit, effect, topLevel).flatMap((does) => {
        const key = isCode(does) ? does.id : does;
        if (seen.has(key)) return [];
        seen.add(key);
        return [{ does, at: topLevel ? effect.at : null }];
      }),
    );
  }

  private effect(unit: Unit, effect: EffectFacts, topLevel: boolean): (Summary | Code)[] {
    switch (effect.kind) {
      case 'load': {
        const candidates = unit.facts.requests[effect.request]?.candidates ?? null;
        return listOf(this.loadTarget(unit.target(effect.request), candidates));
      }
      case 'throw':
        return topLevel ? [acting] : [];
      case 'write':
        if (effect.to === 'global') return [isPatch(effect.path) ? patching : acting];
        if (effect.to === 'request') return this.touch(unit.target(effect.request!), effect.deep);
        if (topLevel) return [];
        return [this.touching(unit.id), ...this.reached(unit, reachedBy(unit.facts, effect.path[0]!))];
      case 'global-read':
        return isFixedGlobal(effect.path) ? [] : [reading];
      case 'local':
        // A function that uses its module's own variables has state, unless the variable is a function or class.
        return topLevel || !stateOf(unit.facts).has(effect.name) ? [] : this.state(unit, effect.name);
      case 'read':
        // The value itself is held already; a look takes something out of it.
        return [];
      case 'look':
        return this.look(unit.target(effect.request), effect.deep);
      case 'own':
        return topLevel ? [] : [this.looking(exportsOf(unit.id))];
      case 'call':
        return [
          ...effect.callbacks.map((callback) => functionOf(unit, callback)),
          ...this.passed(unit, effect),
          ...this.callee(unit, effect, topLevel),
        ];
    }
  }

  private loadTarget(target: Target, candidates: string[] | null = null): Summary | Code | null {
    if (target.kind === 'builtin' || target.kind === 'data') return null;
    // `tryRequire('async_hooks')`: a helper that is only called with the names of builtins.
    if (target.kind === 'unknown') return candidates?.every(isBuiltinName) ? null : unseen;
    if (target.kind === 'missing') return acting;
    const unit = this.unitOf(target);
    if (unit) return loadOf(unit);
    return target.kind === 'file' && target.file.endsWith('.json') ? null : unseen;
  }

  /** A write to a module's value, or (`deep`) to what its members hold: what it hands on is among that. */
  private touch(target: Target, deep: boolean): Summary[] {
    const touched = [...this.valuesOf(target)].flatMap((id, i) => [
      ...(deep ? [this.touching(contentsOf(id))] : []),
      ...(!deep || i > 0 ? [this.touching(exportsOf(id))] : []),
    ]);
    return target.kind === 'builtin' || target.kind === 'unknown' ? [acting, ...touched] : touched;
  }

  private look(target: Target, deep: boolean): Summary[] {
    return [...this.valuesOf(target)].flatMap((id) => [
      this.looking(exportsOf(id)),
      ...(deep ? [this.looking(contentsOf(id))] : []),
    ]);
  }

  private reached({ id }: Unit, what: ReturnType<typeof reachedBy>): Summary[] {
    if (what === null) return [];
    return [this.touching(contentsOf(id)), ...(what === 'exports' ? [this.touching(exportsOf(id))] : [])];
  }

  /** A function uses a variable of its module, which others may hold too. */
  private state(unit: Unit, name: string): Summary[] {
    const held = exportedNames(unit.facts).get(name);
    const own = this.touching(unit.id);
    if (!held) return hasAccessors(unit.facts) ? [own, this.touching(exportsOf(unit.id))] : [own];
    return [own, this.touching(held === 'whole' ? exportsOf(unit.id) : contentsOf(unit.id))];
  }

  /** The modules whose values are reached through the exports of a target: its own first, then those that it hands on. */
  private valuesOf(target: Target): ReadonlySet<string> {
    if (target.kind === 'unknown' || target.kind === 'missing') return new Set();
    if (target.kind === 'builtin') return new Set([`node:${target.name}`]);
    if (target.kind !== 'project') return new Set([target.kind === 'file' ? target.file : target.path]);
    let values = this.values.get(target.path);
    if (!values) {
      this.values.set(target.path, (values = new Set([target.path])));
      const unit = this.project(target.path)!;
      for (const { id, uses } of unit.facts.requests) {
        if (!uses.some((u) => /^(export-member|reexport|escape)$/.test(u.kind))) continue;
        for (const value of this.valuesOf(unit.target(id))) values.add(value);
      }
    }
    return values;
  }

  private touching(id: string): Summary {
    let summary = this.touched.get(id);
    if (!summary) this.touched.set(id, (summary = { ...inert(), touches: new Set([id]) }));
    return summary;
  }

  private looking(id: string): Summary {
    let summary = this.looked.get(id);
    if (!summary) this.looked.set(id, (summary = { ...inert(), looks: new Set([id]) }));
    return summary;
  }

  /** What is handed to unknown code may be changed by it. */
  private passed(unit: Unit, { callee, passes }: Call): Summary[] {
    if (passes.length === 0 || (callee.kind === 'global' && globalPurity(callee.path) !== 'acts')) return [];
    if (callee.kind === 'request' && unit.target(callee.request).kind === 'builtin') return [];
    return passes.flatMap(({ request, deep }) => [
      ...this.touch(unit.target(request), true),
      ...(deep ? [] : this.touch(unit.target(request), false)),
    ]);
  }

  private callee(unit: Unit, { callee, construct }: Call, topLevel: boolean): (Summary | Code)[] {
    switch (callee.kind) {
      case 'unit':
        return [functionOf(unit, callee.unit)];
      case 'global': {
        const what = globalPurity(callee.path);
        return what === 'acts' && !isKnownGlobal(callee.path) ? [unseen] : purity(what);
      }
      case 'method':
        return callee.name === 'constructor' || isOwnObjectMethod(callee.name) ? [] : [unseen];
      case 'binding': {
        // A method of one of the file's own objects: known only for the usual methods of arrays, maps and strings.
        const method = callee.path[callee.path.length - 1];
        if (method === undefined || !isOwnObjectMethod(method)) return [unseen];
        return topLevel ? [] : [this.touching(unit.id)];
      }
      case 'request':
        return this.requestCallee(unit.target(callee.request), callee.path, construct);
      case 'unknown':
        return [unseen];
    }
  }

  private requestCallee(target: Target, path: string[], construct: boolean): (Summary | Code)[] {
    if (target.kind === 'builtin') return [...this.look(target, false), ...purity(builtinPurity(target.name, path))];
    if (target.kind === 'file' && isPureExternalCall(packageOf(target.file), path)) return [];
    const found = this.exported(target, path);
    if (found) {
      const does = found.unit === 'class' ? (construct ? [] : [acting]) : [functionOf(found.module, found.unit)];
      return [...this.look(target, false), ...does];
    }
    const facts = this.unitOf(target)?.facts;
    return [
      unseen,
      ...this.look(target, false),
      ...[...this.valuesOf(target)].map((id) => this.touching(id)),
      ...this.touch(target, true),
      ...(facts && isChangedByItself(facts, 'exports') ? this.touch(target, false) : []),
    ];
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

const loadOf = (unit: Unit): Code => ({ id: unit.id, unit, function: null });

const functionOf = (unit: Unit, id: number): Code => ({ id: `${unit.id}#${id}`, unit, function: id });

const listOf = <T>(value: T | null): T[] => (value === null ? [] : [value]);

function purity(what: Purity): Summary[] {
  if (what === 'acts') return [acting];
  return what === 'reads' ? [reading] : [];
}
