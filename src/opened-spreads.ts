import { memberSpreads } from './decide/interfaces/member-spreads.js';
import { openSpreads } from './rewrite/open-spreads.js';
import type { Decided } from './setup-modules.js';
import { type FileRecord, withEdits } from './strict-files.js';

/**
 * Makes named exports of what is spread into exports (`module.exports = { ...require('./a') }`): the spreads are written out as
 * names, and everything is decided anew. A file that would not export by name all the same keeps its text.
 * @param decide decides about the project with other texts
 */
export function openedSpreads(decided: Decided, decide: (records: Map<string, FileRecord>) => Decided): Decided {
  const kept = new Set<string>();
  for (;;) {
    const opened = new Set<string>();
    let current = decided;
    for (let next; (next = openAll(current, kept, opened));) current = decide(next);
    const useless = [...opened].filter((path) => current.plan.files.get(path)!.exports.kind !== 'named');
    if (useless.length === 0) return current;
    for (const path of useless) kept.add(path);
  }
}

/** Opens all spreads that can be opened now: those of a barrel of barrels come in a later round. @returns null for none */
function openAll(
  { graph, plan, records }: Decided,
  kept: ReadonlySet<string>,
  opened: Set<string>,
): Map<string, FileRecord> | null {
  const changed = new Map<string, FileRecord>();
  for (const [path, spread] of memberSpreads(graph, plan)) {
    if (kept.has(path)) continue;
    const record = records.get(path)!;
    const edits = openSpreads(record.source, record.facts, spread);
    if (edits.length === 0) continue;
    changed.set(path, withEdits(path, record, edits));
    opened.add(path);
  }
  return changed.size === 0 ? null : new Map([...records, ...changed]);
}
