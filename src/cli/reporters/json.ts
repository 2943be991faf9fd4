import type { Finding } from '../../finding.js';
import type { MigrateResult } from '../../migrate.js';
import type { Reporter } from './report.js';

/**
 * What `--format json` prints, as one JSON document. Stable: fields are added, never renamed or removed, unless
 * `version` changes.
 */
export interface JsonReport {
  version: 1;
  /** Absolute path of the project root; every other path is relative to it, with forward slashes. */
  root: string;
  /** True when the changes were applied, false for a dry run. */
  written: boolean;
  /** Sorted by file, line, column, rule. Lines and columns start at 1. */
  findings: Finding[];
  /**
   * Sorted by path. `newPath` differs from `path` for a renamed file. The `diff`s, joined in order, are the patch that
   * `--format diff` prints.
   */
  changes: { path: string; newPath: string; diff: string }[];
  /** Counts of files: seen, changed, renamed, left alone, not parsed. */
  stats: MigrateResult['stats'];
}

export const jsonReporter: Reporter = {
  tellsAll: true,
  render({ result, patches, written }) {
    const report: JsonReport = {
      version: 1,
      root: result.root,
      written,
      findings: result.findings.map(({ rule, severity, file, line, column, message, advice }) => ({
        rule,
        severity,
        file,
        line,
        column,
        message,
        advice,
      })),
      changes: patches.map(({ path, newPath, diff }) => ({ path, newPath, diff })),
      stats: result.stats,
    };
    return `${JSON.stringify(report, null, 2)}\n`;
  },
};
