import type * as t from '@babel/types';
import type { Script } from './script.js';
import { parentOf, thisOwner, type Node } from '../tree.js';
import { memberKey } from '../uses.js';

/** The name that is read from a `this` in a callback, where the caller may pass the global object; null where none is. */
export function callbackThisKey(node: t.ThisExpression, script: Script): string | null {
  const owner = thisOwner(node);
  const member = parentOf(node);
  const boxed = boxedThis(node);
  if (!owner || !(boxed ?? isHandedOver(owner, script))) return null;
  const value: Node = boxed ?? node;
  const object = boxed ? parentOf(boxed) : member;
  return object?.type === 'MemberExpression' && object.object === value ? memberKey(object) : null;
}

/** `Object(this ?? globalThis)`, what sloppy code that is called without an object has become. */
function boxedThis(node: t.ThisExpression): Node | null {
  const either = parentOf(node);
  const call = either?.type === 'LogicalExpression' && either.operator === '??' ? parentOf(either) : null;
  return call?.type === 'CallExpression' && call.callee.type === 'Identifier' && call.callee.name === 'Object'
    ? call
    : null;
}

/** A function that some call gets as an argument, as it stands or by its name. */
function isHandedOver(fn: Node, { scopes }: Script): boolean {
  if (isArgument(fn)) return true;
  const parent = parentOf(fn);
  const id = fn.type === 'FunctionDeclaration' ? fn.id : parent?.type === 'VariableDeclarator' ? parent.id : null;
  const binding = id ? scopes.declared.get(id) : undefined;
  return binding?.references.some((r) => isArgument(r.node)) ?? false;
}

function isArgument(node: Node): boolean {
  const call = parentOf(node);
  return call !== null && 'arguments' in call && (call.arguments as Node[]).includes(node);
}
