import { posix } from 'node:path';
import type { Graph, GraphModule } from '../../link/graph.js';
import { filesByName, isNamedByPath } from './commonjs-folders.js';
import { startsPrograms } from './started-programs.js';

/** Folders that a file names which lists folders, with these files. */
export function listedFolders(graph: Graph, sources: ReadonlyMap<string, string>): Map<string, GraphModule[]> {
  const listed = new Map<string, GraphModule[]>();
  for (const module of graph.modules.values()) {
    const { path: from, facts } = module;
    if (!/readdir|opendir/.test(sources.get(from) ?? '')) continue;
    for (const { base, path } of facts.paths) {
      const folder = posix.join(base === 'folder' ? posix.dirname(from) : '.', path).replace(/\/$/, '');
      listed.set(folder, [...(listed.get(folder) ?? []), module]);
    }
  }
  return listed;
}

/**
 * Scripts further down in folders that are listed by files which neither load by names that they put together nor start
 * programs, so that they only read what they find. No other file loads them or names their path, and they load nothing
 * of the project.
 */
export function listedForReading(graph: Graph, sources: ReadonlyMap<string, string>): string[] {
  const read = [...listedFolders(graph, sources)].flatMap(([folder, by]) => (by.every(onlyReads) ? [folder] : []));
  if (read.length === 0) return [];
  let naming: ReadonlyMap<string, string[]> | null = null;
  return [...graph.modules.values()].flatMap(({ path, out }) => {
    const isInside = read.some((folder) => path.startsWith(`${folder}/`) && posix.dirname(path) !== folder);
    if (!isInside || out.some(({ to }) => to !== null)) return [];
    return isNamedByPath(path, sources, (naming ??= filesByName(graph))) ? [] : [path];
  });
}

function onlyReads(module: GraphModule): boolean {
  return !startsPrograms(module) && module.facts.requests.every(({ specifier }) => specifier !== null);
}
