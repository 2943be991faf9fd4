import type { Graph } from '../../link/graph.js';

/** A write of sloppy code that may fail in silence. */
export interface ReadOnlyWrite {
  /** The file that writes. */
  path: string;
  at: number;
  key: string;
  /** A file with an object that has the member for reading only. */
  of: string;
}

/**
 * Finds the sloppy files that write to a member of something they are given, by a name that an object or class of the
 * project has for reading only. Whether the two meet is not known; strict code would throw (ECMA-262 6.2.5.6). The first
 * write of each file.
 */
export function* readOnlyWrites(graph: Graph): Generator<ReadOnlyWrite> {
  const owners = new Map<string, string>();
  for (const { path, facts, file } of graph.modules.values())
    if (!file.roles.includes('test')) for (const key of facts.readOnlyNames) owners.set(key, path);
  if (owners.size === 0) return;
  for (const { path, facts } of graph.modules.values()) {
    if (facts.syntax !== 'cjs') continue;
    const write = facts.looseWrites.find(({ key }) => owners.has(key));
    if (write) yield { path, ...write, of: owners.get(write.key)! };
  }
}
