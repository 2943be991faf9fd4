import type * as t from '@babel/types';
import type { Binding } from './scope.js';
import { type Node, parentOf } from './tree.js';
import { memberKey, propertyKey } from './uses.js';

/** What cannot be written of a value. */
export interface Locked {
  /** Keys whose write fails, from an offset on; null: all. */
  keys: string[] | null;
  from: number;
  /** Keys whose read throws. */
  read?: RegExp;
}

/** Functions made of strings are sloppy everywhere: their own properties can be read. */
const NEVER = /(?!)/;

/** The members of what a binding always holds, or holds from some place on, that can't be written. */
export function lockedMembers(binding: Binding): Locked | null {
  const [id] = binding.declarations;
  if (!id) return null;
  if (binding.declarations.length > 1 || binding.references.some((r) => r.mode !== 'read')) return lockedLater(binding);
  const parent = parentOf(id);
  const isDeclared =
    (parent?.type === 'FunctionDeclaration' || parent?.type === 'ClassDeclaration') && parent.id === id;
  const value = isDeclared ? parent : parent?.type === 'VariableDeclarator' && parent.id === id ? parent.init : null;
  if (value) {
    const byValue = lockedByValue(finalValue(value));
    if (byValue) return byValue;
  }
  for (const { node } of binding.references) {
    const call = parentOf(node);
    if (call?.type === 'CallExpression' && call.arguments[0] === node && locks(call))
      return { keys: lockedKeys(call), from: call.end! };
  }
  return null;
}

/** The first value that is locked of those that a variable gets one after the other. */
function lockedLater(binding: Binding): Locked | null {
  const values = [...binding.declarations, ...binding.references.map(({ node }) => node)].flatMap((id): Node[] => {
    const parent = parentOf(id);
    if (parent?.type === 'VariableDeclarator' && parent.id === id) return parent.init ? [parent.init] : [];
    return parent?.type === 'AssignmentExpression' && parent.left === id ? [parent.right] : [];
  });
  for (const value of values.map(finalValue)) {
    if (value.type === 'CallExpression' && locks(value)) return { keys: lockedKeys(value), from: value.start! };
  }
  return null;
}

/** The members that can't be written of what an expression gives, as far as the expression shows. */
export function lockedByValue(value: Node): Locked | null {
  if (isPrimitive(value)) return { keys: null, from: 0 };
  switch (value.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return { keys: ['name', 'length'], from: 0, read: /^(caller|arguments)$/ };
    case 'ClassDeclaration':
    case 'ClassExpression': {
      const own = value.body.body.map((member) =>
        'key' in member && 'static' in member && member.static ? propertyKey(member) : '',
      );
      const keys = ['name', 'length', 'prototype'].filter((key) => !own.includes(key));
      return own.includes(null) ? null : { keys, from: 0, read: NEVER };
    }
    case 'NewExpression':
      return value.callee.type === 'Identifier' && value.callee.name === 'Function'
        ? { keys: ['name', 'length'], from: 0, read: NEVER }
        : null;
    case 'CallExpression':
      return locks(value) ? { keys: lockedKeys(value), from: 0 } : null;
    case 'ObjectExpression': {
      const keys = (kind: string): string[] =>
        value.properties.flatMap((p) => (p.type === 'ObjectMethod' && p.kind === kind ? (propertyKey(p) ?? []) : []));
      const set = new Set(keys('set'));
      const only = keys('get').filter((key) => !set.has(key));
      return only.length > 0 ? { keys: only, from: 0 } : null;
    }
    default:
      return null;
  }
}

/** True for an expression that gives no object: a literal, what an operator computes, `Symbol()`, `String(x)`. */
export function isPrimitive(value: Node): boolean {
  switch (value.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'BigIntLiteral':
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return true;
    case 'UnaryExpression':
      return value.operator !== 'void' && value.operator !== 'throw';
    case 'CallExpression': {
      const { callee } = value;
      if (callee.type === 'Identifier') return /^(Symbol|String|Number|Boolean|BigInt)$/.test(callee.name);
      if (callee.type !== 'MemberExpression') return false;
      return callee.object.type === 'Identifier' && callee.object.name === 'Symbol';
    }
    default:
      return false;
  }
}

/** The value of `a = b = value`. */
export function finalValue(node: Node): Node {
  return node.type === 'AssignmentExpression' && node.operator === '=' ? finalValue(node.right) : node;
}

/** `Object.freeze(x)` and its siblings; `Object.defineProperty(x, 'k', { value })` without a setter or `writable`. */
export function locks(call: t.CallExpression): boolean {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Object')
    return false;
  const method = memberKey(callee);
  if (method === 'freeze' || method === 'seal' || method === 'preventExtensions') return true;
  const [, key, descriptor] = call.arguments;
  if (method !== 'defineProperty' || key?.type !== 'StringLiteral' || descriptor?.type !== 'ObjectExpression')
    return false;
  return descriptor.properties.every(
    (p) => p.type !== 'SpreadElement' && !/^(writable|set)$/.test(propertyKey(p) ?? 'set'),
  );
}

/** The keys that such a call locks; null: all. */
export function lockedKeys(call: t.CallExpression): string[] | null {
  const key = call.arguments[1];
  return key?.type === 'StringLiteral' ? [key.value] : null;
}

/** True when a write to the key (null: a computed one) fails. */
export function isLockedKey(keys: readonly string[] | null, key: string | null): boolean {
  return keys === null || (key !== null && keys.includes(key));
}
