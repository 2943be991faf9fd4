import { posix } from 'node:path';
import type { Graph, GraphModule } from '../../link/graph.js';
import type { FilePlan } from '../plan.js';

/** The packages whose scripts will be ES modules: those with a file that becomes one. */
export function turningPackages(graph: Graph, isConverted: (path: string) => boolean): Set<number> {
  const turning = new Set<number>();
  for (const { path, file } of graph.modules.values()) {
    if (isConverted(path) && !/\.m[jt]s$/.test(path)) turning.add(file.package);
  }
  return turning;
}

/** A kept CommonJS file in a package that turns to ES modules needs the extension `.cjs`. */
export function newPath(module: GraphModule, action: FilePlan['action'], turning: ReadonlySet<number>): string {
  if (action !== 'cjs' || module.file.esm || !turning.has(module.file.package)) return module.path;
  // A program without an extension is an ES module in such a package, too.
  if (posix.extname(module.path) === '') return `${module.path}.cjs`;
  return module.path.replace(/\.js$/, '.cjs').replace(/\.ts$/, '.cts');
}
