import { beforeLineEnd, bomLength, lineStart } from './lines.js';

/**
 * Helpers over comments and white space in raw text. None of them reads code, so each must be given an offset that
 * stands between tokens, as the start or end of a statement does.
 */
export interface Comment {
  start: number;
  end: number;
  kind: 'line' | 'block' | 'hashbang';
}

const LINE_TERMINATOR = /[\n\r\u2028\u2029]/g;

/** The comments from `offset` on up to the next token, and the offset of that token (or the end of the text). */
export function triviaAfter(source: string, offset: number): { comments: Comment[]; end: number } {
  const comments: Comment[] = [];
  let at = offset;
  for (;;) {
    while (at < source.length && /\s/.test(source[at]!)) at++;
    const opening = source.slice(at, at + 2);
    if (opening === '//' || (opening === '#!' && at === bomLength(source))) {
      LINE_TERMINATOR.lastIndex = at;
      const end = LINE_TERMINATOR.exec(source)?.index ?? source.length;
      comments.push({ start: at, end, kind: opening === '//' ? 'line' : 'hashbang' });
      at = end;
    } else if (opening === '/*') {
      const close = source.indexOf('*/', at + 2);
      const end = close < 0 ? source.length : close + 2;
      comments.push({ start: at, end, kind: 'block' });
      at = end;
    } else return { comments, end: at };
  }
}

/**
 * Where the comments start that describe the statement at `offset`: those above it with no blank line between, and
 * those before it on its line. A comment on a line that starts with code belongs to that code.
 * @param previousEnd where the token before the statement ends. Without it comments are told from code by their look,
 *   and what may be the end of a template literal or of a continued string counts as code.
 * @returns `offset` if there is none
 */
export function leadingCommentStart(source: string, offset: number, previousEnd?: number): number {
  let start = offset;
  for (;;) {
    const comment = commentEndingAt(source, start);
    if (comment === undefined || comment < (previousEnd ?? 0)) return start;
    start = comment;
  }
}

/** The start of a comment that ends just before `offset`, with at most one line end between and no code on its first line. */
function commentEndingAt(source: string, offset: number): number | undefined {
  let end = offset;
  let lineEnds = 0;
  while (end > 0 && /\s/.test(source[end - 1]!)) {
    end--;
    if (source[end] === '\n' || (source[end] === '\r' && source[end + 1] !== '\n')) lineEnds++;
  }
  if (lineEnds > 1) return undefined;
  if (source.endsWith('*/', end)) return blockCommentEndingAt(source, end);
  if (lineEnds === 0) return undefined;
  const start = lineStart(source, end);
  const line = source.slice(start, end);
  const opening = /^\s*\/\//.exec(line);
  return opening && !mayEndLiteral(source, start, line) ? start + opening[0].length - 2 : undefined;
}

function blockCommentEndingAt(source: string, end: number): number | undefined {
  const previous = source.lastIndexOf('*/', end - 4);
  // The first opening counts: `/* a /* b */` is one comment. Those within code don't start their line.
  for (
    let at = source.indexOf('/*', previous < 0 ? 0 : previous + 2);
    at >= 0 && at + 4 <= end;
    at = source.indexOf('/*', at + 1)
  ) {
    if (startsLine(source, at)) return at;
  }
  return undefined;
}

/** Whether a line that looks like a comment may be the last one of a template literal or of a string continued by `\`. */
function mayEndLiteral(source: string, start: number, line: string): boolean {
  const backticks = line.replace(/\\[^]/g, '').split('`').length - 1;
  return backticks % 2 === 1 || source[beforeLineEnd(source, start) - 1] === '\\';
}

/** Whether only white space and complete block comments stand before the offset on its line. */
function startsLine(source: string, offset: number): boolean {
  return /^(?:\s|\/\*(?:(?!\*\/).)*\*\/)*$/.test(source.slice(lineStart(source, offset), offset));
}
