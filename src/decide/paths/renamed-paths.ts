import { posix } from 'node:path';
import type { Range } from '../../range.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import type { RenamedPath } from '../plan.js';
import { isInside } from '../replaced-arguments.js';

/**
 * The constant paths in a file that name files which get another name: what is started, read or loaded by them is still
 * found. A path from `__dirname` names one file; any other string is one where a file has just that path in its package
 * (tools and tests are started there).
 * @param taken ranges that other edits write anew
 */
export function renamedPaths(
  graph: Graph,
  { path: from, file, facts }: GraphModule,
  newPaths: ReadonlyMap<string, string>,
  taken: readonly Range[],
): RenamedPath[] {
  const root = graph.project.packages[file.package]!.dir;
  const fromFolder = new Set(facts.paths.filter(({ base }) => base === 'folder').map(({ literal }) => literal.start));
  return facts.paths.flatMap(({ base, path, literal }) => {
    if (isInside(taken, literal) || (base === 'cwd' && fromFolder.has(literal.start))) return [];
    const target = posix.join(base === 'folder' ? posix.dirname(from) : root, path);
    // Programs are also started by a path without an extension.
    const old = newPaths.has(target) ? target : `${target}.js`;
    const renamed = newPaths.get(old);
    if (renamed === undefined || renamed === old) return [];
    return [{ literal, from: posix.basename(path), to: posix.basename(renamed) }];
  });
}
