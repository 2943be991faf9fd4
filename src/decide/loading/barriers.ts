import type { GraphModule } from '../../link/graph.js';
import type { Loading } from './loading.js';
import type { Effects } from '../order/order.js';

/**
 * The statements that keep a file's first barred require() from being an import: those before it whose effects its load
 * may see. In a module of their own, imported in their place, they run before it all the same (O01).
 * @returns indexes of top-level statements; null where nothing is barred, or where one of them has to stay
 */
export function barrierStatements(
  { path, facts, out }: GraphModule,
  loadings: readonly Loading[],
  effects: Effects,
): number[] | null {
  const barred = out.filter((e) => isBarred(loadings[e.request.id]) && e.request.when === 'eager');
  if (barred.length === 0) return null;
  // All state counts: what moves without need still runs before.
  const loads = barred.map((edge) => effects.loadEdge(edge, { surely: () => false, maybe: () => true }));
  const isHoisted = (id: number): boolean => loadings[id]?.kind === 'static';
  const found: number[] = [];
  for (let index = 0; index < barred[0]!.request.statement; index++) {
    const { range, isRequire } = facts.statements[index]!;
    const requires = out.filter((e) => e.request.statement === index && e.request.form === 'require');
    const stays = requires.some((e) => !isHoisted(e.request.id));
    if (isRequire && !stays) continue;
    const does = effects.within(path, range, isHoisted);
    if (effects.commutesWithAll(does) || loads.every((load) => effects.commute(does, load))) continue;
    if (stays) return null;
    found.push(index);
  }
  return found.length > 0 ? found : null;
}

/** A require() that would be an import but for the statements before it. */
export function isBarred(loading: Loading | undefined): boolean {
  return loading?.kind === 'require' && loading.rule === 'order-barrier';
}
