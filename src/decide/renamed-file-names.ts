import type { FreeKind } from '../analyse/facts.js';
import type { Graph } from '../link/graph.js';
import type { FindingList } from './findings.js';

/** What tells a file its own name. */
const fileNames: ReadonlySet<FreeKind> = new Set<FreeKind>(['__filename', 'module.filename', 'module.id']);

/** Files that look at their own name, and get another: what they print or compare has the new extension. */
export function reportFileNames(graph: Graph, newPaths: ReadonlyMap<string, string>, findings: FindingList): void {
  for (const { path, facts } of graph.modules.values()) {
    const renamed = newPaths.get(path) ?? path;
    if (renamed === path) continue;
    const use = facts.free.find(({ kind }) => fileNames.has(kind));
    if (!use) continue;
    findings.add({
      rule: 'renamed-file-name',
      severity: 'warning',
      file: path,
      at: use.range.start,
      message: `${use.kind} ends in the name of ${renamed} now: the file stays CommonJS and gets its extension.`,
      advice: 'Check what is made of the name, where it is more than a path to load or to start.',
    });
  }
}
