import { analyse } from './analyse.js';
import type { ModuleFacts, SloppyFact } from './facts.js';
import { applyTextEdits, compatibleEdits, offsetBefore, type TextEdit } from './sloppy/text-edits.js';

/** A text that means the same in strict mode as the original does in sloppy mode, with its own facts. */
export interface StrictForm {
  source: string;
  facts: ModuleFacts;
  /** The edits that made it, in rounds: each round edits the result of the one before. */
  rounds: TextEdit[][];
}

/** One fix can uncover another (a function in a bare `if` becomes one in a block); more rounds than this never help. */
const maximalRounds = 8;

/**
 * Rewrites what sloppy mode allows into what strict mode means the same by, so that all later stages read plain strict
 * CommonJS. A pure function of the text.
 * @returns the form (null when nothing has to change), or the fact that stands against it
 */
export function toStrictForm(
  path: string,
  source: string,
  facts: ModuleFacts,
): { form: StrictForm | null; obstacle: SloppyFact | null } {
  const form: StrictForm = { source, facts, rounds: [] };
  for (;;) {
    const fixes = form.facts.sloppy.flatMap(({ kind, fix }) => (fix && kind !== 'require-form' ? [fix] : []));
    if (fixes.length === 0 || form.rounds.length === maximalRounds) break;
    const edits = compatibleEdits(fixes);
    form.rounds.push(edits);
    form.source = applyTextEdits(form.source, edits);
    form.facts = { ...analyse(path, form.source), isStrictForm: true };
  }
  // Only now: a fix can also remove what seemed to stand in the way.
  const kept = form.facts.sloppy.find((fact) => fact.keeps);
  if (kept) return { form: null, obstacle: { ...kept, range: originalRange(form.rounds, kept.range) } };
  const { problem, moduleErrors, requests } = form.facts;
  const error = problem ?? moduleErrors[0];
  const isComplete = !error && requests.length === facts.requests.length;
  if (isComplete) return { form: form.rounds.length > 0 ? form : null, obstacle: null };
  const at = originalOffset(form.rounds, error?.offset ?? 0);
  const obstacle = { kind: 'early-error', range: { start: at, end: at }, name: error?.message ?? null } as const;
  return { form: null, obstacle: { ...obstacle, fix: null, keeps: true } };
}

/** The offset in the original of what stands at an offset of the strict form. */
export function originalOffset(rounds: readonly TextEdit[][], offset: number): number {
  return rounds.reduceRight((at, edits) => offsetBefore(edits, at), offset);
}

function originalRange(rounds: TextEdit[][], range: { start: number; end: number }): { start: number; end: number } {
  return { start: originalOffset(rounds, range.start), end: originalOffset(rounds, range.end) };
}
