import type { diffArrays } from 'diff';

/** Lines `[oldStart, oldEnd)` of the old text became lines `[newStart, newEnd)` of the new one. */
export interface LineChange {
  oldStart: number;
  oldEnd: number;
  newStart: number;
  newEnd: number;
}

/** Above this edit distance a stretch without a single unique common line is shown as replaced whole. */
const maxEditLength = 2000;

/** Splits at line feeds only; each line keeps its terminator, so a lone carriage return is an ordinary character. */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed + 1;
    lines.push(text.slice(start, end));
    start = end;
  }
  return lines;
}

/** This many lines in a row must agree for two texts to go together again. */
const agreement = 3;
/** Where two texts go together again is looked for within this many lines, of both together. */
const horizon = 60;

/**
 * The changed stretches between two texts given as lines, in order and never touching each other.
 *
 * A migrated file differs in few lines: equal lines are skipped, and where texts part, they meet again soon. Only the few
 * lines in between cost a Myers diff. What parts for long is first split at the lines that occur once in either text.
 */
export function lineChanges(oldLines: string[], newLines: string[], diff: typeof diffArrays): LineChange[] {
  const changes: LineChange[] = [];
  const end = { old: oldLines.length, new: newLines.length };
  for (let at = equalUntil(oldLines, newLines, { old: 0, new: 0 }); at.old < end.old || at.new < end.new;) {
    const meeting = meetAgain(oldLines, newLines, at);
    const gap = { oldStart: at.old, newStart: at.new, oldEnd: (meeting ?? end).old, newEnd: (meeting ?? end).new };
    changes.push(...(meeting ? changesInGap : patienceDiff)(oldLines, newLines, gap, diff));
    at = meeting ? equalUntil(oldLines, newLines, meeting) : end;
  }
  return changes;
}

/** A line of either text. */
interface Anchor {
  old: number;
  new: number;
}

function equalUntil(oldLines: string[], newLines: string[], from: Anchor): Anchor {
  let equal = 0;
  while (from.old + equal < oldLines.length && oldLines[from.old + equal] === newLines[from.new + equal]) equal++;
  return { old: from.old + equal, new: from.new + equal };
}

/** The nearest place from which both texts go on with the same lines; null when there is none within the horizon. */
function meetAgain(oldLines: string[], newLines: string[], from: Anchor): Anchor | null {
  for (let skipped = 1; skipped <= horizon; skipped++) {
    for (let added = 0; added <= skipped; added++) {
      const meeting = { old: from.old + skipped - added, new: from.new + added };
      if (agree(oldLines, newLines, meeting)) return meeting;
    }
  }
  return null;
}

/** Some lines agree, up to the end of both texts or enough of them; empty ones alone say nothing. */
function agree(oldLines: string[], newLines: string[], { old, new: at }: Anchor): boolean {
  let hasText = false;
  for (let i = 0; i < agreement; i++) {
    if (old + i === oldLines.length || at + i === newLines.length)
      return old + i === oldLines.length && at + i === newLines.length;
    const line = oldLines[old + i] as string;
    if (line !== newLines[at + i]) return false;
    hasText ||= line.length > 2;
  }
  return hasText;
}

/** Lines that occur once in either text split a stretch (patience diff); only what lies between them costs a Myers diff. */
function patienceDiff(
  oldLines: string[],
  newLines: string[],
  stretch: LineChange,
  diff: typeof diffArrays,
): LineChange[] {
  const changes: LineChange[] = [];
  const whole = trim(oldLines, newLines, stretch);
  let { oldStart, newStart } = whole;
  const end = { old: whole.oldEnd, new: whole.newEnd };
  for (const anchor of [...uniqueCommonLines(oldLines, newLines, whole), end]) {
    const gap = trim(oldLines, newLines, { oldStart, oldEnd: anchor.old, newStart, newEnd: anchor.new });
    changes.push(...changesInGap(oldLines, newLines, gap, diff));
    oldStart = anchor.old;
    newStart = anchor.new;
  }
  return changes;
}

/** Takes equal lines off both ends of a stretch. */
function trim(oldLines: string[], newLines: string[], stretch: LineChange): LineChange {
  let { oldStart, oldEnd, newStart, newEnd } = stretch;
  while (oldStart < oldEnd && newStart < newEnd && oldLines[oldStart] === newLines[newStart]) {
    oldStart++;
    newStart++;
  }
  while (oldEnd > oldStart && newEnd > newStart && oldLines[oldEnd - 1] === newLines[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  return { oldStart, oldEnd, newStart, newEnd };
}

/** Lines that occur once in both stretches, as the longest run that is in the same order in both. */
function uniqueCommonLines(oldLines: string[], newLines: string[], stretch: LineChange): Anchor[] {
  const { oldStart, oldEnd, newStart, newEnd } = stretch;
  if (oldStart === oldEnd || newStart === newEnd) return [];
  const oldAt = uniqueLines(oldLines, oldStart, oldEnd);
  // Index in the new text of each line that is unique in the old one; -1 where it comes again.
  const newAt = new Map<number, number>();
  for (let i = newStart; i < newEnd; i++) {
    const at = oldAt.get(newLines[i] as string);
    if (at !== undefined && at !== -1) newAt.set(at, newAt.has(at) ? -1 : i);
  }
  const pairs: Anchor[] = [];
  for (const [at, other] of newAt) if (other !== -1) pairs.push({ old: at, new: other });
  return longestIncreasing(pairs.sort((a, b) => a.old - b.old));
}

/** Each line's index, or -1 when it occurs more than once. */
function uniqueLines(lines: string[], start: number, end: number): Map<string, number> {
  const at = new Map<string, number>();
  for (let i = start; i < end; i++) {
    const line = lines[i] as string;
    at.set(line, at.has(line) ? -1 : i);
  }
  return at;
}

/** The longest subsequence with increasing `new`, by patience sorting, O(n log n). */
function longestIncreasing(pairs: Anchor[]): Anchor[] {
  const piles: number[] = [];
  const previous: number[] = [];
  pairs.forEach((pair, index) => {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[piles[middle] as number] as Anchor).new < pair.new) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (piles[low - 1] as number);
    piles[low] = index;
  });
  const run: Anchor[] = [];
  for (let at = piles.at(-1) ?? -1; at !== -1; at = previous[at] as number) run.push(pairs[at] as Anchor);
  return run.reverse();
}

function changesInGap(oldLines: string[], newLines: string[], gap: LineChange, diff: typeof diffArrays): LineChange[] {
  if (gap.oldStart === gap.oldEnd && gap.newStart === gap.newEnd) return [];
  if (gap.oldStart === gap.oldEnd || gap.newStart === gap.newEnd) return [gap];
  const oldPart = oldLines.slice(gap.oldStart, gap.oldEnd);
  const newPart = newLines.slice(gap.newStart, gap.newEnd);
  // Most often one statement became another, and no line is the same.
  const known = new Set(newPart);
  if (!oldPart.some((line) => known.has(line))) return [gap];
  const parts = diff(oldPart, newPart, { maxEditLength });
  if (parts === undefined) return [gap];
  const changes: LineChange[] = [];
  let oldAt = gap.oldStart;
  let newAt = gap.newStart;
  let open: LineChange | null = null;
  for (const part of parts) {
    if (!part.added && !part.removed) {
      oldAt += part.count;
      newAt += part.count;
      open = null;
      continue;
    }
    if (open === null) {
      open = { oldStart: oldAt, oldEnd: oldAt, newStart: newAt, newEnd: newAt };
      changes.push(open);
    }
    if (part.removed) open.oldEnd = oldAt += part.count;
    else open.newEnd = newAt += part.count;
  }
  return changes;
}
