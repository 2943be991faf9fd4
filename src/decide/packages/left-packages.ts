import type { Graph } from '../../link/graph.js';
import type { Action } from '../actions.js';
import type { FindingList } from '../findings.js';

/** Why a package stays as it is, with all of its files, and what to do about it. */
export interface LeftPackage {
  rule: 'compiled-commonjs' | 'old-jest';
  /** For the finding: "The package stays as it is: {what}." null: that of another package speaks for this one, too. */
  what: string | null;
  advice: string;
  /** For each of its files. */
  reason: string;
}

/**
 * Takes packages out of the migration, each with a finding.
 * @param left by index of the package
 */
export function leavePackages(
  { project, modules }: Graph,
  left: ReadonlyMap<number, LeftPackage>,
  actions: Map<string, Action>,
  findings: FindingList,
): void {
  for (const { path, file } of modules.values()) {
    const pack = left.get(file.package);
    if (pack && !file.esm) actions.set(path, { action: 'leave', reason: pack.reason });
  }
  for (const [number, { rule, what, advice }] of left) {
    if (what === null) continue;
    findings.add({
      rule,
      severity: 'warning',
      file: project.packages[number]!.manifest,
      at: 0,
      message: `The package stays as it is: ${what}.`,
      advice,
    });
  }
}
