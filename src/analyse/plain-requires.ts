import { analyse } from './analyse.js';
import type { ModuleFacts } from './facts.js';
import { applyTextEdits, compatibleEdits, type TextEdit } from './sloppy/text-edits.js';

/** A CommonJS text in which every call that loads a module is written as `require(specifier)`. */
export interface PlainRequires {
  source: string;
  facts: ModuleFacts;
  /** The edits that made it, in rounds; empty where the text was so already. */
  rounds: TextEdit[][];
}

/** Calls can stand in each other; deeper ones wait for the rewrite of the outer. */
const maximalRounds = 4;

/** Writes other words for `require(specifier)` as that, so that all later stages see what is loaded. A pure function of the text. */
export function toPlainRequires(path: string, source: string, facts: ModuleFacts): PlainRequires {
  const plain: PlainRequires = { source, facts, rounds: [] };
  while (plain.rounds.length < maximalRounds) {
    const fixes = plain.facts.sloppy.flatMap(({ kind, fix }) => (kind === 'require-form' && fix ? [fix] : []));
    if (fixes.length === 0) break;
    const edits = compatibleEdits(fixes);
    plain.rounds.push(edits);
    plain.source = applyTextEdits(plain.source, edits);
    plain.facts = analyse(path, plain.source);
  }
  // A text that does not parse after an edit of ours is no help.
  return plain.facts.problem ? { source, facts, rounds: [] } : plain;
}
