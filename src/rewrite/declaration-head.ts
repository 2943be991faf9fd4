import type { ValueFacts } from '../analyse/facts.js';
import type { NamedExport } from '../decide/plan.js';
import type { RewriteContext } from './transform.js';

/**
 * Replaces what stands before a value by the head of a declaration: `exports.a = value` becomes `export const a = value`,
 * `exports.f = async function (` becomes `export async function f(`.
 * @param start where what goes away starts: the statement or the property
 * @returns true when it became a function or class declaration, which needs no semicolon
 */
export function declarationHead(context: RewriteContext, name: NamedExport, start: number, value: ValueFacts): boolean {
  const { edits, source } = context;
  const prefix = name.local === name.key ? 'export ' : '';
  const end = valueStart(source, start, value.range.start);
  const isDeclaration =
    name.kind === 'const' && !name.keepsText && isFunctionLike(value, name.local) && source[value.range.start] !== '(';
  if (!isDeclaration) {
    edits.replace({ start, end }, `${prefix}${name.kind} ${name.local} = `);
    return false;
  }
  edits.replace({ start, end }, prefix);
  if (value.name === null) insertName(context, value, name.local);
  return true;
}

/** Gives a function or class a name: `function (a)` becomes `function f(a)`, or `function f (a)` in files that write it so. */
export function insertName({ edits, source, style }: RewriteContext, value: ValueFacts, name: string): void {
  const at = value.nameAt!;
  if (value.kind === 'class') {
    edits.insertAfter(at, ` ${name}`);
    return;
  }
  const spaces = /^[^\S\r\n]*/.exec(source.slice(at))![0];
  const gap = source[at + spaces.length] === '(' && style.spaceBeforeParameters ? ' ' : '';
  edits.replace({ start: at, end: at + spaces.length }, ` ${name}${gap}`);
}

/** Where a value starts with the comments in front of it, such as a JSDoc type cast: just after `=` or `:`. */
export function valueStart(source: string, from: number, start: number): number {
  const trivia = /[=:]((?:\s|\/\*[^]*?\*\/|\/\/[^\r\n]*)*)$/.exec(source.slice(from, start))?.[1] ?? '';
  const comment = trivia.search(/\S/);
  return comment < 0 ? start : start - trivia.length + comment;
}

/** A function or class that can be declared under a name: without a name of its own, or with just that one. */
function isFunctionLike(value: ValueFacts, local: string): boolean {
  if (value.kind !== 'function' && value.kind !== 'class') return false;
  return value.name === null || value.name === local;
}
