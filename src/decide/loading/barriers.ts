import type { Edge, GraphModule } from '../../link/graph.js';
import type { Loading } from './loading.js';
import type { Effects } from '../order/order.js';
import { inert, merge } from '../order/summary.js';

/** Statements that others wait for, as indexes among those of the top level. */
export interface Barrier {
  statements: number[];
  /** Requires that take a member which changes: the same text gives something else a moment later. */
  changing: ReadonlySet<number>;
}

/**
 * The statements that keep a file's first barred require() from being an import: those before it whose effects its load
 * may see. In a module of their own, imported in their place, they run before it all the same (O01).
 * @returns null where nothing is barred, or where one of them has to stay
 */
export function barrierStatements(
  { path, facts, out }: GraphModule,
  loadings: readonly Loading[],
  effects: Effects,
): Barrier | null {
  const barred = out.filter((e) => isBarred(loadings[e.request.id]) && e.request.when === 'eager');
  if (barred.length === 0) return null;
  // All state counts: what moves without need still runs before.
  const loads = barred.map((edge) => effects.loadEdge(edge, { surely: () => false, maybe: () => true }));
  const isHoisted = (id: number): boolean => loadings[id]?.kind === 'static';
  const found: number[] = [];
  const changing = new Set<number>();
  for (let index = 0; index < barred[0]!.request.statement; index++) {
    const { range, isRequire } = facts.statements[index]!;
    const requires = out.filter((e) => e.request.statement === index && e.request.form === 'require');
    const stays = requires.some((e) => !isHoisted(e.request.id));
    if (requires.some((edge) => takesMembers(edge) && effects.givesChanges(edge))) changing.add(index);
    if (isRequire && !stays) continue;
    const does = effects.within(path, range, isHoisted);
    if (effects.commutesWithAll(does) || loads.every((load) => effects.commute(does, load))) continue;
    if (stays) return null;
    found.push(index);
  }
  // What stands between them runs after all of them.
  const later = inert();
  for (let index = found.at(-1) ?? -1; index >= (found[0] ?? 0); index--) {
    const { range, isRequire } = facts.statements[index]!;
    const does = effects.within(path, range, isHoisted);
    if (!found.includes(index)) {
      if (isRequire || effects.commutesWithAll(does) || effects.commute(does, later)) continue;
      found.push(index);
    }
    merge(later, does);
  }
  return found.length > 0 ? { statements: found.sort((a, b) => a - b), changing } : null;
}

/** `const { a } = require('./x')`, `require('./x').a` */
const takesMembers = ({ request: { site } }: Edge): boolean =>
  site.kind === 'declarator' && (site.pattern !== null || site.members.length > 0);

/** A require() that would be an import but for the statements before it. */
export function isBarred(loading: Loading | undefined): boolean {
  return loading?.kind === 'require' && loading.rule === 'order-barrier';
}
