import type { Graph } from './graph.js';

/** Project modules that the given ones load, directly or through others that are wanted, whenever they do. */
export function loadedBy(
  { modules }: Graph,
  paths: readonly string[],
  isWanted: (path: string) => boolean = () => true,
): Set<string> {
  const found = new Set<string>();
  const open = [...paths];
  for (const path of open) {
    for (const { request, to, likely } of modules.get(path)?.out ?? []) {
      if (request.form === 'resolve') continue;
      for (const target of to === null ? likely : [to]) {
        if (!modules.has(target) || found.has(target) || !isWanted(target)) continue;
        found.add(target);
        open.push(target);
      }
    }
  }
  return found;
}
