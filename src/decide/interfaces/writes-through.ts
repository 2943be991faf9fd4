import type { EffectFacts } from '../../analyse/facts.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import { memberTarget } from './handed-on.js';
import type { RisingInterfaces } from './needs.js';

type Write = Extract<EffectFacts, { kind: 'write' }>;

/**
 * Raises what a module's writes to what others hand on need, in whatever way the file got there: `barrel.part.x = …` writes to
 * what the barrel exports as `part`, which must be one real object.
 */
export function needsOfWrites(graph: Graph, interfaces: RisingInterfaces, from: GraphModule): void {
  for (const { effects } of from.facts.units) {
    for (const effect of effects) {
      if (effect.kind !== 'write' || effect.request === null || !effect.deep || effect.given) continue;
      const through = graph.modules.get(from.out[effect.request]?.to ?? '');
      if (!through) continue;
      for (const part of writtenParts(through, effect)) {
        const text = `${from.path} writes to it through ${through.path}`;
        interfaces.raise(part, { whole: true, object: true }, text, from.path, effect.at);
      }
    }
  }
}

/** The modules that a module hands on and that a write may go to: the one of its first key, or any where no key tells. */
function writtenParts(through: GraphModule, { path }: Write): string[] {
  const key = path.length > 1 ? path[0]! : null;
  const named = key === null ? null : memberTarget(through, key);
  if (named !== null) return [named];
  const { assignments } = through.facts.exports;
  const isOwn = (name: string): boolean =>
    assignments.some((a) => a.targets.some((t) => t.key === name) || a.value.properties?.some((p) => p.key === name));
  if (key !== null && isOwn(key)) return [];
  return through.out.flatMap(({ to, request }) =>
    to !== null && request.uses.some((u) => /^(export-member|reexport|escape)$/.test(u.kind)) ? [to] : [],
  );
}
