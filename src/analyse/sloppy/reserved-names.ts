import type * as t from '@babel/types';
import { rangeOf } from '../ranges.js';
import { parentOf, type Node } from '../tree.js';
import type { Binding } from '../scope.js';
import type { SloppyContext } from './context.js';
import type { TextEdit } from './text-edits.js';

const reserved = /^(let|static|yield|await|implements|interface|package|private|protected|public|eval|arguments)$/;
const usualNames: Record<string, string> = { package: 'pkg', arguments: 'args', eval: 'evaluate' };

/**
 * Names that only sloppy code may bind (ECMA-262 13.1.1, 12.7.2): the binding and all its references are renamed.
 * Functions and classes that would show the new name in their `name` are left: the file then stays CommonJS.
 */
export function findReservedNames(c: SloppyContext): void {
  const news = new Map<string, string>();
  for (const binding of c.bindings) {
    if (!reserved.test(binding.name) || !canRename(binding)) continue;
    const name = news.get(binding.name) ?? c.freshName(usualNames[binding.name] ?? `${binding.name}_`);
    news.set(binding.name, name);
    c.fix('reserved-name', rangeOf(binding.declarations[0]!), binding.name, renameEdits(binding, name));
  }
}

/** The edits that give a binding another name, wherever the file says it. */
function renameEdits(binding: Binding, name: string): TextEdit[] {
  const nodes = new Set<Node>([...binding.declarations, ...binding.references.map((r) => r.node)]);
  return [...nodes].map((node) => nameEdit(node, binding.name, name));
}

/** One occurrence: a shorthand property keeps its key. */
export function nameEdit(node: Node, old: string, name: string): TextEdit {
  return { start: node.start!, end: node.start! + old.length, text: isShorthand(node) ? `${old}: ${name}` : name };
}

/** `{ a }` and `{ a = 1 }`, in a literal or in a pattern. */
export function isShorthand(node: Node): boolean {
  let parent = parentOf(node);
  if (parent?.type === 'AssignmentPattern' && parent.left === node) parent = parentOf(parent);
  return parent?.type === 'ObjectProperty' && parent.shorthand;
}

/** True when no function or class gets its `name` from the binding. */
export function canRename(binding: Binding): boolean {
  if (binding.kind === 'function' || binding.kind === 'class') return false;
  // `var arguments` starts as the function's arguments object, and `eval(…)` by any binding may be the real one.
  if (binding.name === 'arguments' && binding.kind === 'var') return false;
  if (binding.name === 'eval' && binding.references.some((r) => parentOf(r.node)?.type === 'CallExpression'))
    return false;
  return [...binding.declarations, ...binding.references.map((r) => r.node)].every((id) => !namesItsValue(id));
}

/** `x = function () {}` in a declaration, assignment or default: the function gets the name `x` (ECMA-262 8.4). */
function namesItsValue(id: Node): boolean {
  const parent = parentOf(id);
  let value: Node | null | undefined = null;
  if (parent?.type === 'VariableDeclarator' && parent.id === id) value = parent.init;
  else if ((parent?.type === 'AssignmentExpression' || parent?.type === 'AssignmentPattern') && parent.left === id)
    value = parent.right;
  return value ? isAnonymousFunction(value) : false;
}

/** An anonymous function definition. */
export function isAnonymousFunction(
  node: Node,
): node is t.FunctionExpression | t.ArrowFunctionExpression | t.ClassExpression {
  if (node.type === 'ArrowFunctionExpression') return true;
  return (node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id;
}
