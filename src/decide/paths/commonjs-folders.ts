import { posix } from 'node:path';
import type { Graph } from '../../link/graph.js';
import { loadFromListing } from './folder-listing.js';

/**
 * Folders whose kept CommonJS files keep their names: a package.json with `"type": "commonjs"` in the folder makes them
 * CommonJS (Node.js, "Packages: determining module system"), where a new extension would break those who name the files
 * by their path (a shell command in a test, a child process, a user of the bin), or those who list the scripts of the folder.
 * A folder qualifies when one of its kept files is named or listed so, and nothing in or below it becomes an ES module.
 * @param newPaths paths after the run; the files of such folders get their old paths back
 * @param unmanaged folders that need the package.json for files which are no part of the run
 * @param unknown folders whose files keep their names whoever names them: with extensions that only CommonJS runs, with data
 * @param data files that are left as they are, whatever their folder says
 * @returns the folders, relative to the root
 */
export function commonJsFolders(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  newPaths: Map<string, string>,
  unmanaged: ReadonlySet<string>,
  unknown: ReadonlySet<string> = new Set(),
  data: ReadonlySet<string> = new Set(),
): Set<string> {
  const folders = new Set<string>(unmanaged);
  let naming: ReadonlyMap<string, string[]> | null = null;
  const manifests = new Set(graph.project.packages.map((p) => p.dir));
  for (const [path, renamed] of newPaths) {
    if (renamed === path && !data.has(path)) continue;
    const folder = posix.dirname(path);
    const isOwnPackage = folder === '.' || manifests.has(folder);
    const isNamed = (): boolean =>
      unknown.has(folder) ||
      (renamed !== path &&
        (isListedScript(graph, sources, path) || isNamedByPath(path, sources, (naming ??= filesByName(graph)))));
    if (isOwnPackage || folders.has(folder) || !isNamed()) continue;
    if (isKeptWhole(graph, folder, newPaths, data)) folders.add(folder);
  }
  for (const folder of folders) {
    for (const other of folders) if (other.startsWith(`${folder}/`)) folders.delete(other);
    for (const path of newPaths.keys()) if (isInside(graph, folder, path)) newPaths.set(path, path);
  }
  return folders;
}

/** Whoever lists the folder looks for `.js` at the end of a name, so that it does not see the package.json. */
function isListedScript(graph: Graph, sources: ReadonlyMap<string, string>, path: string): boolean {
  const load = loadFromListing(graph, sources, path);
  const source = load ? sources.get(load.from)! : '';
  return /\\\.js\$|['"`]\.js['"`]/.test(source) && !/(includes|indexOf)\(\s*['"`]\.js/.test(source);
}

/** Every script in and below the folder is renamed, or could not be an ES module anyway. */
function isKeptWhole(
  graph: Graph,
  folder: string,
  newPaths: ReadonlyMap<string, string>,
  data: ReadonlySet<string>,
): boolean {
  for (const module of graph.modules.values()) {
    const { path } = module;
    if (!isInside(graph, folder, path) || /\.[cm][jt]s$/.test(path) || data.has(path)) continue;
    if (newPaths.get(path) === path) return false;
    if (module.facts.requests.some((r) => r.specifier?.startsWith('#'))) return false;
  }
  return true;
}

/** In a folder or below it, with no package.json between the two. */
function isInside(graph: Graph, folder: string, path: string): boolean {
  if (!path.startsWith(`${folder}/`)) return false;
  const { dir } = graph.project.packages[graph.modules.get(path)!.file.package]!;
  return dir !== folder && !dir.startsWith(`${folder}/`);
}

/** `bin/cli.js` stands in a string of some other file: a command, a path of a child process. */
export function isNamedByPath(
  path: string,
  sources: ReadonlyMap<string, string>,
  naming: ReadonlyMap<string, string[]>,
): boolean {
  const name = `${posix.basename(posix.dirname(path))}/${posix.basename(path)}`;
  const files = naming.get(posix.parse(path).name) ?? [];
  return files.some((file) => file !== path && sources.get(file)!.includes(name));
}

/** The files whose strings hold a name. */
export function filesByName(graph: Graph): Map<string, string[]> {
  const naming = new Map<string, string[]>();
  for (const { path, facts } of graph.modules.values()) {
    for (const name of facts.fileNames) {
      const files = naming.get(name);
      if (files) files.push(path);
      else naming.set(name, [path]);
    }
  }
  return naming;
}
