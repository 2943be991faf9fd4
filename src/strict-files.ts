import { analyse } from './analyse/analyse.js';
import type { ModuleFacts } from './analyse/facts.js';
import { locate } from './analyse/parse.js';
import { toNodeForm } from './analyse/universal/node-form.js';
import { applyTextEdits, type TextEdit } from './analyse/sloppy/text-edits.js';
import { toPlainRequires } from './analyse/plain-requires.js';
import { originalOffset, toStrictForm } from './analyse/strict-form.js';
import type { FilePlan } from './decide/plan.js';
import type { SourceFile } from './discover/project.js';
import type { Finding } from './finding.js';
import { rewrite } from './rewrite/rewrite.js';

/** A file as it is on disk, where the stages work on its strict form, or one with plain requires, instead. */
export interface OriginalFile {
  source: string;
  facts: ModuleFacts;
  /** The edits that made what the stages work on. */
  rounds: TextEdit[][];
  /** The text with plain calls of require(), which a file that stays CommonJS is written from when a path in it changes. */
  plain: { source: string; facts: ModuleFacts };
}

/** What the stages work with for one file: its own text, or a form of it. */
export interface FileRecord {
  source: string;
  facts: ModuleFacts;
  original: OriginalFile | null;
}

/**
 * Analyses one file; sloppy code that may be converted is analysed in its strict form.
 * @param isForNode nothing but Node loads the file: of a universal module (UMD) what require() runs is analysed
 */
export function analyseFile(file: SourceFile, source: string, isForNode = false): FileRecord {
  const facts = analyse(file.path, source);
  if (file.kind !== 'js' || file.esm || !file.selected || facts.problem || facts.syntax === 'esm')
    return { source, facts, original: null };
  const plain = toPlainRequires(file.path, source, facts);
  const universal = isForNode ? toNodeForm(file.path, plain) : null;
  const { form, obstacle } = toStrictForm(file.path, (universal ?? plain).source, (universal ?? plain).facts);
  if (obstacle && universal) return analyseFile(file, source);
  const rounds = [plain, universal, form].flatMap((step) => step?.rounds ?? []);
  const original = rounds.length > 0 ? { source, facts, rounds, plain } : null;
  if (obstacle) {
    const sloppy = [obstacle, ...plain.facts.sloppy.filter((fact) => !fact.keeps && !fact.fix)];
    return { source: plain.source, facts: { ...plain.facts, sloppy }, original };
  }
  const last = form ?? universal ?? plain;
  return { source: last.source, facts: last.facts, original };
}

/** The record of a file with one more round of edits, in text order. */
export function withEdits(path: string, record: FileRecord, edits: TextEdit[]): FileRecord {
  const { source, facts } = record;
  const text = applyTextEdits(source, edits);
  const original = record.original ?? { source, facts, rounds: [], plain: record };
  return {
    source: text,
    facts: analyse(path, text),
    original: { ...original, rounds: [...original.rounds, edits] },
  };
}

/**
 * Rewrites one file by its plan: the strict form of a file that is converted, the original of one that stays CommonJS.
 * @param only ids of the transforms to run; empty: all
 * @returns the new text, or null when nothing changes
 */
export function rewriteFile(record: FileRecord, plan: FilePlan, only: readonly string[]): string | null {
  const { source, facts, original } = record;
  if (!original) return rewrite(source, facts, plan, only);
  if (plan.action !== 'convert') return rewrite(original.plain.source, original.plain.facts, plan, only);
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
