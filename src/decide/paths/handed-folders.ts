import { posix } from 'node:path';
import type { Graph, GraphModule } from '../../link/graph.js';
import { usesRunner } from './data-files.js';

/**
 * Folders of scripts that tests name by their path, and that nothing here loads: what is under test gets the paths, and may
 * bundle, parse or load the files, which only CommonJS surely answers. Their scripts load each other at most, and none
 * of them is a test.
 * @returns these folders, and all below them
 */
export function handedFolders(graph: Graph): Set<string> {
  const candidates = new Map<string, GraphModule[]>();
  for (const module of graph.modules.values())
    for (let folder = posix.dirname(module.path); folder !== '.'; folder = posix.dirname(folder)) {
      const inside = candidates.get(folder);
      if (inside) inside.push(module);
      else candidates.set(folder, [module]);
    }
  const named = namedPaths(graph);
  const manifests = new Set(graph.project.packages.map(({ dir }) => dir));
  const found = new Set<string>();
  for (const [folder, inside] of candidates) {
    const prefix = `${folder}/`;
    const isNamed = (path: string): boolean => named.has(path) || named.has(path.replace(/\.js$/, ''));
    const isOwn = ({ file, facts, in: loads, dynamic }: GraphModule): boolean =>
      file.roles.every((role) => role === 'test') &&
      file.roles.length > 0 &&
      facts.syntax !== 'esm' &&
      !usesRunner(facts) &&
      dynamic.every(({ request }) => request.pattern === null && request.candidates === null) &&
      loads.every(({ from, request }) => request.form === 'resolve' || from.startsWith(prefix));
    if (!named.has(folder) && !inside.some(({ path }) => isNamed(path))) continue;
    const isWhole = !manifests.has(folder) && inside.every(isOwn) && inside.some(({ facts }) => facts.syntax === 'cjs');
    if (isWhole)
      for (const path of [`${prefix}*`, ...inside.map((module) => module.path)]) found.add(posix.dirname(path));
  }
  return found;
}

/** The paths that files put together from their own folder, or resolve. */
function namedPaths(graph: Graph): Set<string> {
  const named = new Set<string>();
  for (const { path: from, facts, out } of graph.modules.values()) {
    for (const { request, to } of out) if (request.form === 'resolve' && to !== null) named.add(to);
    for (const { base, path } of facts.paths) if (base === 'folder') named.add(posix.join(posix.dirname(from), path));
  }
  return named;
}
