import { posix } from 'node:path';
import type { FreeKind } from '../../analyse/facts.js';
import type { Graph } from '../../link/graph.js';
import type { FindingList } from '../findings.js';
import { loadFromListing } from './folder-listing.js';

/** What tells a file its own name. */
const fileNames: ReadonlySet<FreeKind> = new Set<FreeKind>(['__filename', 'module.filename', 'module.id']);

/**
 * Where files look at names that the run changes: a renamed file at its own, or any at what `require.resolve()` gives for a
 * renamed one. What they print or compare has the new extension. The same for files that list a folder and ask for one of
 * its files by name.
 */
export function reportFileNames(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  newPaths: ReadonlyMap<string, string>,
  findings: FindingList,
): void {
  const say = (file: string, at: number, message: string): void =>
    findings.add({ rule: 'renamed-file-name', severity: 'warning', file, at, message, advice });
  const renamed = (path: string | null): string | null => {
    const name = path === null ? undefined : newPaths.get(path);
    return name === undefined || name === path ? null : name;
  };
  for (const { path, facts, out } of graph.modules.values()) {
    const own = renamed(path);
    const load = own === null ? null : loadFromListing(graph, sources, path);
    if (load && hasString(sources.get(load.from)!, posix.basename(path)))
      say(
        load.from,
        load.request.range.start,
        `The folder that is listed here holds ${own} now: the file stays CommonJS and gets its extension.`,
      );
    const use = facts.free.find(({ kind }) => fileNames.has(kind));
    if (own !== null && use)
      say(
        path,
        use.range.start,
        `${use.kind} ends in the name of ${own} now: the file stays CommonJS and gets its extension.`,
      );
    for (const { kind, request, range } of facts.hazards) {
      const target = kind === 'shown-path' && request !== null ? renamed(out[request]!.to) : null;
      if (target !== null)
        say(
          path,
          range.start,
          `require.resolve() gives ${target} now: the file stays CommonJS and gets its extension.`,
        );
    }
  }
}

const advice = 'Check what is made of the name, where it is more than a path to load or to start.';

const hasString = (source: string, text: string): boolean => [`'${text}'`, `"${text}"`].some((s) => source.includes(s));
