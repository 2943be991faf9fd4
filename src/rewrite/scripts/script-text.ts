import { outerRange } from '../../analyse/ranges.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import type { Range } from '../edits.js';
import { detectStyle, styleWith, type Style } from '../../analyse/style.js';

/**
 * What a function has in front of its parameters: `function`, `async function*` of a function expression without a
 * name or with the one it gets, the name of a method.
 * @returns the keyword of its declaration and where that head ends; null for any other value
 */
export function functionHead(value: Node, name: string, source: string): { keyword: string; end: number } | null {
  if (value.type === 'ObjectMethod' && value.kind === 'method') {
    const end = source.indexOf('(', value.key.end!);
    return { keyword: `${value.async ? 'async ' : ''}function${value.generator ? '*' : ''}`, end };
  }
  if (value.type !== 'FunctionExpression' || (value.id && value.id.name !== name)) return null;
  const head = /^(?:async\s+)?function\s*\*?\s*/.exec(source.slice(value.start!, value.end!));
  if (!head) return null;
  const end = value.id
    ? value.id.end! + /^\s*/.exec(source.slice(value.id.end!))![0].length
    : value.start! + head[0].length;
  return { keyword: head[0].trimEnd(), end };
}

/** Moves the lines after the first left, from one indentation to another. Text with template literals stays. */
export function shifted(text: string, from: string, to: string): string {
  if (!from.startsWith(to) || from === to || text.includes('`')) return text;
  const extra = from.slice(to.length);
  return text.replace(
    /(\r?\n)([ \t]*)/g,
    (_, eol: string, space: string) => eol + (space.endsWith(extra) ? space.slice(0, -extra.length) : space),
  );
}

/** The style of a file, with semicolons where one of its lines would go on with a statement without one. */
export function safeStyle(source: string): Style {
  const style = detectStyle(source);
  return styleWith(style, { semi: style.semi || /^[^\S\n]*(?:[([`+-]|\/(?![/*]))/m.test(source) });
}

/** Takes away blank lines behind the lines of the head: a statement that stood there is gone. */
export function withoutNewGap(text: string, head: string): string {
  const at = head === '' ? -1 : text.indexOf(head);
  if (at < 0 || !/\n\r?\n$/.test(head)) return text;
  const end = at + head.length;
  return text.slice(0, end) + text.slice(end).replace(/^(?:[^\S\n]*\n)+/, '');
}

/** Takes away blank lines at the start and end of a text that were not there before. */
export function withoutNewEdges(text: string, before: string): string {
  const start = /^\s*\n/.test(before) ? text : text.replace(/^(?:[^\S\n]*\n)+/, '');
  const end = /\s*$/.exec(before)![0];
  return start.replace(/\s*$/, (space) => (space.length > end.length ? end : space));
}

/** The statement that declares an identifier. */
export function declarationOf(id: Node): Node {
  const parent = parentOf(id)!;
  return parent.type === 'VariableDeclarator' ? parentOf(parent)! : parent;
}

/** Where a statement's line ends, its comments included; the statement's own end if more code follows on the line. */
export function lineEndAfter(source: string, end: number): number {
  const rest =
    /^(?:[^\S\r\n]*\/\*(?:[^*\r\n]|\*(?!\/))*\*\/)*(?:[^\S\r\n]*\/\/[^\r\n]*)?(?=[^\S\r\n]*(?:[\r\n]|$))/.exec(
      source.slice(end),
    );
  return end + (rest?.[0].length ?? 0);
}

export const outerOf = (node: Node): Range => outerRange(node);
