import type { AmdPage } from '../../link/amd-pages.js';
import type { Finding } from '../../finding.js';
import type { AmdProgram } from './amd.js';
import { doesWork } from './amd-work.js';
import { loadError } from './load-errors.js';

/**
 * Says, once a page, that an error of one module while it loads now stops others: an AMD loader goes on with the modules
 * that do not need it, imports stop with the first error (ECMA-262 16.2.1.6.1.3).
 */
export function amdLoadErrors({ page, loader }: AmdPage, { modules }: AmdProgram): Finding[] {
  const order = [...modules];
  const needs = (from: string, to: string, seen = new Set<string>()): boolean =>
    from === to ||
    (!seen.has(from) &&
      Boolean(seen.add(from)) &&
      (modules.get(from)?.targets ?? []).some(
        ({ target }) => target.kind === 'module' && needs(target.path, to, seen),
      ));
  const isStopped = order.some(
    ([path, module], i) =>
      doesWork(module) && order.slice(i + 1).some(([other, later]) => doesWork(later) && !needs(other, path)),
  );
  return isStopped ? [loadError(page, loader.element.start)] : [];
}
