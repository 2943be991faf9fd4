import type * as t from '@babel/types';
import type { Range } from '../../range.js';
import { outerRange, rangeOf, skipTrivia } from '../ranges.js';
import { type Node, parentOf } from '../tree.js';
import type { Binding } from '../scope.js';
import { insertion, isListed, type SloppyContext } from './context.js';
import type { TextEdit } from './text-edits.js';

/**
 * A CommonJS file is the body of a function and may return from it; a module can't. From the first return on, the rest
 * goes into a labelled block that `break` leaves: the same control flow, also out of loops and through `finally`.
 * Functions that code outside of the block uses are moved in front of it (functions are hoisted anyway); other
 * declarations can't be, so then the file stays CommonJS.
 */
export function findTopLevelReturns(c: SloppyContext): void {
  const returns = c.scopes.topLevelReturns;
  const [first] = returns;
  // Moving text is left to the last round, when nothing else in the file changes.
  if (!first || c.found.some((f) => f.fix !== null)) return;
  const range = rangeOf(first);
  const last = c.program.body.findLastIndex((s) => s.type !== 'FunctionDeclaration');
  if (returns.length === 1 && c.program.body[last] === first) {
    const { argument } = first;
    if (!argument) return c.fix('top-level-return', range, null, [c.removal(first)]);
    const value = outerRange(argument);
    const edit = { start: range.start, end: value.start, text: needsVoid(c, value) ? 'void ' : '' };
    return c.fix('top-level-return', range, null, [edit]);
  }
  const region = regionOf(c, first, last);
  if (!region) return c.keep('top-level-return', range);
  const label = c.freshName('main');
  const edits = [...open(c, region, label), ...region.moved.flatMap((fn) => [c.removal(fn)])];
  for (const node of returns) edits.push(...breakFor(c, node, label));
  edits.push(insertion(lineEnd(c, region.end), `${c.eol}}`));
  c.fix('top-level-return', range, null, edits);
}

interface Region extends Range {
  /** Functions that have to stand outside. */
  moved: t.FunctionDeclaration[];
}

/** What the block has to hold: from the statement of the first return to the last statement that isn't a function. */
function regionOf(c: SloppyContext, first: Node, last: number): Region | null {
  const { body } = c.program;
  const index = body.findIndex((s) => s.start! <= first.start! && first.end! <= s.end!);
  const bindings = [...c.scopes.program.bindings.values()].filter((b) => b.kind !== 'var');
  for (let end = last; end < body.length; end++) {
    const inside = { start: body[index]!.start!, end: body[end]!.end! };
    const local = bindings.filter((b) => b.declarations.every((d) => contains(inside, d)));
    const moved = movedFunctions(local, inside);
    if (moved) return { ...inside, moved };
  }
  return null;
}

/** The functions inside that are used outside, and those that these use; null when something else is used outside. */
function movedFunctions(local: Binding[], inside: Range): t.FunctionDeclaration[] | null {
  const moved = new Map<Binding, t.FunctionDeclaration>();
  const isOutside = (node: Node): boolean =>
    !contains(inside, node) || [...moved.values()].some((fn) => contains(rangeOf(fn), node));
  for (let count = -1; count !== moved.size;) {
    count = moved.size;
    for (const binding of local) {
      if (moved.has(binding) || !binding.references.some((r) => isOutside(r.node))) continue;
      const fn = parentOf(binding.declarations[0]!);
      if (fn?.type !== 'FunctionDeclaration' || binding.declarations.length > 1) return null;
      moved.set(binding, fn);
    }
  }
  return [...moved.values()].sort((a, b) => a.start! - b.start!);
}

function contains(range: Range, node: Node): boolean {
  return range.start <= node.start! && node.end! <= range.end;
}

/** The moved functions and the head of the block, above the comments that describe its first statement. */
function open(c: SloppyContext, region: Region, label: string): TextEdit[] {
  const functions = region.moved.map((fn) => `${c.text(fn)}${c.eol}${c.eol}`).join('');
  const at = aboveComments(c.source, region.start);
  const indent = at === region.start ? c.indentationAt(at) : '';
  return [insertion(at, `${functions}${label}: {${c.eol}${indent}`)];
}

function aboveComments(source: string, offset: number): number {
  const lines = /(?:(?:^|\n)[^\S\r\n]*\/\/[^\n]*)*\n[^\S\r\n]*$/.exec(source.slice(0, offset))?.[0] ?? '';
  const start = offset - lines.length;
  // At the top of the file such comments may be its licence.
  if (!lines.trimStart().startsWith('//') || source.slice(0, start).trim() === '') return offset;
  return start + 1;
}

/** After a statement and the comment behind it on its line. */
function lineEnd(c: SloppyContext, offset: number): number {
  const rest = /^[^\S\r\n]*(\/\/[^\r\n]*)?(?=[\r\n]|$)/.exec(c.source.slice(offset));
  return offset + (rest?.[0].trimEnd().length ?? 0);
}

/** `return x;` -> `x; break main;`, in braces where one statement stood alone. */
function breakFor(c: SloppyContext, node: t.ReturnStatement, label: string): TextEdit[] {
  const semi = c.source[node.end! - 1] === ';' ? ';' : '';
  const { argument } = node;
  const isDropped = !argument || /^(Identifier|ThisExpression|\w+Literal)$/.test(argument.type);
  const leaves = `break ${label}${semi}`;
  if (isDropped && argument?.type !== 'TemplateLiteral') return [{ ...rangeOf(node), text: leaves }];
  const value = outerRange(argument!);
  const head = { start: node.start!, end: value.start, text: needsVoid(c, value) ? 'void ' : '' };
  const tail = { start: value.end, end: node.end! };
  const indent = c.indentationAt(node.start!);
  const startsLine =
    c.source.slice(0, node.start!).endsWith(indent) && /[\r\n][^\S\r\n]*$/.test(c.source.slice(0, node.start!));
  if (isListed(node)) {
    const gap = startsLine ? `${semi}${c.eol}${indent}` : '; ';
    return [head, { ...tail, text: `${gap}${leaves}` }];
  }
  const opens = startsLine ? afterHead(c, node) : null;
  if (opens === null) {
    return [insertion(node.start!, '{ '), head, { ...tail, text: `; ${leaves} }` }];
  }
  const outer = c.indentationAt(parentOf(node)!.start!);
  return [insertion(opens, ' {'), head, { ...tail, text: `${semi}${c.eol}${indent}${leaves}${c.eol}${outer}}` }];
}

/** Where the brace goes for the only statement of an `if` without `else`. */
function afterHead(c: SloppyContext, node: Node): number | null {
  const parent = parentOf(node);
  if (parent?.type !== 'IfStatement' || parent.consequent !== node || parent.alternate) return null;
  const close = skipTrivia(c.source, outerRange(parent.test).end);
  return c.source[close] === ')' ? close + 1 : null;
}

/** Text that could not start a statement, or would join the one before. */
function needsVoid(c: SloppyContext, value: Range): boolean {
  return !/^(?!(?:function|class|let|async)\b)[\w$'"]/.test(c.source.slice(value.start, value.end));
}
