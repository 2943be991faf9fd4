import type * as t from '@babel/types';
import type { SloppyFact, SloppyKind } from '../facts.js';
import { browserForm } from './browser-form.js';
import { moduleForms, type ModuleForm } from './module-forms.js';
import type { Node } from '../tree.js';
import { parse, type SyntaxProblem } from '../parse.js';
import { Places } from '../places.js';
import type { ScopeInfo } from '../scope.js';
import { analyseScopes } from '../scope-pass.js';
import { findSloppy } from '../sloppy.js';
import { applyTextEdits, compatibleEdits, offsetBefore, type TextEdit } from '../sloppy/text-edits.js';

/** The parsed source of one classic script: a file, or an inline script of a page. */
export interface Script {
  /** The path of the file, or `page.html#2` for the third `<script>` element of a page. */
  id: string;
  /** Where findings point: the file, or the page. */
  file: string;
  /** Offset of the script in the text of `file`. */
  offset: number;
  /** The text in strict form: it means the same in strict mode as the original does in sloppy mode. */
  source: string;
  /** The edits that made it, in rounds. */
  rounds: TextEdit[][];
  program: t.Program;
  scopes: ScopeInfo;
  places: Places;
  /** What the text may not say as a module. */
  moduleErrors: SyntaxProblem[];
  /** What strict mode does in another way, without a fix. */
  sloppy: SloppyFact[];
  /** What was written in another way, so that it may open up. */
  forms: ModuleForm[];
}

/** What is decided over all scripts of a page, not by one text. */
const SHARED: ReadonlySet<SloppyKind> = new Set<SloppyKind>(['implicit-global']);
const maximalRounds = 8;

/** What only the whole program tells of a script. */
export interface KnownOfScript {
  /** Which globals may be made by a function that is called at once, where the text makes them in another way. */
  isFormed: (name: string) => boolean;
  /** Whether code elsewhere calls the function at this offset of the original text without an object. */
  isUnbound: (at: number) => boolean;
}

const nothingKnown: KnownOfScript = { isFormed: () => false, isUnbound: () => false };

/**
 * Parses one script, leaves of universal modules what browsers run, brings it into strict form and resolves its names.
 * @returns the problem when the text is no script (a fragment that is only valid when concatenated, for one)
 */
export function readScript(
  id: string,
  file: string,
  offset: number,
  original: string,
  known: KnownOfScript = nothingKnown,
): Script | SyntaxProblem {
  const rounds: TextEdit[][] = [];
  const forms: ModuleForm[] = [];
  let source = original;
  for (;;) {
    const parsed = parse(source, 'script.js');
    if ('message' in parsed) return parsed;
    const { program } = parsed.program;
    const scopes = analyseScopes(parsed.program, source);
    const { moduleErrors } = parsed;
    const browser = rounds.length < maximalRounds ? browserForm(program, source, scopes) : [];
    if (browser.length > 0) {
      rounds.push(browser);
      source = applyTextEdits(source, browser);
      continue;
    }
    const isUnbound = (fn: Node): boolean => known.isUnbound(offsetInFile({ offset: 0, rounds }, fn.start!));
    const formed = rounds.length < maximalRounds ? moduleForms(program, source, scopes) : [];
    const wanted = formed.filter(({ name }) => known.isFormed(name) && !forms.some((f) => f.name === name));
    if (wanted.length > 0) {
      forms.push(...wanted);
      const edits = compatibleEdits(wanted.map((f) => f.edits));
      rounds.push(edits);
      source = applyTextEdits(source, edits);
      continue;
    }
    const sloppy = findSloppy(parsed.program, source, scopes, moduleErrors.length > 0, isUnbound).filter(
      (f) => !SHARED.has(f.kind),
    );
    const fixes = sloppy.some((f) => f.keeps) ? [] : sloppy.flatMap((f) => (f.fix ? [f.fix] : []));
    if (fixes.length === 0 || rounds.length === maximalRounds) {
      const places = new Places(program, scopes.topLevelReturns[0]?.start ?? Infinity);
      return { id, file, offset, source, rounds, program, scopes, places, moduleErrors, sloppy, forms };
    }
    const edits = compatibleEdits(fixes);
    rounds.push(edits);
    source = applyTextEdits(source, edits);
  }
}

/** The offset, in the text of its file, of what stands at an offset of the script's strict form. */
export function offsetInFile(script: Pick<Script, 'offset' | 'rounds'>, at: number): number {
  return script.offset + script.rounds.reduceRight((offset, edits) => offsetBefore(edits, offset), at);
}
