import type { Range } from '../../range.js';

/** A replacement of a range of a text; an insertion when the range is empty. Plain data. */
export interface TextEdit extends Range {
  text: string;
}

/**
 * Chooses the groups of edits that can be applied together, in the order given: a group that overlaps an earlier one
 * waits for the next round. A group is applied as a whole or not at all.
 * @returns the edits of the chosen groups, in text order
 */
export function compatibleEdits(groups: readonly (readonly TextEdit[])[]): TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const group of groups) {
    if (group.every((edit) => chosen.every((other) => !overlaps(edit, other)))) chosen.push(...group);
  }
  // A stable sort: insertions at one place keep their order, and come before a replacement that starts there.
  return chosen.sort((a, b) => a.start - b.start || a.end - b.end);
}

function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Applies edits that are in text order and don't overlap. */
export function applyTextEdits(source: string, edits: readonly TextEdit[]): string {
  let text = '';
  let at = 0;
  for (const edit of edits) {
    text += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + source.slice(at);
}

/** The offset in the text before the edits of what stands at `offset` after them. */
export function offsetBefore(edits: readonly TextEdit[], offset: number): number {
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    if (offset < start) break;
    if (offset < start + edit.text.length) return edit.start;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}
