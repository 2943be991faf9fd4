import type { ModuleFacts } from '../analyse/facts.js';

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
