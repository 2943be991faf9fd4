import type { Callee, EffectFacts, ModuleFacts } from '../../analyse/facts.js';
import type { Range } from '../../range.js';

/**
 * The functions of a file that may run while it loads, as far as calls in the file itself tell: each that is called or
 * handed to a call. The top level itself (0) is not among them.
 * @param until the offset of the top level that the load has reached
 * @param except functions that are not entered: those that a test runner calls later
 */
export function unitsPossiblyCalled(
  { units }: ModuleFacts,
  { until = Infinity, except = new Set() }: { until?: number; except?: ReadonlySet<number> } = {},
): Set<number> {
  const found = new Set([0]);
  for (const unit of found) {
    for (const effect of units[unit]?.effects ?? []) {
      if (unit === 0 && effect.at > until) continue;
      for (const next of functionsIn(effect)) if (!except.has(next)) found.add(next);
    }
  }
  found.delete(0);
  return found;
}

/** The functions of the file that a call runs or hands on. */
function functionsIn(effect: EffectFacts): readonly number[] {
  if (effect.kind !== 'call') return [];
  return effect.callee.kind === 'unit' ? [effect.callee.unit, ...effect.callbacks] : effect.callbacks;
}

/**
 * The functions, and the top level, that certainly run while the file loads: called at the top level, or by a method that
 * calls at once.
 * @param until the offset of the top level that the load has reached
 * @param skipped parts of the file that do not run
 */
export function unitsCertainlyCalled(
  facts: ModuleFacts,
  until = Infinity,
  skipped: readonly Range[] = [],
): Set<number> {
  const called = new Set([0]);
  for (const unit of called) {
    for (const effect of facts.units[unit]?.effects ?? []) {
      if (effect.kind !== 'call' || (unit === 0 && effect.at > until)) continue;
      if (skipped.some(({ start, end }) => effect.at > start && effect.at <= end)) continue;
      if (effect.callee.kind === 'unit') called.add(effect.callee.unit);
      if (effect.callee.kind === 'unit' || callsAtOnce(effect.callee))
        for (const id of effect.callbacks) called.add(id);
    }
  }
  return called;
}

/** The name of the method that is called; '' where none is. */
export function methodOf(callee: Callee): string {
  if (callee.kind === 'method') return callee.name;
  return 'path' in callee ? (callee.path[callee.path.length - 1] ?? '') : '';
}

/** True for methods that call their argument before they return. */
export function callsAtOnce(callee: Callee): boolean {
  return /^(forEach|map|filter|find|findIndex|some|every|reduce|reduceRight|flatMap|sort|call|apply)$/.test(
    methodOf(callee),
  );
}
