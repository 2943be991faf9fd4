import type { Graph } from '../../link/graph.js';
import { exportedFunction } from '../exported-function.js';

/** A sloppy function that other files call without an object, and that reads `this`. */
export interface PlainThis {
  /** The file that holds the function. */
  path: string;
  at: number;
  /** The file that calls it. */
  from: string;
}

/**
 * Finds the exported functions that read `this` and are called by their bare name from other files: `this` is the global
 * object in sloppy mode and undefined in strict mode (ECMA-262 10.2.1.2). A function that first asks
 * `this instanceof` is written for both and not listed.
 */
export function plainThisCalls(graph: Graph): PlainThis[] {
  const found: PlainThis[] = [];
  for (const module of graph.modules.values()) {
    for (const { effects } of module.facts.units) {
      for (const effect of effects) {
        if (effect.kind !== 'call' || !effect.plain || effect.construct || effect.callee.kind !== 'request') continue;
        const target = module.out[effect.callee.request]?.to ?? null;
        const called = exportedFunction(graph, target, effect.callee.path);
        if (!called || called.module.facts.useStrict.length > 0 || called.module.facts.syntax === 'esm') continue;
        const unit = called.module.facts.units[called.unit];
        const use = unit?.usesThis;
        if (use?.reads && !use.isTested && !unit!.isStrict)
          found.push({ path: called.module.path, at: unit!.range.start, from: module.path });
      }
    }
  }
  return found;
}
