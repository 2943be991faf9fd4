import type { Edge, Graph } from '../../link/graph.js';

/** Whether code asks for the names of the files in some folder: `fs.readdir…`, `fs.opendir`, a glob of any package. */
export function listsFolder(source: string): boolean {
  return /readdir|opendir|glob(?!al)/i.test(source);
}

/** The request that loads a file by a name which the folder gives (or the file's own, which may find itself); null: none. */
export function loadFromListing(graph: Graph, sources: ReadonlyMap<string, string>, path: string): Edge | null {
  const { dynamic, out } = graph.modules.get(path)!;
  const own = out.filter(({ request }) => request.specifier === null && request.pattern !== null);
  return [...dynamic, ...own].find(({ from }) => listsFolder(sources.get(from) ?? '')) ?? null;
}
