import { posix } from 'node:path';
import type { Graph, GraphModule } from '../../link/graph.js';
import { usesRunner } from './data-files.js';
import { listedFolders } from './listed-folders.js';
import { modulesByFolder } from './modules-by-folder.js';
import { startsPrograms } from './started-programs.js';

/**
 * Folders of scripts that files outside of them name by their path, and that nothing here loads: what is under test gets
 * the paths, and may bundle, parse or load the files, which only CommonJS surely answers. Their scripts load each other at
 * most (those that load the project are programs), and none of them is a test.
 * @returns these folders, and all below them
 */
export function handedFolders(graph: Graph, sources: ReadonlyMap<string, string>): Set<string> {
  const named = namedPaths(graph);
  const manifests = new Set(graph.project.packages.map(({ dir }) => dir));
  const listed = listedFolders(graph, sources);
  const found = new Set<string>();
  for (const [folder, inside] of modulesByFolder(graph.modules.values())) {
    const prefix = `${folder}/`;
    const isNamed = (path: string): boolean =>
      [path, path.replace(/\.js$/, '')].some((name) => named.get(name)?.some((from) => !from.startsWith(prefix)));
    const isOwn = ({ file, facts, in: loads, out, dynamic }: GraphModule): boolean =>
      file.roles.every((role) => role === 'test') &&
      file.roles.length > 0 &&
      facts.syntax !== 'esm' &&
      !usesRunner(facts) &&
      out.every(({ to }) => to === null || to.startsWith(prefix)) &&
      dynamic.every(({ request }) => request.pattern === null && request.candidates === null) &&
      loads.every(({ from, request }) => request.form === 'resolve' || from.startsWith(prefix));
    // Who lists the folder would see its package.json.
    if (listed.has(folder)) continue;
    if (!isNamed(folder) && !inside.some(({ path }) => isNamed(path))) continue;
    const isWhole = !manifests.has(folder) && inside.every(isOwn) && inside.some(({ facts }) => facts.syntax === 'cjs');
    if (isWhole)
      for (const path of [`${prefix}*`, ...inside.map((module) => module.path)]) found.add(posix.dirname(path));
  }
  return found;
}

/** The paths that files put together from their own folder, or resolve, with those files: what they start is run as it is. */
function namedPaths(graph: Graph): Map<string, string[]> {
  const named = new Map<string, string[]>();
  const add = (path: string, from: string): void => void named.set(path, [...(named.get(path) ?? []), from]);
  for (const module of graph.modules.values()) {
    const { path: from, facts, out } = module;
    if (startsPrograms(module)) continue;
    for (const { request, to } of out) if (request.form === 'resolve' && to !== null) add(to, from);
    for (const { base, path } of facts.paths) if (base === 'folder') add(posix.join(posix.dirname(from), path), from);
  }
  return named;
}
