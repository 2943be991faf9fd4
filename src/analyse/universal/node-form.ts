import type * as t from '@babel/types';
import { analyse } from '../analyse.js';
import type { ModuleFacts } from '../facts.js';
import { parse } from '../parse.js';
import { toPlainRequires } from '../plain-requires.js';
import { analyseScopes } from '../scope-pass.js';
import { applyTextEdits, type TextEdit } from '../sloppy/text-edits.js';
import { foldedTests } from './folded-tests.js';
import { inlinedNames } from './inlined-names.js';
import { inlinedFactory } from './inlined-factory.js';
import { openedFactory } from './opened-factory.js';

/** A text with its facts. */
interface Analysed {
  source: string;
  facts: ModuleFacts;
}

/** A universal module as plain CommonJS, with the edits that made it, in rounds. */
export interface NodeForm extends Analysed {
  rounds: TextEdit[][];
}

/** A folded test can decide another one (`if (isNode)`); more rounds than this never help. */
const maximalRounds = 8;

/** What every text with a test for a module loader has. */
const asksForLoader = /\btypeof\s*\(?\s*(module|exports|require|define)\b/;

/**
 * Leaves of a universal module (UMD) what Node's require() runs: tests for `module`, `exports`, `require` and `define` are
 * decided, then the factory takes the place of the wrapper that calls it. A pure function of the text.
 * @returns null where there is nothing of that kind, or where the requests of the text are not the same after it
 */
export function toNodeForm(path: string, { source, facts: before }: Analysed): NodeForm | null {
  if (loaderTestAt(source) < 0) return null;
  const rounds: TextEdit[][] = [];
  let text = source;
  while (rounds.length < maximalRounds) {
    const edits = nextRound(path, text, rounds.length > 0);
    if (edits.length === 0) break;
    rounds.push(edits);
    text = applyTextEdits(text, edits);
  }
  if (rounds.length === 0) return null;
  const form = toPlainRequires(path, text, analyse(path, text));
  const requests = ({ requests: list }: ModuleFacts): string => list.map((r) => r.specifier).join('\n');
  // A text that does not parse after an edit of ours is no help.
  const isSame = !form.facts.problem && requests(form.facts) === requests(before);
  return isSame ? { ...form, rounds: [...rounds, ...form.rounds] } : null;
}

/** Where a text first tests for a module loader; -1: nowhere. */
export const loaderTestAt = (source: string): number => source.search(asksForLoader);

function nextRound(path: string, source: string, isFolded: boolean): TextEdit[] {
  const parsed = parse(source, path);
  if ('message' in parsed) return [];
  const scopes = analyseScopes(parsed.program, source);
  const program: t.Program = parsed.program.program;
  const folded = foldedTests(program, source, scopes);
  if (folded.length > 0 || !isFolded) return folded;
  const named = inlinedNames(source, scopes);
  if (named.length > 0) return named;
  const inlined = inlinedFactory(program, source, scopes);
  return inlined.length > 0 ? inlined : openedFactory(program, source, scopes);
}
