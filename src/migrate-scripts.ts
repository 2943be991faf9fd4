import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModuleFacts } from './analyse/facts.js';
import type { FileChange } from './apply/change.js';
import type { Project } from './discover/project.js';
import { migrateAmd } from './migrate-amd.js';
import { migrateClassicScripts, type ScriptsResult } from './migrate-classic.js';

export type { ScriptsResult };

/**
 * Migrates what pages load: AMD programs, then classic scripts.
 * @param input.sources texts as on disk, by path; pages that are missing are read
 * @param input.facts of the source files, as on disk
 */
export function migrateScripts(input: {
  project: Project;
  sources: ReadonlyMap<string, string>;
  facts: ReadonlyMap<string, ModuleFacts>;
}): ScriptsResult {
  const { project, facts } = input;
  const sources = withPages(project, input.sources);
  const amd = migrateAmd({ project, sources });
  const between = new Map(sources);
  for (const change of amd.changes) between.set(change.newPath, change.after!);
  const classic = migrateClassicScripts({ project, sources: between, facts });
  const changes = new Map<string, FileChange>(amd.changes.map((c) => [c.path, c]));
  for (const change of classic.changes) {
    changes.set(change.path, { ...change, before: change.before === null ? null : sources.get(change.path)! });
  }
  return {
    changes: [...changes.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    findings: [...amd.findings, ...classic.findings],
    handled: new Set([...amd.handled, ...classic.handled]),
  };
}

function withPages(project: Project, sources: ReadonlyMap<string, string>): Map<string, string> {
  const all = new Map(sources);
  for (const { path, kind } of project.files) {
    if (kind !== 'html' || all.has(path)) continue;
    const bytes = readFileSync(join(project.root, path));
    const text = bytes.toString('utf8');
    // A page in another encoding is left alone.
    if (Buffer.from(text, 'utf8').equals(bytes)) all.set(path, text);
  }
  return all;
}
