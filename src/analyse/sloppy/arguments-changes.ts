import type * as t from '@babel/types';
import { rangeOf } from '../ranges.js';
import { enclosingFunction, type FunctionNode, type Node, parentOf } from '../tree.js';
import type { Binding } from '../scope.js';
import { memberKey } from '../uses.js';
import { insertion, isListed, type SloppyContext } from './context.js';

/** The method of `[].shift.call(arguments)` that changes the object, or null. */
export function changingMethod(use: Node): string | null {
  const call = parentOf(use);
  if (call?.type !== 'CallExpression' || call.arguments[0] !== use || call.callee.type !== 'MemberExpression')
    return null;
  const method = call.callee.object.type === 'MemberExpression' ? memberKey(call.callee.object) : null;
  return method && /^(shift|unshift|pop|push|splice|reverse|sort|fill|copyWithin)$/.test(method) ? method : null;
}

/** True for the argument of `if (arguments.length > 0) a = arguments[0];`, which strict code needs to say. */
export function isReadBack(node: Node | null | undefined, index: number): boolean {
  if (node?.type !== 'AssignmentExpression' || node.right.type !== 'MemberExpression') return false;
  const { object } = node.right;
  return object.type === 'Identifier' && object.name === 'arguments' && memberKey(node.right) === String(index);
}

/** The statement that holds a changing use, where a statement can follow that reads the parameters back. */
function changingStatement(use: Node, fn: FunctionNode): t.ExpressionStatement | null {
  let statement = parentOf(use);
  while (statement && /^(MemberExpression|CallExpression|AssignmentExpression)$/.test(statement.type))
    statement = parentOf(statement);
  if (statement?.type !== 'ExpressionStatement' || !isListed(statement)) return null;
  return enclosingFunction(use, true) === fn ? statement : null;
}

/** True when the statements behind a changing use read the parameters back already. */
export function isFollowedByReadBack(use: Node, fn: FunctionNode): boolean {
  const statement = changingStatement(use, fn);
  const list = statement ? parentOf(statement) : null;
  if (!statement || list?.type !== 'BlockStatement') return false;
  const next = list.body[list.body.indexOf(statement) + 1];
  if (next?.type !== 'IfStatement' || next.consequent.type !== 'ExpressionStatement') return false;
  return fn.params.some((_, i) => isReadBack((next.consequent as t.ExpressionStatement).expression, i));
}

/**
 * `arguments[0] = x`, `[].shift.call(arguments)` and `[].unshift.call(arguments, x)` also set the parameters that the call
 * gave a value: said after the change. @returns false where that has no exact form
 */
export function readBack(c: SloppyContext, fn: FunctionNode, params: Binding[], use: Node): boolean {
  const statement = changingStatement(use, fn);
  if (!statement) return false;
  const method = changingMethod(use);
  const gap = c.eol + c.indentationAt(statement.start!);
  const semi = c.source[statement.end! - 1] === ';' ? ';' : '';
  const lines = (count: string, indexes: number[]): string =>
    indexes.map((i) => `${gap}if (${count} > ${i}) ${params[i]!.name} = arguments[${i}]${semi}`).join('');
  const all = params.map((_, i) => i);
  if (method === 'shift') {
    c.fix('arguments-alias', rangeOf(use), null, [insertion(statement.end!, lines('arguments.length', all))]);
    return true;
  }
  if (method === 'unshift') {
    const count = c.freshName('count');
    c.fix('arguments-alias', rangeOf(use), null, [
      insertion(statement.start!, `const ${count} = arguments.length;${gap}`),
      insertion(statement.end!, lines(count, all)),
    ]);
    return true;
  }
  const member = parentOf(use);
  const index = member?.type === 'MemberExpression' ? Number(memberKey(member) ?? NaN) : NaN;
  if (!(index in params)) return false;
  c.fix('arguments-alias', rangeOf(use), null, [insertion(statement.end!, lines('arguments.length', [index]))]);
  return true;
}
