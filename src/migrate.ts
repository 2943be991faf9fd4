import type { FileChange } from './apply/change.js';
import type { Finding } from './finding.js';
import type { MigrateOptions } from './options.js';

/** What a run would change and what it has to say about it. Nothing is written. */
export interface MigrateResult {
  /** Absolute path of the project root; every path below is relative to it. */
  root: string;
  /** Sorted by path. */
  changes: FileChange[];
  /** Sorted by file, line, column, rule. */
  findings: Finding[];
  /** Counts for the summary. */
  stats: { files: number; converted: number; renamed: number; left: number; unparsed: number };
}

/**
 * Runs every stage up to `check` on the project around `cwd`.
 * @throws {UserError} no or invalid package.json, a path that does not exist, an unknown transform.
 */
export async function migrate(cwd: string, options: MigrateOptions): Promise<MigrateResult> {
  void options;
  return { root: cwd, changes: [], findings: [], stats: { files: 0, converted: 0, renamed: 0, left: 0, unparsed: 0 } };
}
