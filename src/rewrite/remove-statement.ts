import type { Range } from '../range.js';
import { leadingCommentStart, triviaAfter } from './comments.js';
import type { DropOptions } from './edit-tree.js';
import { beforeLineEnd, bomLength, isAloneOnLine, isBlank, lineEnd, lineStart, skipLineEnd } from './lines.js';

export interface RemoveStatementOptions extends DropOptions {
  /** The comments directly above, before and behind the statement stay. */
  keepComments?: boolean;
  /** Where the token before the statement ends; makes the search for comments exact where the text alone is ambiguous. */
  previousEnd?: number;
}

/** Comments that speak to a tool about more than the next statement. */
const FILE_COMMENT =
  /eslint-(?:dis|en)able(?!-)|eslint-env|^\/\*\s*(?:eslint|globals?|exported|jshint|jslint)\b|ignore (?:file|start|stop)|@ts-(?:no)?check|#(?:end)?region/m;

/**
 * The range of a statement without a semicolon that stands on a later line: parsers count the semicolon of
 * `\n;[1].map(f)` to the statement above, but it protects the statement below.
 */
function statementRange(source: string, { start, end }: Range): Range {
  if (source[end - 1] !== ';') return { start, end };
  const text = source.slice(start, end - 1);
  const trimmed = text.trimEnd();
  return { start, end: /[\r\n]/.test(text.slice(trimmed.length)) ? start + trimmed.length : end };
}

/** A statement with the comments that go with it: those above it, before it on its line, and behind it. */
export function withComments(source: string, statement: Range, options: RemoveStatementOptions): Range {
  const { start, end } = statementRange(source, statement);
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
 * The white space to remove with removed statements: their lines where they stand alone, blank lines that would meet,
 * the spaces beside them where they don't.
 * @param removed what `withComments` gave, in text order
 * @param insertionsIn what is inserted between two offsets (inclusive); the white space around it stays
 */
export function gapSpace(
  source: string,
  removed: readonly Range[],
  insertionsIn: (start: number, end: number) => readonly unknown[],
): Range[] {
  const pieces: Range[] = [];
  const isFilled = (start: number, end: number): boolean => insertionsIn(start, end).length > 0;
  const isOpen = (start: number, end: number): boolean => isBlank(source.slice(start, end)) && !isFilled(start, end);
  const gaps: Range[][] = [];
  for (const group of joined(removed, (end, start) => isOpen(end, start) && start <= lineEnd(source, end))) {
    const { start, end } = around(group);
    for (let i = 1; i < group.length; i++) pieces.push({ start: group[i - 1]!.end, end: group[i]!.start });
    const from = lineStart(source, start);
    const endOfLine = lineEnd(source, end);
    if (isAloneOnLine(source, { start, end })) {
      // New text that stands in its place needs the line end, unless it brings its own.
      const before = insertionsIn(start, start).at(-1) ?? '\n';
      if (isFilled(end, end) || typeof before !== 'string' || !/[\r\n]$/.test(before)) continue;
      const to = skipLineEnd(source, endOfLine);
      pieces.push({ start: from, end: start }, { start: end, end: to });
      const last = gaps.at(-1)?.at(-1);
      if (last && isOpen(last.end, from)) gaps.at(-1)!.push({ start: from, end: to });
      else gaps.push([{ start: from, end: to }]);
    } else if (isBlank(source.slice(end, endOfLine))) {
      pieces.push({ start: from + source.slice(from, start).trimEnd().length, end: start });
    } else pieces.push({ start: end, end: end + /^\s*/.exec(source.slice(end, endOfLine))![0].length });
  }
  for (const gap of gaps) {
    const { start, end } = around(gap);
    if (!isFilled(start, start) && !isFilled(end, end)) pieces.push(...doubledBlankLines(source, gap));
  }
  return pieces.filter((piece) => piece.start < piece.end);
}

/** Where statements that stood apart would join once the removed ones between are gone: each needs a semicolon. */
export function joinedStatements(source: string, removed: readonly Range[]): number[] {
  return joined(removed, (end, start) => triviaAfter(source, end).end >= start)
    .map(around)
    .filter((gap) => joinsStatements(source, gap))
    .map(({ end }) => end);
}

/** Groups neighbours. */
function joined(ranges: readonly Range[], join: (end: number, start: number) => boolean): Range[][] {
  const groups: Range[][] = [];
  for (const range of ranges) {
    const last = groups.at(-1)?.at(-1);
    if (last && join(last.end, range.start)) groups.at(-1)!.push(range);
    else groups.push([range]);
  }
  return groups;
}

const around = (group: readonly Range[]): Range => ({ start: group[0]!.start, end: group.at(-1)!.end });

/**
 * The blank lines to remove around removed lines, so that no two blank lines meet and none is left at the start or the
 * end of a block or of the file.
 * @param gap removed whole lines in text order with only white space between them
 */
function doubledBlankLines(source: string, gap: readonly Range[]): Range[] {
  const start = gap[0]!.start;
  const end = gap.at(-1)!.end;
  const atEnd = isBlank(source.slice(end));
  const above = blankLineBefore(source, start);
  const below = atEnd ? undefined : blankLineAfter(source, end);
  const lineAbove = source.slice(lineStart(source, beforeLineEnd(source, start)), start);
  const opens = isBlank(source.slice(0, start)) || /[{[(]\s*$/.test(lineAbove);
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
  return pieces;
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
function joinsStatements(source: string, removed: Range): boolean {
  if (!continuesStatement(source, removed.end)) return false;
  const before = source.slice(bomLength(source), removed.start);
  if (triviaAfter(before, 0).end === before.length) return false;
  const line = before.trimEnd().slice(lineStart(before, before.trimEnd().length));
  return !/[;{]$/.test(line) || line.includes('//') || line.includes('*');
}
