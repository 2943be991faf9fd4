import type * as t from '@babel/types';
import { outerRange, rangeOf } from '../ranges.js';
import { isWriteTarget, type Node, parentOf } from '../tree.js';
import type { Binding } from '../scope.js';
import { memberKey, propertyKey } from '../uses.js';
import { type SloppyContext, walk } from './context.js';

/**
 * Writes and deletes that fail: ignored in sloppy mode, a TypeError in strict mode (ECMA-262 6.2.5.6, 13.5.1.2). Found
 * where the file itself shows that the property can't change; for anything else the syntax says nothing.
 */
export function findFailingWrites(c: SloppyContext): void {
  for (const binding of c.bindings) {
    const locked = lockedMembers(binding);
    if (!locked) continue;
    for (const { node } of binding.references) {
      const member = parentOf(node);
      if (member?.type !== 'MemberExpression' || member.object !== node || !c.isSloppy(node)) continue;
      const key = memberKey(member);
      if (locked.read?.test(key ?? '')) c.keep('function-properties', rangeOf(member), key);
      else if (isWriteTarget(member) && node.start! >= locked.from && locked.write.test(key ?? ''))
        c.keep('failing-write', rangeOf(member), key);
    }
  }
  if (/\bdelete\b[^;\n]*\.(length|prototype|[A-Z][A-Z0-9_]*)\b/.test(c.source)) failingDeletes(c);
  if (/['"](caller|arguments)['"]|getOwnPropertyNames|Reflect\.ownKeys/.test(c.source)) ownPropertiesOfFunctions(c);
}

interface Locked {
  /** Keys whose write fails, from an offset on. */
  write: RegExp;
  from: number;
  /** Keys whose read throws. */
  read?: RegExp;
}

const every = /^/;

/** The members of what a binding always holds that can't be written. */
function lockedMembers(binding: Binding): Locked | null {
  const [id] = binding.declarations;
  if (!id || binding.declarations.length > 1 || binding.references.some((r) => r.mode !== 'read')) return null;
  const parent = parentOf(id);
  const isDeclared = parent?.type === 'FunctionDeclaration' && parent.id === id;
  const value = isDeclared ? parent : parent?.type === 'VariableDeclarator' && parent.id === id ? parent.init : null;
  if (value) {
    const byValue = lockedByValue(value);
    if (byValue) return byValue;
  }
  for (const { node } of binding.references) {
    const call = parentOf(node);
    if (call?.type === 'CallExpression' && call.arguments[0] === node && locks(call))
      return { write: lockedKey(call), from: call.end! };
  }
  return null;
}

function lockedByValue(value: Node): Locked | null {
  switch (value.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
    case 'BigIntLiteral':
    case 'TemplateLiteral':
      return { write: every, from: 0 };
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return { write: /^(name|length)$/, from: 0, read: /^(caller|arguments)$/ };
    case 'CallExpression':
      return locks(value) ? { write: lockedKey(value), from: 0 } : null;
    case 'ObjectExpression': {
      const keys = (kind: string): string[] =>
        value.properties.flatMap((p) => (p.type === 'ObjectMethod' && p.kind === kind ? (propertyKey(p) ?? []) : []));
      const set = new Set(keys('set'));
      const only = keys('get').filter((key) => !set.has(key));
      return only.length > 0 ? { write: exactly(only), from: 0 } : null;
    }
    default:
      return null;
  }
}

const exactly = (keys: string[]): RegExp =>
  new RegExp(`^(${keys.map((k) => k.replace(/[$.*+?^{}()|[\]\\]/g, '\\$&')).join('|')})$`);

/** `Object.freeze(x)` and its siblings; `Object.defineProperty(x, 'k', { value })` without a setter or `writable`. */
function locks(call: t.CallExpression): boolean {
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

function lockedKey(call: t.CallExpression): RegExp {
  const key = call.arguments[1];
  return key?.type === 'StringLiteral' ? exactly([key.value]) : every;
}

const builtins = /^(Object|Function|Array|Number|String|Boolean|Symbol|Math|Date|RegExp|Map|Set|Promise|Error|JSON)$/;

/** `delete Math.PI` gives false in sloppy mode; `Reflect.deleteProperty` still does. */
function failingDeletes(c: SloppyContext): void {
  walk(c.program, (node) => {
    if (node.type !== 'UnaryExpression' || node.operator !== 'delete' || !c.isSloppy(node)) return;
    const { argument } = node;
    if (argument.type !== 'MemberExpression') return;
    const { object } = argument;
    const key = memberKey(argument);
    const isBuiltin =
      object.type === 'Identifier' && builtins.test(object.name) && !c.scopes.byNode.get(object)?.binding;
    const isFixed = isBuiltin
      ? key !== null && /^(prototype|[A-Z][A-Z0-9_]*)$/.test(key)
      : key === 'length' && (object.type === 'ArrayExpression' || object.type === 'StringLiteral');
    if (!isFixed) return;
    const text = `Reflect.deleteProperty(${c.text(outerRange(object))}, '${key}')`;
    c.fix('failing-delete', rangeOf(node), key, [{ ...rangeOf(node), text }]);
  });
}

/** Sloppy functions have own properties `caller` and `arguments` (ECMA-262 16.2, V8), strict ones don't. */
function ownPropertiesOfFunctions(c: SloppyContext): void {
  const isFunction = (node: Node | undefined): boolean => {
    const binding = node?.type === 'Identifier' ? c.scopes.byNode.get(node)?.binding : null;
    const declared = binding ? parentOf(binding.declarations[0]!) : null;
    return (
      declared?.type === 'FunctionDeclaration' ||
      (declared?.type === 'VariableDeclarator' && declared.init?.type === 'FunctionExpression')
    );
  };
  walk(c.program, (node) => {
    if (node.type === 'BinaryExpression' && node.operator === 'in') {
      const isOwn = node.left.type === 'StringLiteral' && /^(caller|arguments)$/.test(node.left.value);
      if (isOwn && isFunction(node.right) && c.isSloppy(node)) c.keep('function-properties', rangeOf(node));
    }
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || !c.isSloppy(node)) return;
    const names = node.arguments.filter((a) => a.type === 'StringLiteral' && /^(caller|arguments)$/.test(a.value));
    const lists = /^(getOwnPropertyNames|ownKeys|getOwnPropertyDescriptors)$/.test(memberKey(node.callee) ?? '');
    const target = isFunction(node.callee.object) || isFunction(node.arguments[0] as Node | undefined);
    if (target && (lists || names.length > 0)) c.keep('function-properties', rangeOf(node));
  });
}
