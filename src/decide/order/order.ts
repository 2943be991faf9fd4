import type { EffectFacts, RequestFacts } from '../../analyse/facts.js';
import type { Range } from '../../range.js';
import type { Edge, Graph } from '../../link/graph.js';
import { sharedPeers } from '../../link/peers.js';
import { stronglyConnectedComponents } from '../../link/scc.js';
import { nameOf, patchedModules } from '../patched-modules.js';
import { hasAccessors, isChange, isChangedByItself, isChangedByOthers } from './changes.js';
import { CodeUnits, type Target, type Unit } from './code-units.js';
import { isCode, loadOf, Steps, type Code, type Step } from './steps.js';
import { exportsOf, forget, inert, isInert, isOutside, meets, merge, says, type Summary } from './summary.js';

/** What has loaded by some moment. */
export interface LoadedBefore {
  /** It has, whatever happened. */
  surely(id: string): boolean;
  /** It may have. */
  maybe(id: string): boolean;
}

/** Summaries of units of code and of loading modules, over the whole graph and what it installs, computed on demand. */
export class Effects {
  readonly units: CodeUnits;
  private readonly steps: Steps;
  private readonly summaries = new Map<string, Summary>();
  private readonly closures = new Map<string, Set<string>>();
  private readonly reaches = new Map<string, Set<string>>();
  private readonly sureClosures = new Map<string, Set<string>>();
  private readonly mutable = new Map<string, boolean>();
  private patchedTargets: Set<string> | null = null;
  private writes: Set<string> | null = null;
  private peers: Map<string, string> | null = null;

  constructor(private readonly graph: Graph) {
    this.units = new CodeUnits(graph);
    this.steps = new Steps(this.units);
  }

  /** An installed CommonJS package that requires another package too and shares objects with it; null when none is known. */
  companion(name: string): string | null {
    this.peers ??= sharedPeers(this.graph);
    return this.peers.get(name) ?? null;
  }

  /** What loading a project module (and whatever it loads) does. */
  load(path: string): Summary {
    const unit = this.units.project(path);
    return unit ? this.summaryOf(loadOf(unit)) : inert();
  }

  /**
   * What loading the target of an edge does, given what has loaded before: that does nothing again, and the state of fresh
   * modules is the load's own.
   */
  loadEdge(edge: Edge, loaded: LoadedBefore): Summary {
    const summary = inert();
    const does = this.steps.loadTarget(this.units.targetOf(edge));
    if (does) merge(summary, isCode(does) ? this.newLoad(does, loaded) : does);
    const fresh = edge.to === null ? [] : this.closure(edge.to);
    for (const path of fresh) if (!loaded.maybe(path)) forget(summary, path);
    return summary;
  }

  /** The summary of a load without the loads below it that are over already. */
  private newLoad(load: Code, loaded: LoadedBefore): Summary {
    const whole = this.summaryOf(load);
    if (isInert(whole)) return whole;
    const summary = inert();
    const begun = new Map([[load.id, load]]);
    for (const code of begun.values()) {
      const own = inert();
      for (const { does } of this.steps.stepsFor(code)) {
        if (!isCode(does)) merge(own, does);
        else if (does.function !== null) merge(own, this.summaryOf(does));
        else if (!loaded.surely(does.id)) begun.set(does.id, does);
      }
      forget(own, code.id);
      merge(summary, own);
    }
    return summary;
  }

  /** True when the code may change places with the load of any module. */
  commutesWithAll(before: Summary): boolean {
    return isInert(before) && this.changeable(before).size === 0;
  }

  /** What some code takes from modules, as far as somebody in the project may change it. */
  private changeable({ looks }: Summary): Set<string> {
    return new Set([...looks].filter((id) => this.isMutable(id) || this.written().has(id)));
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

  /** The members of what an edge loads may be other ones later. */
  givesChanges(edge: Edge): boolean {
    return [...this.units.valuesOf(this.units.targetOf(edge))].some((id) => {
      const members = exportsOf(id);
      return this.isMutable(members) || this.written().has(members);
    });
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

  /**
   * The modules of the project that code writes to, in whatever way it got there. What they hand on of builtins and packages
   * is not among them: a write to `common.state.error` is none to all that `common` exports.
   */
  private written(): ReadonlySet<string> {
    if (!this.writes) {
      this.writes = new Set();
      for (const path of this.graph.modules.keys())
        for (const id of this.steps.writtenBy(this.units.project(path)!)) if (!isOutside(id)) this.writes.add(id);
    }
    return this.writes;
  }

  /** What the load of a file does before an offset, apart from loading the requests that are hoisted. */
  before(path: string, offset: number, hoisted: (request: number) => boolean): Summary {
    return this.within(path, { start: 0, end: offset }, hoisted);
  }

  /** The same for the part of the load that stands in a range. */
  within(path: string, { start, end }: Range, hoisted: (request: number) => boolean): Summary {
    const unit = this.units.project(path)!;
    // A call or a write stands where it ends: without a semicolon, that is where its statement ends.
    const isInside = ({ kind, at }: EffectFacts): boolean =>
      kind === 'call' || kind === 'write' ? at > start && at <= end : at >= start && at < end;
    const effects = (unit.facts.units[0]?.effects ?? []).filter(
      (e) => isInside(e) && !(e.kind === 'load' && hoisted(e.request)),
    );
    const steps = this.steps.stepsOf(unit, effects, true);
    for (const { does } of steps) if (isCode(does)) this.summaryOf(does);
    const summary = this.fold(unit, steps);
    forget(summary, path);
    // Taking a member out of a module runs code where the member is an accessor.
    for (const { id, range, site } of unit.facts.requests) {
      const takes = site.kind === 'declarator' && (site.pattern !== null || site.members.length > 0);
      if (range.start < start || range.start >= end || !takes || !this.givesAccessors(unit.target(id))) continue;
      summary.acts = true;
      summary.cause ??= { path, at: range.start };
    }
    return summary;
  }

  /** Everything that loading a project module may load, itself included: project paths and installed files. */
  closure(path: string): Set<string> {
    return this.closureOf(path, this.closures, ({ when }) => when !== 'lazy');
  }

  /** Everything that loading a project module, and calling its functions later, may load, itself included. */
  reach(path: string): Set<string> {
    return this.closureOf(path, this.reaches, () => true);
  }

  /** Everything that loading a project module loads in any case, itself included: `import()` loads at a later moment. */
  sureClosure(path: string): Set<string> {
    return this.closureOf(path, this.sureClosures, ({ when, form }) => when === 'eager' && form !== 'import()');
  }

  private closureOf(
    path: string,
    closures: Map<string, Set<string>>,
    isLoaded: (request: RequestFacts) => boolean,
  ): Set<string> {
    const known = closures.get(path);
    if (known) return known;
    const seen = new Set<string>();
    const visit = (current: string): void => {
      if (seen.has(current)) return;
      seen.add(current);
      for (const edge of this.graph.modules.get(current)?.out ?? []) {
        if (!isLoaded(edge.request) || edge.request.form === 'resolve' || edge.request.typeOnly) continue;
        if (edge.to !== null) visit(edge.to);
        else if (edge.resolution.kind === 'external' && edge.resolution.package.requireFile)
          seen.add(edge.resolution.package.requireFile);
      }
    };
    visit(path);
    closures.set(path, seen);
    return seen;
  }

  /** Builtins, packages and data whose values the project's files write to. */
  private patched(): ReadonlySet<string> {
    if (this.patchedTargets) return this.patchedTargets;
    this.patchedTargets = new Set();
    for (const edge of [...this.graph.modules.values()].flatMap((m) => m.out)) {
      const { uses, parts } = edge.request;
      const target = edge.to === null || !this.graph.modules.has(edge.to) ? this.units.targetOf(edge) : null;
      const isPatched = patchedModules(this.graph).has(nameOf(edge) ?? '');
      if (target && (isPatched || uses.some(isChange) || parts.some((p) => isChange(p.use))))
        for (const id of this.units.valuesOf(target)) this.patchedTargets.add(id);
    }
    return this.patchedTargets;
  }

  private givesAccessors(target: Target): boolean {
    const facts = target.kind === 'project' ? this.units.unitOf(target)?.facts : undefined;
    return facts !== undefined && hasAccessors(facts);
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
      this.steps.stepsFor(open.get(id)!).flatMap(({ does }) => (isCode(does) ? [does.id] : []));
    for (const component of stronglyConnectedComponents(open.keys(), runs)) {
      const isLoop = component.length > 1 || runs(component[0]!).includes(component[0]!);
      for (let grows = true; grows;) {
        grows = false;
        for (const id of component) {
          const { unit, function: fn } = open.get(id)!;
          const summary = this.fold(unit, this.steps.stepsFor(open.get(id)!));
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
      for (const { does } of this.steps.stepsFor(found))
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
}
