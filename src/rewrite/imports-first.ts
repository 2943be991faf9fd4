import type { Range } from '../range.js';
import { isImport, isJoined, isTidy, lastImport, remainder } from './import-block.js';
import { OWN_CODE, PART_OF_STATEMENT } from './insertion.js';
import { behindComment, lineEnd, skipLineEnd } from './lines.js';
import { risingImports } from './rising-imports.js';
import type { RewriteContext } from './transform.js';

/**
 * Among statements that become imports, moves what stays of them (`const { a } = x`), and calls of what is required
 * (`const debug = createDebug('name')`), behind the last import. Imports are evaluated first wherever they stand
 * (ECMA-262, 16.2.1.5), so this changes nothing but how the file reads. Lines with comments stay.
 */
export function importsFirst(context: RewriteContext): void {
  const { facts, plan, source, edits, style } = context;
  const rising = risingImports(facts, plan, source);
  for (let first = 0; first < facts.statements.length; first++) {
    const last = lastImport(facts, plan, source, first);
    if (last < first) continue;
    if ([...rising].some((index) => index >= first && index <= last)) {
      first = last;
      continue;
    }
    const end = behindComment(source, facts.statements[last]!.range.end);
    const staying = remainder(facts, plan, last);
    for (let index = first; index < last; index++) {
      if (isJoined(facts, plan, index)) continue;
      const called = isImport(facts, plan, index) ? null : facts.statements[index]!;
      const range = (called ?? remainder(facts, plan, index))?.range;
      if (!range || !isTidy(source, range) || hasNeighbours(context, range)) continue;
      // What follows now is an import, or a line like the one that moves.
      const { top } = context;
      if (top && (top.at === range.start || top.at === staying?.range.start)) top.blankLine = false;
      edits.remove({ start: range.start, end: skipLineEnd(source, lineEnd(source, range.end)) });
      if (staying) edits.insertBefore(staying.range.start, (inner) => inner(range) + style.eol, OWN_CODE);
      else edits.insertAfter(end, (inner) => style.eol + inner(range), OWN_CODE);
    }
    first = last;
  }
}

/** Other edits have put something beside the declaration that belongs to it: `export`, or a list of exports. */
function hasNeighbours({ edits }: RewriteContext, { start, end }: Range): boolean {
  return edits.insertionsAt(start).some((order) => order >= PART_OF_STATEMENT) || edits.insertionsAt(end).length > 0;
}
