import type { Callee, ModuleFacts } from '../analyse/facts.js';

/** The functions that may run before an offset of the top level is reached, as far as calls in the file itself tell. */
export function unitsCalledBefore(facts: ModuleFacts, offset: number): Set<number> {
  const called = new Set<number>();
  const visit = (unit: number, limit: number): void => {
    for (const effect of facts.units[unit]?.effects ?? []) {
      if (effect.kind !== 'call' || effect.at > limit) continue;
      const next = effect.callee.kind === 'unit' ? [effect.callee.unit, ...effect.callbacks] : effect.callbacks;
      for (const id of next) {
        if (called.has(id)) continue;
        called.add(id);
        visit(id, Infinity);
      }
    }
  };
  visit(0, offset);
  return called;
}

/** The functions that certainly run while the file loads: called at the top level, or by a method that calls at once. */
export function unitsCalledAtLoad(facts: ModuleFacts): Set<number> {
  const called = new Set([0]);
  for (const unit of called) {
    for (const effect of facts.units[unit]?.effects ?? []) {
      if (effect.kind !== 'call') continue;
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
