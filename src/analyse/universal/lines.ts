import type { Range } from '../../range.js';
import { rangeOf } from '../ranges.js';
import type { Node } from '../tree.js';

/** A statement with its lines, where nothing else stands on them, and one of two blank lines that would meet. */
export function linesOf(node: Node, source: string): Range {
  const start = source.lastIndexOf('\n', node.start! - 1) + 1;
  const rest = /^[^\S\n]*(\n|$)/.exec(source.slice(node.end!));
  if (!rest || source.slice(start, node.start!).trim() !== '') return rangeOf(node);
  const end = node.end! + rest[0].length;
  const blank = /(?<=\n)[^\S\n]*\n$/.exec(source.slice(0, start));
  const isBlankBehind = /^[^\S\n]*(\n|$)/.test(source.slice(end));
  return { start: blank && isBlankBehind ? start - blank[0].length : start, end };
}
