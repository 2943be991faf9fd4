import type { Range } from '../range.js';
import { isImport, remainder } from './import-block.js';
import { PART_OF_STATEMENT } from './insertion.js';
import { behindComment, isAloneOnLine, lineEnd, lineStart, skipLineEnd } from './lines.js';
import type { RewriteContext } from './transform.js';

/**
 * Among statements that become imports, moves what stays of them (`const { a } = x`) behind the last import. Imports are
 * evaluated first wherever they stand (ECMA-262, 16.2.1.5), so this changes nothing but how the file reads. Lines with
 * comments stay.
 */
export function importsFirst(context: RewriteContext): void {
  const { facts, plan, source, edits, style } = context;
  for (let first = 0; first < facts.statements.length; first++) {
    let last = first;
    while (isImport(facts, plan, last)) last++;
    last--;
    if (last < first) continue;
    const end = behindComment(source, facts.statements[last]!.range.end);
    const staying = remainder(facts, plan, last);
    for (let index = first; index < last; index++) {
      const range = remainder(facts, plan, index)?.range;
      if (!range || !isTidy(source, range) || hasNeighbours(context, range)) continue;
      edits.remove({ start: range.start, end: skipLineEnd(source, lineEnd(source, range.end)) });
      if (staying) edits.insertBefore(staying.range.start, (inner) => inner(range) + style.eol, 2);
      else edits.insertAfter(end, (inner) => style.eol + inner(range), 2);
    }
    first = last;
  }
}

/** On lines of its own, with no comment in, behind or above them. */
function isTidy(source: string, range: Range): boolean {
  const start = lineStart(source, range.start);
  const above = source.slice(lineStart(source, Math.max(0, start - 1)), start);
  return (
    start === range.start &&
    isAloneOnLine(source, range) &&
    !/\/[/*]|\*\//.test(source.slice(range.start, range.end) + above)
  );
}

/** Other edits have put something beside the declaration that belongs to it: `export`, or a list of exports. */
function hasNeighbours({ edits }: RewriteContext, { start, end }: Range): boolean {
  return edits.insertionsAt(start).some((order) => order >= PART_OF_STATEMENT) || edits.insertionsAt(end).length > 0;
}
