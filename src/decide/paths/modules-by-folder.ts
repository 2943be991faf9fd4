import { posix } from 'node:path';
import type { GraphModule } from '../../link/graph.js';

/** The modules in each folder, however deep; the root is left out. */
export function modulesByFolder(modules: Iterable<GraphModule>): Map<string, GraphModule[]> {
  const byFolder = new Map<string, GraphModule[]>();
  for (const module of modules) {
    for (let folder = posix.dirname(module.path); folder !== '.'; folder = posix.dirname(folder)) {
      const inside = byFolder.get(folder);
      if (inside) inside.push(module);
      else byFolder.set(folder, [module]);
    }
  }
  return byFolder;
}
