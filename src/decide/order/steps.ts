import type { EffectFacts } from '../../analyse/facts.js';
import { exportedNames, hasAccessors, isChangedByItself, reachedBy, replacedLate, stateOf } from './changes.js';
import type { CodeUnits, Target, Unit } from './code-units.js';
import {
  builtinPurity,
  globalPurity,
  isBuiltinName,
  isFixedGlobal,
  isKnownGlobal,
  isOwnObjectMethod,
  isPatch,
  type Purity,
} from './purity.js';
import { isNotedOnly, isPureExternalCall, type KnownModule } from './known-packages.js';
import { contentsOf, exportsOf, inert, type Summary } from './summary.js';

/** Code that is summarised as a whole: a function of a module by its unit, or the load of a module. */
export interface Code {
  id: string;
  unit: Unit;
  function: number | null;
}

/** One thing that code does: something of its own, or running other code. */
export interface Step {
  does: Summary | Code;
  /** The offset of the effect at the top level of a module, which says more than the place deep inside that it reaches. */
  at: number | null;
}

type Call = Extract<EffectFacts, { kind: 'call' }>;

/** True for a step that runs other code. */
export const isCode = (does: Summary | Code): does is Code => 'id' in does;

const acting: Summary = { ...inert(), acts: true };
const unseen: Summary = { ...inert(), acts: true, unknown: true };
const patching: Summary = { ...inert(), acts: true, patches: true };
const reading: Summary = { ...inert(), reads: true };

/** The load of a module, as code. */
export const loadOf = (unit: Unit): Code => ({ id: unit.id, unit, function: null });

const functionOf = (unit: Unit, id: number): Code => ({ id: `${unit.id}#${id}`, unit, function: id });

/** Says step by step what code does, from the effects in the facts of its module. */
export class Steps {
  private readonly known = new Map<string, Step[]>();
  private readonly touched = new Map<string, Summary>();
  private readonly looked = new Map<string, Summary>();

  constructor(private readonly units: CodeUnits) {}

  /** The steps of some code, in order, each thing once. */
  stepsFor({ id, unit, function: fn }: Code): Step[] {
    let steps = this.known.get(id);
    if (!steps) {
      const effects = unit.facts.units[fn ?? 0]?.effects ?? [];
      steps = this.stepsOf(unit, effects, fn === null);
      if (fn === null) steps.unshift(...this.importsOf(unit));
      this.known.set(id, steps);
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
  stepsOf(unit: Unit, effects: EffectFacts[], topLevel: boolean): Step[] {
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
        const target = unit.target(effect.request);
        return [...listOf(this.loadTarget(target, candidates)), ...this.replaced(target)];
      }
      case 'throw':
        return topLevel ? [acting] : [];
      case 'write':
        if (effect.to === 'global') return [isPatch(effect.path) ? patching : acting];
        if (effect.to === 'request') return this.touch(unit.target(effect.request!), effect);
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
        if (isNotedOnly(effect, (request) => knownModule(unit.target(request)))) return [];
        return [
          ...effect.callbacks.map((callback) => functionOf(unit, callback)),
          ...this.passed(unit, effect),
          ...this.callee(unit, effect, topLevel),
        ];
    }
  }

  /** What loading a target does; null when it does nothing. */
  loadTarget(target: Target, candidates: string[] | null = null): Summary | Code | null {
    if (target.kind === 'builtin' || target.kind === 'data') return null;
    // `tryRequire('async_hooks')`: a helper that is only called with the names of builtins.
    if (target.kind === 'unknown') return candidates?.every(isBuiltinName) ? null : unseen;
    if (target.kind === 'missing') return acting;
    const unit = this.units.unitOf(target);
    if (unit) return loadOf(unit);
    return target.kind === 'file' && target.file.endsWith('.json') ? null : unseen;
  }

  /** The exports and contents of modules that functions or the load of a file write to, or a function that they call. */
  *writtenBy(unit: Unit): Generator<string> {
    for (const effect of unit.facts.units.flatMap(({ effects }) => effects)) {
      const isPassed = effect.kind === 'call' && effect.passes.length > 0 && this.writesToParameters(unit, effect);
      const isWrite = effect.kind === 'write' && effect.to === 'request';
      const does = isWrite
        ? this.touch(unit.target(effect.request!), effect)
        : isPassed
          ? this.passed(unit, effect)
          : [];
      for (const one of does) if (!isCode(one)) yield* one.touches;
    }
  }

  /** The call is of a function of the project that writes to something it is given. */
  private writesToParameters(unit: Unit, effect: Call): boolean {
    return this.callee(unit, effect, false).some((does) => {
      if (!isCode(does) || does.function === null) return false;
      const { effects } = does.unit.facts.units[does.function]!;
      const isOwn = (name: string): boolean => does.unit.facts.bindings.some((b) => b.name === name);
      return effects.some((e) => e.kind === 'write' && e.to === 'foreign' && e.path.length > 1 && !isOwn(e.path[0]!));
    });
  }

  /** A load gives what the exports are at that moment, where a function of the module replaces them later. */
  private replaced(target: Target): Summary[] {
    const unit = this.units.unitOf(target);
    return unit && replacedLate(unit.facts) ? [this.looking(exportsOf(unit.id))] : [];
  }

  /** A write to a module's value, or (`deep`) to what its members hold: what it hands on is among that. */
  private touch(target: Target, { deep, given }: { deep: boolean; given?: true }): (Summary | Code)[] {
    // What a function gives back is not what its module exports, but may be what it hands on.
    const values = [...this.units.valuesOf(target)];
    const touched = values.flatMap((id, i): (Summary | Code)[] => [
      ...this.accessors(id, 'set'),
      ...(!deep || i > 0 ? [this.touching(exportsOf(id))] : []),
    ]);
    if (deep)
      for (const id of this.units.contentsOf(target))
        if (!given || id !== values[0]) touched.push(this.touching(contentsOf(id)));
    if (given) return touched;
    return target.kind === 'builtin' || target.kind === 'unknown' ? [acting, ...touched] : touched;
  }

  /** Takes something out of a module's value, which runs its getters. */
  private look(target: Target, deep: boolean): (Summary | Code)[] {
    const looked = [...this.units.valuesOf(target)].flatMap((id): (Summary | Code)[] => {
      const { facts } = this.units.project(id) ?? {};
      const hasGetters = facts && (hasAccessors(facts) || facts.units.some((u) => u.accessor === 'get' && !u.isGetter));
      return [this.looking(exportsOf(id)), ...(deep || hasGetters ? this.accessors(id, 'get') : [])];
    });
    if (deep) for (const id of this.units.contentsOf(target)) looked.push(this.looking(contentsOf(id)));
    return looked;
  }

  private accessors(path: string, kind: 'get' | 'set'): Code[] {
    const unit = this.units.project(path);
    return unit ? unit.facts.units.flatMap(({ accessor }, i) => (accessor === kind ? [functionOf(unit, i)] : [])) : [];
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
  private passed(unit: Unit, { callee, passes }: Call): (Summary | Code)[] {
    if (passes.length === 0 || (callee.kind === 'global' && globalPurity(callee.path) !== 'acts')) return [];
    if (callee.kind === 'request' && unit.target(callee.request).kind === 'builtin') return [];
    return passes.flatMap(({ request, deep, given }) => [
      ...this.touch(unit.target(request), { deep: true, given }),
      ...(deep ? [] : this.touch(unit.target(request), { deep: false })),
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
    const found = this.units.exported(target, path);
    if (found) {
      const does = found.unit === 'class' ? (construct ? [] : [acting]) : [functionOf(found.module, found.unit)];
      return [...this.look(target, false), ...does];
    }
    const facts = this.units.unitOf(target)?.facts;
    return [
      unseen,
      ...this.look(target, false),
      ...[...this.units.valuesOf(target)].map((id) => this.touching(id)),
      ...this.touch(target, { deep: true }),
      ...(facts && isChangedByItself(facts, 'exports') ? this.touch(target, { deep: false }) : []),
    ];
  }
}

function knownModule(target: Target): KnownModule | null {
  if (target.kind === 'builtin') return { kind: 'builtin', name: target.name };
  return target.kind === 'file' ? { kind: 'package', name: packageOf(target.file) } : null;
}

/** Packages behind `/node_modules/`, for the table of known calls. */
function packageOf(file: string): string {
  const inside = file.slice(file.lastIndexOf('/node_modules/') + '/node_modules/'.length);
  return inside
    .split('/')
    .slice(0, inside.startsWith('@') ? 2 : 1)
    .join('/');
}

const listOf = <T>(value: T | null): T[] => (value === null ? [] : [value]);

function purity(what: Purity): Summary[] {
  if (what === 'acts') return [acting];
  return what === 'reads' ? [reading] : [];
}
