import type { Range } from '../analyse/range.js';
import { leadingCommentStart, triviaAfter } from './comments.js';
import type { DropOptions } from './edit-tree.js';
import { beforeLineEnd, bomLength, isBlank, lineEnd, lineStart, skipLineEnd } from './lines.js';

export interface RemoveStatementOptions extends DropOptions {
  /** The comments directly above, before and behind the statement stay. */
  keepComments?: boolean;
  /** Where the token before the statement ends; makes the search for comments exact where the text alone is ambiguous. */
  previousEnd?: number;
}

/** Comments that speak to a tool about more than the next statement. */
const FILE_COMMENT =
  /eslint-(?:dis|en)able(?!-)|eslint-env|^\/\*\s*(?:eslint|globals?|exported|jshint|jslint)\b|ignore (?:file|start|stop)|@ts-(?:no)?check|#(?:end)?region/m;

/** What to remove of the text for a statement to go: its whole lines, or its part of a line that holds more. */
export function statementLines(source: string, statement: Range, options: RemoveStatementOptions): Range {
  const { start, end } = withComments(source, statementRange(source, statement), options);
  const isFirst = isBlank(source.slice(lineStart(source, start), start));
  const endOfLine = lineEnd(source, end);
  const isLast = isBlank(source.slice(end, endOfLine));
  if (isFirst && isLast) return { start: lineStart(source, start), end: skipLineEnd(source, endOfLine) };
  if (isLast) return { start: start - /\s*$/.exec(source.slice(lineStart(source, start), start))![0].length, end };
  return { start, end: end + /^\s*/.exec(source.slice(end, endOfLine))![0].length };
}

/**
 * The range of a statement without a semicolon that stands on a later line: parsers count the semicolon of
 * `\n;[1].map(f)` to the statement above, but it protects the statement below.
 */
export function statementRange(source: string, { start, end }: Range): Range {
  const semicolon = /[^\S\r\n]*[\r\n]\s*;$/.exec(source.slice(start, end));
  return { start, end: semicolon ? start + semicolon.index : end };
}

function withComments(source: string, { start, end }: Range, options: RemoveStatementOptions): Range {
  if (options.keepComments) return { start, end };
  const isFirstOfFile = triviaAfter(source, bomLength(source)).end >= start;
  const above = isFirstOfFile ? start : leadingCommentStart(source, start, options.previousEnd);
  const endOfLine = lineEnd(source, end);
  const behind = triviaAfter(source, end);
  const besides = behind.comments.filter((comment) => comment.start < endOfLine);
  const standAlone = behind.end >= endOfLine && besides.every((comment) => comment.end <= endOfLine);
  return {
    start: FILE_COMMENT.test(source.slice(above, start)) ? start : above,
    end: (standAlone && besides.at(-1)?.end) || end,
  };
}

/**
 * The blank lines to remove around a gap that removed statements leave, so that no two blank lines meet and none is
 * left at the start or the end of a block or of the file.
 * @param gap removed ranges in text order with only white space between them
 */
export function doubledBlankLines(source: string, gap: readonly Range[]): Range[] {
  const start = gap[0]!.start;
  const end = gap.at(-1)!.end;
  if (start !== lineStart(source, start) || (end !== lineStart(source, end) && end !== source.length)) return [];
  const atEnd = isBlank(source.slice(end));
  const above = blankLineBefore(source, start);
  const below = atEnd ? undefined : blankLineAfter(source, end);
  const opens = isBlank(source.slice(0, start)) || /[{[(][^\S\r\n]*[\r\n]+$/.test(source.slice(0, start));
  const closes = atEnd || /^[^\S\r\n]*[}\])]/.test(source.slice(end));
  const pieces: Range[] = [];
  if (above || opens || below || closes) {
    for (let i = 1; i < gap.length; i++) pieces.push({ start: gap[i - 1]!.end, end: gap[i]!.start });
    // One blank line between the removed ones is still the only one, if the gap has none at its edges.
    if (!above && !opens && !below && !closes) pieces.shift();
  }
  if (below && (above || opens)) pieces.push(below);
  else if (above && closes) pieces.push(above);
  // A text without a final line end stays one.
  const hadFinalLineEnd =
    skipLineEnd(source, beforeLineEnd(source, source.length)) !== beforeLineEnd(source, source.length);
  if (end === source.length && !hadFinalLineEnd && start > bomLength(source)) {
    const last = above && closes ? above.start : start;
    pieces.push({ start: beforeLineEnd(source, last), end: last });
  }
  return pieces.filter((piece) => piece.start < piece.end);
}

function blankLineBefore(source: string, start: number): Range | undefined {
  const end = beforeLineEnd(source, start);
  if (end === start) return undefined;
  const blank = lineStart(source, end);
  return isBlank(source.slice(blank, end)) ? { start: blank, end: start } : undefined;
}

function blankLineAfter(source: string, start: number): Range | undefined {
  const end = lineEnd(source, start);
  const next = skipLineEnd(source, end);
  return next > end && isBlank(source.slice(start, end)) ? { start, end: next } : undefined;
}

/**
 * Whether the token at or after `offset` would go on with a statement before it that has no semicolon:
 * `(`, `[`, a template, a sign, a regular expression.
 */
export function continuesStatement(source: string, offset: number): boolean {
  return /^[([`+\-/]/.test(source.slice(triviaAfter(source, offset).end, source.length).charAt(0));
}

/**
 * Whether a removal joins what stands before and behind it into one statement: `a = b` + `(c)`.
 * Says so too where it can't be sure; one semicolon more changes nothing.
 */
export function joinsStatements(source: string, removed: Range): boolean {
  if (!continuesStatement(source, removed.end)) return false;
  const before = source.slice(bomLength(source), removed.start);
  if (triviaAfter(before, 0).end === before.length) return false;
  const line = before.trimEnd().slice(lineStart(before, before.trimEnd().length));
  return !/[;{]$/.test(line) || line.includes('//') || line.includes('*');
}
