import { leadingCommentStart, triviaAfter } from './comments.js';
import { bomLength, isBlank, lineEnd, lineStart } from './lines.js';

/** What a comment says that speaks of the whole file. */
const FILE_COMMENT = /licen[cs]e|copyright|\(c\)|©|@preserve|@file|@overview|@module|@flow|@ts-(?:no)?check|^\/\*!/i;
/** A string literal that stands as a statement, with its semicolon. */
const STRING_STATEMENT = /^(?:'(?:[^'\\\r\n]|\\[^])*'|"(?:[^"\\\r\n]|\\[^])*")(?:[^\S\r\n]*;)?/;
/** What goes on with the string as an expression, so that it's no directive. */
const GOES_ON = /^(?:[([`+\-*/%.,?<>=&|^]|!=|in\b|instanceof\b)/;

/**
 * Where a new first statement belongs: behind the byte order mark, the hashbang, the licence header, the directives and
 * the blank lines after them. A comment directly above the first statement describes that statement, unless it speaks
 * of the whole file. What is inserted there should end with a line end.
 */
export function headerEnd(source: string): number {
  let end = bomLength(source);
  for (;;) {
    const { comments, end: next } = triviaAfter(source, end);
    const directive = directiveEnd(source, next);
    if (directive === undefined) {
      const describing = next === source.length ? next : leadingCommentStart(source, next, end);
      comments.forEach((comment, i) => {
        const isLast = comment.end <= describing || FILE_COMMENT.test(source.slice(comment.start, comment.end));
        // Lines of one comment stay together.
        const follows = comment.kind === 'line' && comments[i - 1]?.kind === 'line' && comments[i - 1]!.end === end;
        const touches = follows && !isBlankLineIn(source.slice(end, comment.start));
        if (isLast || comment.kind === 'hashbang' || (touches && comment.start > describing)) end = comment.end;
      });
      return firstOffsetAfter(source, end);
    }
    end = directive;
    const beside = triviaAfter(source.slice(0, lineEnd(source, end)), end);
    if (beside.end === lineEnd(source, end)) end = beside.comments.at(-1)?.end ?? end;
  }
}

const isBlankLineIn = (whiteSpace: string): boolean => (whiteSpace.match(/\r\n|\n|\r/g) ?? []).length > 1;

/** The start of the line of the next token or comment; that token's own offset if its line starts in the header. */
function firstOffsetAfter(source: string, end: number): number {
  const next = end + /^\s*/.exec(source.slice(end))![0].length;
  if (next === source.length) return next;
  const start = Math.max(lineStart(source, next), end);
  return start > end || isBlank(source.slice(lineStart(source, end), end)) ? start : next;
}

function directiveEnd(source: string, offset: number): number | undefined {
  const string = STRING_STATEMENT.exec(source.slice(offset));
  if (!string) return undefined;
  const end = offset + string[0].length;
  if (string[0].endsWith(';')) return end;
  const next = triviaAfter(source, end).end;
  if (GOES_ON.test(source.slice(next, next + 12))) return undefined;
  const isOnNextLine = next > lineEnd(source, end) || next === source.length || source[next] === '}';
  return isOnNextLine ? end : undefined;
}
