import type { Callee, EffectFacts, ModuleFacts, UseKind } from '../../analyse/facts.js';
import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import { calledFunction } from '../order/exported-function.js';
import { isNotedOnly, type KnownModule } from '../order/known-packages.js';

/** One thing that loading a module does to other modules of its group, as far as the cycle check needs it. */
export type LoadEvent = {
  /** The file that holds the code. */
  in: string;
  /** Its place there. */
  at: number;
  /** How far the module whose load runs this has come: an offset of its top level. */
  position: number;
  /** What has to be there for it: functions that are called by a name only, with the places that make them. */
  needs: readonly Made[];
} & (
  | { kind: 'load'; edge: Edge }
  /** Reads a value of another module through a binding of a request; key null: the value whole. */
  | { kind: 'read'; edge: Edge; key: string | null; use: UseKind }
  /** Uses a top-level binding of `in`, whose load is not the one that runs. */
  | { kind: 'local'; name: string }
  /** Uses a member of the own exports (null: the object) of `in`. */
  | { kind: 'own'; key: string | null; use: UseKind }
);

/** A place that the load of a module has to have passed; -1: its load has to have begun. */
export interface Made {
  path: string;
  at: number;
}

/** A unit's effects with what else the check has to see, in source order. */
type Step =
  | Extract<EffectFacts, { kind: 'load' | 'call' | 'local' }>
  | { kind: 'read'; at: number; request: number; key: string | null; use: UseKind }
  | { kind: 'own'; at: number; key: string | null; use: UseKind };

/** What the events of one step of a load have in common. */
interface Running {
  /** The module whose load it is. */
  runner: string;
  position: number;
  needs: readonly Made[];
  /** The functions that are entered already. */
  seen: Set<string>;
}

/** Global functions that call back only after all modules have run. */
const deferring = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'process.nextTick',
  'process.on',
  'process.once',
]);

/**
 * Lists for every module what its load does inside its group, calls followed: functions of the file, functions that other
 * files export, callbacks handed to anybody (taken to be called at once), and for a call of a method that nobody can see,
 * the functions that have its name.
 */
export class LoadEvents {
  private readonly memo = new Map<string, LoadEvent[]>();
  private readonly steps = new Map<string, Map<number, Step[]>>();
  private byName: Map<string, { module: GraphModule; unit: number }[]> | null = null;

  /**
   * @param inGroup the modules that are looked at together
   * @param named the paths of those whose functions are looked for by name
   */
  constructor(
    private readonly graph: Graph,
    private readonly sources: ReadonlyMap<string, string>,
    private readonly inGroup: (path: string) => boolean,
    private readonly named: Iterable<string> = [],
  ) {}

  of(path: string): LoadEvent[] {
    let events = this.memo.get(path);
    if (!events) {
      events = [];
      const module = this.graph.modules.get(path)!;
      for (const step of this.stepsOf(module, 0))
        this.add(events, module, step, { runner: path, position: step.at, needs: [], seen: new Set() });
      this.addOwnGetters(events, module);
      this.memo.set(path, events);
    }
    return events;
  }

  private add(events: LoadEvent[], module: GraphModule, step: Step, run: Running): void {
    const { runner, position, needs } = run;
    const place = { in: module.path, at: step.at, position, needs };
    switch (step.kind) {
      case 'load': {
        const edge = module.out[step.request];
        // A computed request has no target of its own: the group may hold files that it can load.
        if (edge && (edge.to === null ? isComputed(edge) : this.inGroup(edge.to)))
          events.push({ ...place, kind: 'load', edge });
        return;
      }
      case 'read': {
        const edge = module.out[step.request];
        if (edge && edge.to !== null && this.inGroup(edge.to))
          events.push({ ...place, kind: 'read', edge, key: step.key, use: step.use });
        const read = edge?.to ? this.graph.modules.get(edge.to) : undefined;
        if (read) this.addGetters(events, read, step.key, run);
        return;
      }
      case 'local':
        if (module.path !== runner) events.push({ ...place, kind: 'local', name: step.name });
        return;
      case 'own':
        if (module.path !== runner) events.push({ ...place, kind: 'own', key: step.key, use: step.use });
        return;
      case 'call':
        this.addCall(events, module, step, run);
    }
  }

  /** Runs a function of a file, once. */
  private enter(events: LoadEvent[], target: GraphModule, unit: number, run: Running): void {
    const id = `${target.path}#${unit}`;
    if (run.seen.has(id) || !this.inGroup(target.path)) return;
    run.seen.add(id);
    for (const step of this.stepsOf(target, unit)) this.add(events, target, step, run);
  }

  /** Getters of the file that require something, where the file reads a member of that name: as if at that place. */
  private addOwnGetters(events: LoadEvent[], module: GraphModule): void {
    const source = this.sources.get(module.path) ?? '';
    module.facts.units.forEach(({ isGetter, storedAs, effects }, unit) => {
      if (!isGetter || !effects.some((e) => e.kind === 'load')) return;
      const read = Math.max(...storedAs.map((key) => source.lastIndexOf(`.${key}`)));
      if (read < 0) return;
      this.enter(events, module, unit, { runner: module.path, position: read, needs: [], seen: new Set() });
    });
  }

  /** Reading a member runs its getter: `get key() {}`, or the `get` of a property that is defined. */
  private addGetters(events: LoadEvent[], target: GraphModule, key: string | null, run: Running): void {
    target.facts.units.forEach(({ isGetter, storedAs, range }, unit) => {
      const isMeant = isGetter && (key === null || storedAs.includes(key));
      if (!isMeant && !storedAs.includes('get')) return;
      this.enter(events, target, unit, { ...run, needs: [...run.needs, { path: target.path, at: range.start }] });
    });
  }

  private addCall(
    events: LoadEvent[],
    module: GraphModule,
    call: Extract<EffectFacts, { kind: 'call' }>,
    run: Running,
  ): void {
    const { callee } = call;
    const enter = (target: GraphModule, unit: number, needs = run.needs): void =>
      this.enter(events, target, unit, { ...run, needs });
    const to = callee.kind === 'request' ? module.out[callee.request]!.to : null;
    const called = calledFunction(this.graph, module, callee);
    if (called) enter(called.module, called.unit);
    else if (callee.kind !== 'request' || (to !== null && this.inGroup(to))) {
      for (const { module: target, unit } of this.unitsNamed(calledName(callee))) {
        const { isHoisted, range } = target.facts.units[unit]!;
        enter(target, unit, [...run.needs, { path: target.path, at: isHoisted ? -1 : range.start }]);
      }
    }
    if (!callsBackLater(callee) && !isNotedOnly(call, (request) => knownModule(module.out[request])))
      for (const callback of call.callbacks) enter(module, callback);
  }

  private unitsNamed(name: string | null): { module: GraphModule; unit: number }[] {
    if (name === null) return [];
    if (!this.byName) {
      this.byName = new Map();
      for (const path of this.named) {
        const module = this.graph.modules.get(path)!;
        module.facts.units.forEach(({ storedAs }, unit) => {
          for (const key of storedAs) {
            const known = this.byName!.get(key);
            if (known) known.push({ module, unit });
            else this.byName!.set(key, [{ module, unit }]);
          }
        });
      }
    }
    return this.byName.get(name) ?? [];
  }

  private stepsOf(module: GraphModule, unit: number): Step[] {
    let units = this.steps.get(module.path);
    if (!units) this.steps.set(module.path, (units = new Map()));
    let steps = units.get(unit);
    if (!steps) units.set(unit, (steps = stepsOfUnit(module.facts, this.sources.get(module.path) ?? '', unit)));
    return steps;
  }
}

/** A request for files of the project: one that is known to name paths. `require(name)` loads packages as a rule. */
export function isComputed({ request, likely }: Edge): boolean {
  return request.specifier === null && (request.pattern !== null || request.candidates !== null || likely.length > 0);
}

/** The name by which a function is called that nobody can see; null for one of the language. */
function calledName(callee: Callee): string | null {
  switch (callee.kind) {
    case 'method':
      return unlessIndex(callee.name);
    case 'binding':
      return unlessIndex(callee.path[callee.path.length - 1] ?? callee.name);
    case 'request':
      return unlessIndex(callee.path[callee.path.length - 1] ?? '*');
    case 'global':
      return /^(exports|module|global|globalThis)$/.test(callee.path[0]!) ? callee.path[callee.path.length - 1]! : null;
    case 'unknown':
      return '*';
    default:
      return null;
  }
}

/** Elements of arrays have no names. */
const unlessIndex = (name: string): string => (/^\d+$/.test(name) ? '*' : name);

function knownModule(edge: Edge | undefined): KnownModule | null {
  if (edge?.resolution.kind === 'builtin') return { kind: 'builtin', name: edge.resolution.name };
  return edge?.resolution.kind === 'external' ? { kind: 'package', name: edge.resolution.package.name } : null;
}

function callsBackLater(callee: Callee): boolean {
  if (callee.kind === 'global') return deferring.has(callee.path.join('.'));
  const name = callee.kind === 'method' ? callee.name : 'path' in callee ? callee.path[callee.path.length - 1] : null;
  return name === 'then' || name === 'catch' || name === 'finally';
}

/**
 * What a unit does, in source order, with names that were destructured from a module told as what they are.
 * @param source the file's text
 */
export function stepsOfUnit(facts: ModuleFacts, source: string, unit: number): Step[] {
  const steps: Step[] = [];
  const members = memberLocals(facts);
  const effects = (facts.units[unit]?.effects ?? []).map((effect) => asMember(effect, members));
  effects.forEach((effect, index) => {
    if (effect.kind === 'read') {
      const use = useAt(facts, effect.request, effect.at) ?? useOfName(effects, index, source);
      steps.push({ ...effect, use });
    } else if (effect.kind === 'local' || effect.kind === 'load' || effect.kind === 'call') steps.push(effect);
  });
  for (const request of facts.requests) {
    // A binding of an inner scope makes no `read` effects: its uses are listed with the request.
    const isInner = request.site.kind === 'declarator' && !facts.declarations[request.site.declaration]?.topLevel;
    if (!isInner || request.local === null) continue;
    for (const use of request.uses) {
      if (use.unit === unit)
        steps.push({ kind: 'read', at: use.range.start, request: request.id, key: use.key, use: use.kind });
    }
  }
  for (const ref of facts.exports.refs) {
    if (ref.use.unit === unit && unit !== 0)
      steps.push({ kind: 'own', at: ref.range.start, key: ref.use.key, use: ref.use.kind });
  }
  return steps.sort((a, b) => a.at - b.at);
}

interface Member {
  request: number;
  key: string;
}

/** `const a = require('./b').a`, `const { a } = require('./b')`: the bindings that hold a member of a module. */
function memberLocals(facts: ModuleFacts): Map<string, Member> {
  const locals = new Map<string, Member>();
  for (const { id, site } of facts.requests) {
    if (site.kind !== 'declarator') continue;
    if (site.name !== null && site.members.length > 0) locals.set(site.name, { request: id, key: site.members[0]! });
    for (const { key, local } of site.pattern?.plain ?? []) locals.set(local, { request: id, key });
  }
  return locals;
}

function asMember(effect: EffectFacts, members: ReadonlyMap<string, Member>): EffectFacts {
  if (effect.kind === 'local') {
    const member = members.get(effect.name);
    return member ? { kind: 'read', at: effect.at, ...member } : effect;
  }
  if (effect.kind !== 'call' || effect.callee.kind !== 'binding') return effect;
  const member = members.get(effect.callee.name);
  if (!member) return effect;
  return {
    ...effect,
    callee: { kind: 'request', request: member.request, path: [member.key, ...effect.callee.path] },
  };
}

function useAt(facts: ModuleFacts, request: number, at: number): UseKind | null {
  return facts.requests[request]?.uses.find((u) => u.range.start === at)?.kind ?? null;
}

/** What is done with a destructured name: called (the call follows its read, with no other read of it between) or extended. */
function useOfName(effects: EffectFacts[], index: number, source: string): UseKind {
  const read = effects[index];
  if (read?.kind !== 'read') return 'escape';
  if (/\bextends\s+$/.test(source.slice(Math.max(0, read.at - 20), read.at))) return 'extends';
  for (const effect of effects.slice(index + 1)) {
    if (effect.kind === 'read' && effect.request === read.request && effect.key === read.key) return 'escape';
    if (effect.kind !== 'call' || effect.callee.kind !== 'request') continue;
    if (effect.callee.request === read.request && effect.callee.path[0] === read.key) return 'call';
  }
  return 'escape';
}
