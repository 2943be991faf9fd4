/** Helpers over the lines of a text. A line ends at LF, CRLF or a lone CR; U+2028 may stand in a string and ends none here. */

/** How many units a byte order mark takes at the start of the text. */
export const bomLength = (source: string): number => (source.charCodeAt(0) === 0xfeff ? 1 : 0);

/** Whether the text is white space only (line ends, form feeds and Unicode spaces included). */
export const isBlank = (text: string): boolean => !/\S/.test(text);

const isLineEnd = (char: string | undefined): boolean => char === '\n' || char === '\r';

/** The offset where the line that holds `offset` starts; after the byte order mark on the first line. */
export function lineStart(source: string, offset: number): number {
  let at = offset;
  // The offset between CR and LF is still on the line that they end.
  if (source[at] === '\n' && source[at - 1] === '\r') at--;
  while (at > 0 && !isLineEnd(source[at - 1])) at--;
  return Math.max(at, bomLength(source));
}

/** The offset where the text of the line that holds `offset` ends, before its line end. */
export function lineEnd(source: string, offset: number): number {
  let at = offset;
  if (source[at] === '\n' && source[at - 1] === '\r') return at - 1;
  while (at < source.length && !isLineEnd(source[at])) at++;
  return at;
}

/** The offset behind the line end at `offset`; `offset` itself if there is none. */
export function skipLineEnd(source: string, offset: number): number {
  if (source[offset] === '\r' && source[offset + 1] === '\n') return offset + 2;
  return isLineEnd(source[offset]) ? offset + 1 : offset;
}

/** The offset before the line end that stands just before `offset`; `offset` itself if there is none. */
export function beforeLineEnd(source: string, offset: number): number {
  if (source[offset - 1] === '\n' && source[offset - 2] === '\r') return offset - 2;
  return isLineEnd(source[offset - 1]) ? offset - 1 : offset;
}

/** Whether nothing but white space stands beside the range on its first and last line. */
export function isAloneOnLine(source: string, range: { start: number; end: number }): boolean {
  return (
    isBlank(source.slice(lineStart(source, range.start), range.start)) &&
    isBlank(source.slice(range.end, lineEnd(source, range.end)))
  );
}

/** The end of a comment that stands behind `offset` on its line, with nothing after it; else `offset`. */
export function behindComment(source: string, offset: number): number {
  const end = lineEnd(source, offset);
  return /^[^\S\r\n]*(\/\/.*|\/\*((?!\*\/).)*\*\/[^\S\r\n]*)$/.test(source.slice(offset, end)) ? end : offset;
}

/** The white space that the line of `offset` starts with. */
export function indentationAt(source: string, offset: number): string {
  const start = lineStart(source, offset);
  return /^[^\S\r\n]*/.exec(source.slice(start, lineEnd(source, start)))![0];
}
