import { parse } from 'node:path/posix';
import { loadedBy } from '../../link/closure.js';
import type { Graph } from '../../link/graph.js';
import { listsFolder } from '../paths/folder-listing.js';
import type { HazardContext } from './context.js';

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
  const owners = new Map<string, string[]>();
  for (const { path, facts, file } of graph.modules.values()) {
    if (file.roles.includes('test')) continue;
    for (const key of facts.readOnlyNames) owners.set(key, [...(owners.get(key) ?? []), path]);
  }
  if (owners.size === 0) return;
  for (const { path, facts } of graph.modules.values()) {
    if (facts.syntax !== 'cjs') continue;
    for (const write of facts.looseWrites) {
      const of = owners.get(write.key)?.find((owner) => mayMeet(graph, path, owner));
      if (of === undefined) continue;
      yield { path, ...write, of };
      break;
    }
  }
}

/**
 * A file that lists folders and tells itself by its name would no longer know itself under another: as an ES module it
 * keeps its name, and a finding says what may happen.
 */
export function looksForItself(graph: Graph, sources: ReadonlyMap<string, string>, path: string): boolean {
  return listsFolder(sources.get(path) ?? '') && graph.modules.get(path)!.facts.fileNames.includes(parse(path).name);
}

/** Says where such a write is in a file that becomes an ES module. */
export function reportReadOnlyWrites({ graph, plan, findings }: HazardContext): void {
  for (const { path, at, key, of } of readOnlyWrites(graph)) {
    if (plan.files.get(path)!.action !== 'convert') continue;
    findings.add({
      rule: 'sloppy-code',
      severity: 'warning',
      file: path,
      at,
      message: `Strict mode throws here if this is something of ${of}, which has the member '${key}' for reading only.`,
      advice: 'Ask for a setter, or write to another member.',
    });
  }
}

/** One of the two files loads the other, however deep, or a third one loads both. */
function mayMeet(graph: Graph, writer: string, owner: string): boolean {
  const loaders = new Set(graph.modules.get(writer)!.in.map(({ from }) => from));
  if (writer === owner || graph.modules.get(owner)!.in.some(({ from }) => loaders.has(from))) return true;
  return loadedBy(graph, [writer]).has(owner) || loadedBy(graph, [owner]).has(writer);
}
