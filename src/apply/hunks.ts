import type { LineChange } from './line-changes.js';

/** Unchanged lines shown around a change, as git does. */
const context = 3;

/**
 * The hunks of a unified diff, each line with its own terminator.
 * @param oldLines lines with their terminators, as from `splitLines`
 * @param newLines the same for the new text
 * @param changes what differs, in order
 */
export function hunks(oldLines: string[], newLines: string[], changes: LineChange[]): string {
  let text = '';
  for (const group of groupByDistance(changes)) text += hunk(oldLines, newLines, group);
  return text;
}

/** Changes whose contexts would touch share one hunk. */
function groupByDistance(changes: LineChange[]): LineChange[][] {
  const groups: LineChange[][] = [];
  let last: LineChange | undefined;
  for (const change of changes) {
    if (last !== undefined && change.oldStart - last.oldEnd <= 2 * context) groups.at(-1)?.push(change);
    else groups.push([change]);
    last = change;
  }
  return groups;
}

function hunk(oldLines: string[], newLines: string[], group: LineChange[]): string {
  const first = group[0] as LineChange;
  const last = group.at(-1) as LineChange;
  const lead = Math.min(context, first.oldStart);
  const oldStart = first.oldStart - lead;
  const oldEnd = Math.min(oldLines.length, last.oldEnd + context);
  const newStart = first.newStart - lead;
  const newEnd = last.newEnd + (oldEnd - last.oldEnd);

  let body = '';
  let at = oldStart;
  for (const change of group) {
    body += prefixed(' ', oldLines, at, change.oldStart);
    body += prefixed('-', oldLines, change.oldStart, change.oldEnd);
    body += prefixed('+', newLines, change.newStart, change.newEnd);
    at = change.oldEnd;
  }
  body += prefixed(' ', oldLines, at, oldEnd);
  return `@@ -${range(oldStart, oldEnd)} +${range(newStart, newEnd)} @@\n${body}`;
}

/** An empty range names the line before it; a count of one is left out. */
function range(start: number, end: number): string {
  const count = end - start;
  if (count === 0) return `${start},0`;
  return count === 1 ? `${start + 1}` : `${start + 1},${count}`;
}

function prefixed(mark: string, lines: string[], start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) {
    const line = lines[i] as string;
    text += mark + line + (line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n');
  }
  return text;
}
