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
    for (const { request, to } of modules.get(path)?.out ?? []) {
      if (to === null || !modules.has(to) || request.form === 'resolve' || found.has(to) || !isWanted(to)) continue;
      found.add(to);
      open.push(to);
    }
  }
  return found;
}
