import type * as t from '@babel/types';
import type { TextEdit } from '../sloppy/text-edits.js';
import { childNodes, type Node } from '../tree.js';

/**
 * The edits that leave the content of a block, with its comments, where a statement stands: its lines move left to the
 * statement's own indentation.
 * @param from where the statement starts; what stands between there and the block goes
 * @param to where it ends
 * @returns in text order; null where the block is empty
 */
export function openBlock(block: t.BlockStatement, from: number, to: number, source: string): TextEdit[] | null {
  const content = source.slice(block.start! + 1, block.end! - 1);
  if (content.trim() === '') return null;
  const start = block.start! + 1 + (content.length - content.trimStart().length);
  const end = block.start! + 1 + content.trimEnd().length;
  const outer = indentationAt(source, from);
  const inner = indentationAt(source, startsLine(source, start) ? start : nextLine(source, start, end));
  const isDeeper = inner.startsWith(outer);
  return [
    { start: from, end: start, text: '' },
    ...(isDeeper ? movedLeft(source, { start, end }, inner.slice(outer.length), literalsOver(block)) : []),
    { start: end, end: to, text: '' },
  ];
}

function movedLeft(
  source: string,
  { start, end }: { start: number; end: number },
  level: string,
  literals: readonly Node[],
): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let at = source.indexOf('\n', start) + 1; at > 0 && at < end; at = source.indexOf('\n', at) + 1) {
    // A line that starts in a literal is part of its value.
    if (literals.some((literal) => literal.start! < at && at <= literal.end!)) continue;
    let shared = 0;
    while (shared < level.length && source[at + shared] === level[shared]) shared++;
    if (shared > 0) edits.push({ start: at, end: at + shared, text: '' });
  }
  return edits;
}

/** Literals that go on over lines. */
function literalsOver(node: Node): Node[] {
  const isLiteral = node.type === 'TemplateLiteral' || node.type === 'StringLiteral';
  if (isLiteral && node.loc!.start.line < node.loc!.end.line) return [node];
  return childNodes(node).flatMap(literalsOver);
}

function indentationAt(source: string, offset: number): string {
  return /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', offset - 1) + 1))![0];
}

/** Where the next line starts that is not blank: a comment can stand behind the brace. */
function nextLine(source: string, from: number, to: number): number {
  const line = /\n(?=[ \t]*\S)/.exec(source.slice(from, to));
  return line ? from + line.index + 1 : from;
}

const startsLine = (source: string, offset: number): boolean =>
  source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
