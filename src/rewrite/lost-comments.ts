import type { Range } from '../range.js';
import { parse } from '../analyse/parse.js';
import type { Edits } from './edits.js';
import { indentationAt, lineStart } from './lines.js';

interface LostComment extends Range {
  value: string;
  isLine: boolean;
}

/**
 * Puts comments that the edits took away with the code around them in front of what stands there now: on a line of its own
 * where a line begins, otherwise as a block comment in the line.
 * @param text what the edits made
 * @param path the file's path, which says how it is parsed
 * @returns the text with all comments of the source
 */
export function keepLostComments(edits: Edits, text: string, path: string, eol: string): string {
  const { source } = edits;
  if (openings(text) >= openings(source)) return text;
  const lost = lostComments(source, text, path).filter((comment) => !directive.test(comment.value));
  for (const comment of lost) {
    const around = edits.editAround(comment);
    if (!around) continue;
    const isOwnLine = /^\s*$/.test(source.slice(lineStart(source, around.start), around.start));
    const { value, isLine } = comment;
    const asBlock = `/*${value.replaceAll('*/', '* /')}${isLine ? ' ' : ''}*/`;
    const written = isOwnLine ? source.slice(comment.start, comment.end) : asBlock;
    edits.insertBefore(
      around.start,
      written + (isOwnLine ? eol + indentationAt(source, around.start) : ' '),
      Number.NEGATIVE_INFINITY,
    );
  }
  return lost.length > 0 ? edits.toString() : text;
}

/** Comments that tell a tool about the code they stand at go with it. */
const directive =
  /^\s*(eslint-disable-(next-)?line|istanbul ignore|c8 ignore|@ts-(ignore|expect-error)|prettier-ignore)/;

/** How often a comment may begin in a text: as many as before means that none is lost, without reading the text. */
function openings(text: string): number {
  return text.split(/\/[/*]/).length;
}

/** The comments of a source that its new text has not, or has less often. */
function lostComments(source: string, text: string, path: string): LostComment[] {
  const left = new Map<string, number>();
  for (const comment of commentsOf(text, path)) left.set(wordsOf(comment), (left.get(wordsOf(comment)) ?? 0) + 1);
  return commentsOf(source, path).filter((comment) => {
    const count = left.get(wordsOf(comment)) ?? 0;
    left.set(wordsOf(comment), count - 1);
    return count <= 0;
  });
}

/** A comment without its white space, which a new indentation changes. */
const wordsOf = ({ value }: LostComment): string => value.replace(/\s+/g, ' ').trim();

/** The comments of a text; none where it does not parse, which the check of the outputs reports. */
function commentsOf(text: string, path: string): LostComment[] {
  const parsed = parse(text, path);
  if (!('program' in parsed)) return [];
  return (parsed.program.comments ?? []).map(({ start, end, value, type }) => ({
    start: start ?? 0,
    end: end ?? 0,
    value,
    isLine: type === 'CommentLine',
  }));
}
