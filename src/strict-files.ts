import { analyse } from './analyse/analyse.js';
import type { ModuleFacts } from './analyse/facts.js';
import { locate } from './analyse/parse.js';
import type { TextEdit } from './analyse/sloppy/text-edits.js';
import { originalOffset, toStrictForm } from './analyse/strict-form.js';
import type { FilePlan } from './decide/plan.js';
import type { SourceFile } from './discover/project.js';
import type { Finding } from './finding.js';
import { rewrite } from './rewrite/rewrite.js';

/** A file as it is on disk, where the stages work on its strict form instead. */
export interface OriginalFile {
  source: string;
  facts: ModuleFacts;
  /** The edits that made the strict form. */
  rounds: TextEdit[][];
}

/** What the stages work with for one file: its own text, or the strict form of it. */
export interface FileRecord {
  source: string;
  facts: ModuleFacts;
  original: OriginalFile | null;
}

/** Analyses one file; sloppy code that may be converted is analysed in its strict form. */
export function analyseFile(file: SourceFile, source: string): FileRecord {
  const facts = analyse(file.path, source);
  if (file.kind !== 'js' || file.esm || !file.selected || facts.problem || facts.syntax === 'esm')
    return { source, facts, original: null };
  const { form, obstacle } = toStrictForm(file.path, source, facts);
  if (obstacle) {
    const sloppy = [obstacle, ...facts.sloppy.filter((fact) => !fact.keeps && !fact.fix)];
    return { source, facts: { ...facts, sloppy }, original: null };
  }
  if (!form) return { source, facts, original: null };
  return { source: form.source, facts: form.facts, original: { source, facts, rounds: form.rounds } };
}

/**
 * Rewrites one file by its plan: the strict form of a file that is converted, the original of one that stays CommonJS.
 * @param only ids of the transforms to run; empty: all
 * @returns the new text, or null when nothing changes
 */
export function rewriteFile(record: FileRecord, plan: FilePlan, only: readonly string[]): string | null {
  const { source, facts, original } = record;
  if (!original) return rewrite(source, facts, plan, only);
  if (plan.action !== 'convert') return rewrite(original.source, original.facts, plan, only);
  const text = rewrite(source, facts, plan, only);
  if (text !== null) return text;
  return only.length === 0 || only.includes('use-strict') ? source : null;
}

/** Findings in a strict form, with their places in the original. */
export function inOriginal(findings: Finding[], records: ReadonlyMap<string, FileRecord>): Finding[] {
  return findings.map((finding) => {
    const record = records.get(finding.file);
    if (!record?.original) return finding;
    const at = originalOffset(record.original.rounds, offsetOf(record.source, finding.line, finding.column));
    const { line, column } = locate(record.original.source, at, '');
    return { ...finding, line, column };
  });
}

function offsetOf(source: string, line: number, column: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) at = source.indexOf('\n', at) + 1;
  return at + column - 1;
}
