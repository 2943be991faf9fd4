import type * as t from '@babel/types';
import type { Binding, ScopeInfo } from '../scope.js';
import { isFunctionNode, type FunctionNode, type Node, parentOf } from '../tree.js';
import { isTypeof, memberKey } from '../uses.js';

/**
 * True where a function of the file calls what it gets as an argument with an object for `this`, and in no other way:
 * `function using(object, callback) { callback.call(object); }`.
 * @param binding what the call names
 * @param index which argument the callback is
 */
export function givesObject(scopes: ScopeInfo, binding: Binding, call: t.CallExpression, index: number): boolean {
  const callee = functionOf(binding);
  const parameter = callee?.params[index];
  const references = parameter && scopes.declared.get(parameter)?.references;
  return (
    references !== undefined &&
    references.length > 0 &&
    references.every(({ node }) => isTypeof(node) || isObject(receiverOf(node), callee!, call))
  );
}

/** The function that a name always stands for. */
function functionOf({ declarations, references }: Binding): FunctionNode | null {
  const [id] = declarations;
  if (!id || declarations.length > 1 || references.some((r) => r.mode !== 'read')) return null;
  const parent = parentOf(id);
  const value = parent?.type === 'VariableDeclarator' && parent.id === id ? (parent.init ?? null) : parent;
  return value && isFunctionNode(value) && (value === parent ? value.type === 'FunctionDeclaration' : true)
    ? value
    : null;
}

/** The first argument of `callback.call(…)` or `callback.apply(…)`. */
function receiverOf(callback: Node): Node | null {
  const member = parentOf(callback);
  const call = member && parentOf(member);
  if (member?.type !== 'MemberExpression' || member.object !== callback) return null;
  if (call?.type !== 'CallExpression' || call.callee !== member) return null;
  return /^(call|apply)$/.test(memberKey(member) ?? '') ? ((call.arguments[0] as Node | undefined) ?? null) : null;
}

/** Not `this`, which may be missing there, too, and a variable only where it is a parameter that the call has an argument for. */
function isObject(value: Node | null, { params }: FunctionNode, call: t.CallExpression): boolean {
  if (value?.type !== 'Identifier') return /^(Array|Object|New|Member)Expression$/.test(value?.type ?? '');
  const index = params.findIndex((param) => param.type === 'Identifier' && param.name === value.name);
  return index >= 0 && index < call.arguments.length;
}
