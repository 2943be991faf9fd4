import type { Range } from '../range.js';
import { lineEnd, lineStart, skipLineEnd } from './lines.js';

/**
 * The pieces of white space to remove so that the lines starting in a range lose the indentation `from`.
 * A line indented by less loses what it shares with `from`: white space is never made up, so tabs stay tabs.
 * @param protectedRanges template literals and strings continued over lines: lines that start inside one belong to its value
 */
export function dedentedIndentation(
  source: string,
  range: Range,
  from: string,
  protectedRanges: readonly Range[],
): Range[] {
  const pieces: Range[] = [];
  if (from === '') return pieces;
  const isProtected = protectedLines(protectedRanges);
  let start = lineStart(source, range.start);
  if (start < range.start) start = nextLine(source, start);
  while (start < range.end) {
    let shared = 0;
    while (shared < from.length && start + shared < range.end && source[start + shared] === from[shared]) shared++;
    if (shared > 0 && !isProtected(start)) pieces.push({ start, end: start + shared });
    const next = nextLine(source, start);
    if (next === start) break;
    start = next;
  }
  return pieces;
}

const nextLine = (source: string, start: number): number => skipLineEnd(source, lineEnd(source, start));

/** Asks, for ascending line starts, whether they lie inside one of the ranges. */
function protectedLines(ranges: readonly Range[]): (start: number) => boolean {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  let next = 0;
  let end = 0;
  return (start) => {
    while (next < sorted.length && sorted[next]!.start < start) end = Math.max(end, sorted[next++]!.end);
    return start < end;
  };
}
