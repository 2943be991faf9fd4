import { locate } from '../analyse/parse.js';
import type { Finding, Severity } from '../finding.js';

/** A finding whose place is an offset. */
export interface FindingInput {
  rule: string;
  severity: Severity;
  file: string;
  at: number;
  message: string;
  advice: string;
}

/** Collects findings by offset; lines and columns are worked out from the sources. */
export class FindingList {
  private readonly list: Finding[] = [];

  constructor(private readonly sources: Map<string, string>) {}

  add(finding: FindingInput): void {
    const { at, ...rest } = finding;
    const { line, column } = locate(this.sources.get(finding.file) ?? '', at, '');
    this.list.push({ ...rest, line, column });
  }

  /** By file, line, column and rule. */
  sorted(): Finding[] {
    return sortFindings(this.list);
  }
}

export function sortFindings(findings: Finding[]): Finding[] {
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule),
  );
}
