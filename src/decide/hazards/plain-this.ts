import { loadedBy } from '../../link/closure.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import { exportedFunction } from '../order/exported-function.js';

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
  // Many calls are of the same function.
  const known = new Map<string, Reader | null>();
  for (const module of graph.modules.values()) {
    for (const { effects } of module.facts.units) {
      for (const effect of effects) {
        if (effect.kind !== 'call' || !effect.plain || effect.construct || effect.callee.kind !== 'request') continue;
        const target = module.out[effect.callee.request]?.to ?? null;
        if (target === null) continue;
        const id = `${target} ${effect.callee.path.join('.')}`;
        if (!known.has(id)) known.set(id, readerOfThis(graph, target, effect.callee.path));
        const reader = known.get(id);
        if (reader) found.push({ ...reader, from: module.path });
      }
    }
  }
  return found;
}

/**
 * Finds the sloppy methods that read `this` and that other files take off an object of the file, or of a class of it, to
 * call them without it: `const { show } = new Page();`. They are known by their names.
 */
export function takenMethods(graph: Graph): PlainThis[] {
  return [...graph.modules.values()].flatMap(({ path: from, facts, out }) =>
    facts.takenMembers.flatMap(({ request, key }) => {
      const { to = null } = out[request] ?? {};
      if (to === null) return [];
      // A file may hand on what others define.
      for (const path of [to, ...loadedBy(graph, [to])]) {
        const reader = methodNamed(graph.modules.get(path), key);
        if (reader !== null) return reader.at === null ? [] : [{ path, at: reader.at, from }];
      }
      return [];
    }),
  );
}

/** The function of a name that reads `this`; `at` is null where it is strict or asks first. */
function methodNamed(module: GraphModule | undefined, key: string): { at: number | null } | null {
  const unit = module?.facts.units.find(
    (u) => (u.storedAs.includes(key) || u.name === key) && u.usesThis?.reads === true,
  );
  if (!module || !unit) return null;
  const isStrict = module.facts.useStrict.length > 0 || module.facts.syntax === 'esm' || unit.isStrict;
  return { at: isStrict || unit.usesThis!.isTested ? null : unit.range.start };
}

type Reader = Omit<PlainThis, 'from'>;

/** The function behind a member of a module's exports, where it is sloppy and reads `this` unasked. */
function readerOfThis(graph: Graph, target: string, path: readonly string[]): Reader | null {
  const called = exportedFunction(graph, target, path);
  if (!called || called.module.facts.useStrict.length > 0 || called.module.facts.syntax === 'esm') return null;
  const unit = called.module.facts.units[called.unit];
  const use = unit?.usesThis;
  return use?.reads && !use.isTested && !unit!.isStrict ? { path: called.module.path, at: unit!.range.start } : null;
}
