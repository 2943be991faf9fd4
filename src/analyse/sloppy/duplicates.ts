import type * as t from '@babel/types';
import { rangeOf, skipTrivia } from '../ranges.js';
import { enclosingFunction, parentOf, type Node } from '../tree.js';
import type { Binding } from '../scope.js';
import { isListed, type SloppyContext } from './context.js';
import { nameEdit } from './reserved-names.js';
import type { TextEdit } from './text-edits.js';

/**
 * Two functions, or a `var` and a function, of one name at the top level of the file, and two functions in one block:
 * legal in a function body and in a sloppy block, early errors in a module (ECMA-262 16.2.1.1, 14.2.1, B.3.2.4).
 * The last function is the one that all of them mean; a `var` beside it only assigns.
 */
export function findDuplicates(c: SloppyContext): void {
  for (const binding of c.bindings) {
    if (binding.declarations.length < 2) continue;
    if (binding.kind === 'param') duplicateParameters(c, binding);
    if (binding.scope.isFunction && binding.scope !== c.scopes.program) continue;
    const functions = binding.declarations.filter((d) => isFunctionName(d));
    if (functions.length === 0 || !functions.every((d) => isListed(parentOf(d)!))) continue;
    const edits = [...functions.slice(0, -1).map((d) => c.removal(parentOf(d)!)), ...undeclared(c, binding)];
    const range = rangeOf(functions[functions.length - 1]!);
    if (edits.length === binding.declarations.length - 1) c.fix('duplicate-function', range, binding.name, edits);
  }
}

/** `function (a, a) {}`: the last one is meant; the others are given names that nothing says. */
function duplicateParameters(c: SloppyContext, binding: Binding): void {
  const fn = binding.scope.node;
  const params = binding.declarations.filter((id) => parentOf(id) === fn);
  const usesArguments = c.scopes.free.get('arguments')?.some((r) => enclosingFunction(r.node, true) === fn);
  if (params.length < 2 || usesArguments) return;
  const edits = params.slice(0, -1).map((id) => nameEdit(id, binding.name, c.freshName(`${binding.name}_`)));
  c.fix('duplicate-parameter', rangeOf(params[0]!), binding.name, edits);
}

function isFunctionName(id: t.Identifier): boolean {
  const parent = parentOf(id);
  return parent?.type === 'FunctionDeclaration' && parent.id === id;
}

/** One edit for each `var` declarator of the name: gone, or an assignment. */
function undeclared(c: SloppyContext, binding: Binding): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const id of binding.declarations) {
    const declarator = parentOf(id);
    if (declarator?.type !== 'VariableDeclarator' || declarator.id !== id) continue;
    const edit = withoutVar(c, declarator);
    if (edit) edits.push(edit);
  }
  return edits;
}

function withoutVar(c: SloppyContext, declarator: t.VariableDeclarator): TextEdit | null {
  const declaration = parentOf(declarator) as t.VariableDeclaration;
  const { declarations } = declaration;
  const index = declarations.indexOf(declarator);
  const isOnly = declarations.length === 1;
  if (isOnly && isLoopHead(declaration)) return { start: declaration.start!, end: declarator.start!, text: '' };
  if (!isListed(declaration)) return null;
  if (isOnly) {
    if (!declarator.init) return c.removal(declaration);
    return { start: declaration.start!, end: declarator.start!, text: '' };
  }
  const previous = declarations[index - 1];
  const next = declarations[index + 1];
  if (!declarator.init) {
    if (next) return { start: declarator.start!, end: next.start!, text: '' };
    return { start: previous!.end!, end: declarator.end!, text: '' };
  }
  // `var a = 1, f = 2, b` is cut into `var a = 1; f = 2; var b`.
  const indent = c.eol + c.indentationAt(declaration.start!);
  const start = previous ? previous.end! : declaration.start!;
  const end = next ? next.start! : declarator.end!;
  const comments = previous ? c.source.slice(skipTrivia(c.source, previous.end!) + 1, declarator.start!).trim() : '';
  const own = `${comments === '' ? '' : `${comments}${indent}`}${c.text(declarator)}`;
  return { start, end, text: `${previous ? `;${indent}` : ''}${own}${next ? `;${indent}var ` : ''}` };
}

function isLoopHead(declaration: Node): boolean {
  const parent = parentOf(declaration);
  return (parent?.type === 'ForInStatement' || parent?.type === 'ForOfStatement') && parent.left === declaration;
}
