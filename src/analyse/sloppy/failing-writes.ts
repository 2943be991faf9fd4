import type * as t from '@babel/types';
import { outerRange, rangeOf } from '../ranges.js';
import { isFunctionNode, isWriteTarget, type Node, parentOf, thisOwner } from '../tree.js';
import { isLockedKey, isPrimitive, lockedByValue, lockedMembers } from '../locked-values.js';
import { writesTo } from '../passed-writes.js';
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
      const passed = holdsText(binding) ? [] : writesTo(node, c.scopes, c);
      const failing = passed.find(({ key }) => isLockedKey(locked.keys, key));
      if (failing && node.start! >= locked.from)
        c.keep('failing-write', { start: failing.at, end: failing.at }, failing.key);
      if (member?.type !== 'MemberExpression' || member.object !== node || !c.isSloppy(node)) continue;
      const key = memberKey(member);
      if (locked.read?.test(key ?? '')) c.keep('function-properties', rangeOf(member), key);
      else if (isWriteTarget(member) && node.start! >= locked.from && isLockedKey(locked.keys, key))
        failingWrite(c, member, key, locked.read !== undefined);
    }
  }
  for (const { node } of c.scopes.acts) {
    const target =
      node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : null;
    if (target?.type !== 'MemberExpression' || !c.isSloppy(node)) continue;
    if (isPrimitive(target.object) || isPrimitiveMember(c, target.object) || isPrimitiveCall(c, target.object))
      c.keep('failing-write', rangeOf(target), memberKey(target));
    else if (target.object.type === 'ThisExpression' && isLockedThis(target))
      c.keep('failing-write', rangeOf(target), memberKey(target));
    else if (isBuiltinConstant(c, target)) failingWrite(c, target, memberKey(target), true);
  }
  if (/\bdelete\b[^;\n]*\.(length|prototype|[A-Z][A-Z0-9_]*)\b/.test(c.source)) failingDeletes(c);
  if (/['"](caller|arguments)['"]|getOwnPropertyNames|Reflect\.ownKeys/.test(c.source)) ownPropertiesOfFunctions(c);
}

/** A variable for a string or number: functions that take one often look what they got. */
function holdsText({ declarations: [id] }: Binding): boolean {
  const declarator = id ? parentOf(id) : null;
  return declarator?.type === 'VariableDeclarator' && !!declarator.init && isPrimitive(declarator.init);
}

/**
 * A write that does nothing but give the value, like that to the name of a function: `a = f.name = value` -> `a = value`.
 * What is not sure to fail, or is no plain assignment, stays as it is.
 */
function failingWrite(c: SloppyContext, member: t.MemberExpression, key: string | null, isSure: boolean): void {
  const assignment = parentOf(member);
  const isPlain = assignment?.type === 'AssignmentExpression' && assignment.operator === '=';
  if (!isSure || !isPlain || member.computed) return c.keep('failing-write', rangeOf(member), key);
  const value = outerRange(assignment.right);
  if (parentOf(assignment)?.type === 'ExpressionStatement') {
    const text = `Reflect.set(${c.text(rangeOf(member.object))}, '${key}', ${c.text(value)})`;
    return c.fix('failing-write', rangeOf(member), key, [{ ...rangeOf(assignment), text }]);
  }
  c.fix('failing-write', rangeOf(member), key, [{ start: assignment.start!, end: value.start, text: '' }]);
}

const builtins = /^(Object|Function|Array|Number|String|Boolean|Symbol|Math|Date|RegExp|Map|Set|Promise|Error|JSON)$/;

/** `view.a` where all that `view` ever holds is objects like `{ a: '' }`, and nothing writes to `view.a`. */
function isPrimitiveMember(c: SloppyContext, node: Node): boolean {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false;
  const binding = c.scopes.byNode.get(node.object)?.binding;
  const key = memberKey(node);
  if (!binding || key === null || binding.kind === 'param') return false;
  const values: (Node | null)[] = binding.declarations.flatMap((id) => {
    const declarator = parentOf(id);
    return declarator?.type === 'VariableDeclarator' && declarator.id === id ? (declarator.init ?? []) : [null];
  });
  for (const { node: name, mode } of binding.references) {
    const outer = parentOf(name);
    if (mode === 'read') {
      const isMember = outer?.type === 'MemberExpression' && outer.object === name && memberKey(outer) === key;
      if (isMember && isWriteTarget(outer)) return false;
    } else if (outer?.type !== 'VariableDeclarator')
      values.push(outer?.type === 'AssignmentExpression' && outer.operator === '=' ? outer.right : null);
  }
  const holds = (value: Node | null): boolean =>
    value?.type === 'ObjectExpression' &&
    value.properties.some((p) => p.type === 'ObjectProperty' && propertyKey(p) === key && isPrimitive(p.value));
  return values.length > 0 && values.every(holds);
}

/** `make().a` where `make` always holds a function that gives a primitive. */
function isPrimitiveCall(c: SloppyContext, node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false;
  const binding = c.scopes.byNode.get(node.callee)?.binding;
  if (!binding || binding.declarations.length > 1 || binding.isWritten) return false;
  const declared = parentOf(binding.declarations[0]!);
  const fn = declared?.type === 'VariableDeclarator' ? declared.init : declared;
  if (!fn || !isFunctionNode(fn) || ('async' in fn && fn.async) || ('generator' in fn && fn.generator)) return false;
  if (fn.body.type !== 'BlockStatement') return isPrimitive(fn.body);
  const [only] = fn.body.body;
  return only?.type === 'ReturnStatement' && !!only.argument && isPrimitive(only.argument);
}

/** `this.k` in a method of a literal that is frozen, or that has only a getter for `k`. */
function isLockedThis(member: Node & { type: 'MemberExpression' }): boolean {
  const method = thisOwner(member.object);
  const property = method?.type === 'ObjectMethod' ? method : method && parentOf(method);
  const literal = property && parentOf(property);
  if (literal?.type !== 'ObjectExpression') return false;
  const call = parentOf(literal);
  const isFrozen = call?.type === 'CallExpression' && call.arguments[0] === literal;
  const locked = (isFrozen ? lockedByValue(call) : null) ?? lockedByValue(literal);
  return locked !== null && isLockedKey(locked.keys, memberKey(member));
}

/** `Math.PI`, `Number.EPSILON`: members of builtins that no code can change. */
function isBuiltinConstant(c: SloppyContext, { object, property }: t.MemberExpression): boolean {
  if (object.type !== 'Identifier' || !builtins.test(object.name) || property.type !== 'Identifier') return false;
  if (c.scopes.byNode.get(object)?.binding) return false;
  const builtin: unknown = Reflect.get(globalThis, object.name);
  return Object.getOwnPropertyDescriptor(builtin, property.name)?.writable === false;
}

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
