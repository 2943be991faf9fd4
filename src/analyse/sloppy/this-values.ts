import type * as t from '@babel/types';
import { rangeOf } from '../ranges.js';
import { isFunctionNode, type Node, parentOf, thisOwner } from '../tree.js';
import { arrayMethods } from '../effects/array-methods.js';
import type { Binding } from '../scope.js';
import { memberKey } from '../uses.js';
import { givesObject } from './callback-receivers.js';
import { insertion, type SloppyContext, walk } from './context.js';

/** How the file shows a function being called. */
interface Calls {
  /** With no `this`: `f()`, `f.call(null)`. */
  plain: boolean;
  /** With a primitive `this`, which sloppy mode wraps in an object. */
  boxed: boolean;
  /** In no other way. */
  only: boolean;
}

/**
 * ECMA-262 10.2.1.2: a sloppy function sees the global object in place of a missing `this`, and a wrapper in place of a
 * primitive. Fixed where the file itself shows such a call, or another one does; `Object(this ?? globalThis)` is what
 * sloppy mode computes.
 * @param isUnbound whether other files call a function without an object
 */
export function findThisValues(c: SloppyContext, isUnbound: (fn: Node) => boolean): void {
  for (const [owner, use] of c.scopes.thisUse) {
    if (!use.reads || !isFunctionNode(owner) || owner.body.type !== 'BlockStatement' || !c.isSloppy(owner)) continue;
    const calls = callsOf(c, owner) ?? (isUnbound(owner) ? callsElsewhere : null);
    if (!calls) {
      if (isUnknownCallback(c, owner)) c.report('plain-this', rangeOf(owner));
      continue;
    }
    // Methods of a primitive are the same through the wrapper; only the value itself tells.
    if (!calls.plain && !use.escapes && !use.writes) continue;
    const found = thisNodes(owner);
    const telling = calls.plain && isGuarded(owner.body) ? [] : found;
    if (telling.length > 0) makeExplicit(c, owner, owner.body, telling, calls);
  }
}

function callsOf(c: SloppyContext, fn: Node): Calls | null {
  const direct = callOfExpression(fn);
  if (direct) return direct;
  if (isPrimitiveMethod(fn)) return { plain: false, boxed: true, only: false };
  const calls: Calls = { plain: false, boxed: false, only: true };
  for (const binding of bindingsOf(c, fn)) {
    for (const { node } of binding.references) {
      const call = callOfExpression(node);
      if (call?.plain) calls.plain = true;
      else calls.only = false;
      if (call?.boxed) calls.boxed = true;
    }
  }
  return calls.plain || calls.boxed ? calls : null;
}

/** The call that an expression is the callee of, when its `this` is known to be nothing or a primitive. */
function callOfExpression(node: Node): Calls | null {
  const parent = parentOf(node);
  if (parent?.type === 'CallExpression') {
    return parent.callee === node || isArrayCallback(parent, node) ? plainCall : boxedCallback(parent, node);
  }
  if (parent?.type !== 'MemberExpression' || parent.object !== node) return null;
  const call = parentOf(parent);
  if (call?.type !== 'CallExpression' || call.callee !== parent || !/^(call|apply)$/.test(memberKey(parent) ?? ''))
    return null;
  const value = call.arguments[0];
  if (!value || value.type === 'NullLiteral' || isUndefined(value)) return plainCall;
  return isPrimitive(value) ? boxedCall : null;
}

const plainCall: Calls = { plain: true, boxed: false, only: true };
/** Who calls it otherwise is not looked for. */
const callsElsewhere: Calls = { plain: true, boxed: false, only: false };
const boxedCall: Calls = { plain: false, boxed: true, only: false };

function isPrimitive(value: Node): boolean {
  return /^(String|Numeric|Boolean|BigInt)Literal$/.test(value.type);
}

/** `list.map(function () {}, 5)`. */
function boxedCallback(call: t.CallExpression, fn: Node): Calls | null {
  if (call.arguments[0] !== fn || call.callee.type !== 'MemberExpression') return null;
  const value = call.arguments[1];
  return value && isPrimitive(value) && arrayMethods.test(memberKey(call.callee) ?? '') ? boxedCall : null;
}

function isUndefined(node: Node): boolean {
  return (
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'UnaryExpression' && node.operator === 'void' && node.argument.type === 'NumericLiteral')
  );
}

function isArrayCallback(call: t.CallExpression, fn: Node): boolean {
  if (call.arguments[0] !== fn || call.callee.type !== 'MemberExpression') return false;
  const method = memberKey(call.callee) ?? '';
  const takesThis = !/^(reduce|sort)/.test(method);
  const { object } = call.callee;
  if (!arrayMethods.test(method) || (takesThis && call.arguments.length > 1)) return false;
  if (object.type === 'ArrayExpression') return true;
  if (object.type !== 'CallExpression' || object.callee.type !== 'MemberExpression') return false;
  const { object: source } = object.callee;
  return source.type === 'Identifier' && source.name === 'Object' && memberKey(object.callee) === 'keys';
}

/**
 * `x.forEach(function () { … this … })` on something that is probably an array, or `each(list, function () { … this … })`
 * with a function that the file declares or requires: globals such as a test runner's `it` have an object for it.
 */
function isUnknownCallback(c: SloppyContext, fn: Node): boolean {
  const call = parentOf(fn);
  if (call?.type !== 'CallExpression') return false;
  if (call.callee.type === 'Identifier') {
    const binding = c.scopes.byNode.get(call.callee)?.binding ?? null;
    return binding !== null && !givesObject(c.scopes, binding, call, call.arguments.indexOf(fn as t.Expression));
  }
  if (call.arguments[0] !== fn || call.arguments.length !== 1) return false;
  return call.callee.type === 'MemberExpression' && /^(forEach|some|every)$/.test(memberKey(call.callee) ?? '');
}

const primitives = /^(String|Number|Boolean|Symbol|BigInt|Object)$/;

/** `String.prototype.m = function () {}`, and the accessors that `Object.defineProperty(String.prototype, …)` makes. */
function isPrimitiveMethod(fn: Node): boolean {
  let up = parentOf(fn);
  if (up?.type === 'AssignmentExpression' && up.right === fn && up.left.type === 'MemberExpression')
    return isPrimitivePrototype(up.left.object);
  if (up?.type === 'ObjectProperty' && up.value === fn) up = parentOf(up);
  if (up?.type !== 'ObjectExpression') return false;
  const call = parentOf(up);
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  return memberKey(call.callee) === 'defineProperty' && isPrimitivePrototype(call.arguments[0]);
}

function isPrimitivePrototype(node: Node | undefined): boolean {
  return (
    node?.type === 'MemberExpression' &&
    memberKey(node) === 'prototype' &&
    node.object.type === 'Identifier' &&
    primitives.test(node.object.name)
  );
}

/** The bindings that always hold a function. */
function bindingsOf(c: SloppyContext, fn: Node): Binding[] {
  const parent = parentOf(fn);
  const ids: Node[] = [];
  if ('id' in fn && fn.id) ids.push(fn.id as Node);
  if (parent?.type === 'VariableDeclarator' && parent.init === fn) ids.push(parent.id);
  // `(function (make) { make(); })(function () {…})`
  if (parent?.type === 'CallExpression') {
    const { callee } = parent;
    const parameter = isFunctionNode(callee) ? callee.params[parent.arguments.indexOf(fn as t.Expression)] : null;
    if (parameter?.type === 'Identifier') ids.push(parameter);
  }
  const bindings = ids.flatMap((id) => c.scopes.declared.get(id) ?? []);
  return bindings.filter((b) => b.declarations.length === 1);
}

/** The function's own `this` expressions whose value matters: not `this instanceof X`, not what is explicit already. */
function thisNodes(owner: Node): t.ThisExpression[] {
  const found: t.ThisExpression[] = [];
  walk(owner, (node) => {
    if (node.type !== 'ThisExpression' || thisOwner(node) !== owner) return;
    const parent = parentOf(node);
    if (parent?.type === 'BinaryExpression' && parent.operator === 'instanceof' && parent.left === node) return;
    if (parent?.type === 'LogicalExpression' && parent.left === node && isGlobalThis(parent.right)) return;
    if (!isInstance(node, owner)) found.push(node);
  });
  return found;
}

/** Where `this instanceof F` was found to hold: an object. */
function isInstance(node: Node, owner: Node): boolean {
  for (let child = node, up = parentOf(node); up && child !== owner; child = up, up = parentOf(up)) {
    if (up.type === 'IfStatement' || up.type === 'ConditionalExpression') {
      if (up.consequent === child && isInstanceTest(up.test)) return true;
    }
    if (up.type === 'LogicalExpression' && up.operator === '&&' && up.right === child && isInstanceTest(up.left))
      return true;
  }
  return false;
}

function isGlobalThis(node: Node): boolean {
  return node.type === 'Identifier' && (node.name === 'globalThis' || node.name === 'global');
}

/** `if (!(this instanceof F)) return new F(…)` first: past it, `this` is an instance. */
function isGuarded(body: t.BlockStatement): boolean {
  for (const statement of body.body) {
    if (statement.type === 'IfStatement') {
      const { test, consequent } = statement;
      const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
      const leaves = last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
      if (leaves && !mentionsThis(consequent) && isNotInstance(test)) return true;
    }
    if (statement.type === 'ReturnStatement' && statement.argument?.type === 'ConditionalExpression') return false;
    if (mentionsThis(statement)) return false;
  }
  return false;
}

function isNotInstance(test: Node): boolean {
  if (test.type === 'UnaryExpression' && test.operator === '!') return isInstanceTest(test.argument);
  if (test.type === 'BinaryExpression' && /^===?$/.test(test.operator))
    return isInstanceTest(test.left) && test.right.type === 'BooleanLiteral' && !test.right.value;
  return false;
}

function isInstanceTest(node: Node): boolean {
  return node.type === 'BinaryExpression' && node.operator === 'instanceof' && node.left.type === 'ThisExpression';
}

function mentionsThis(node: Node): boolean {
  let found = false;
  walk(node, (inner) => {
    found ||= inner.type === 'ThisExpression';
  });
  return found;
}

function makeExplicit(
  c: SloppyContext,
  owner: Node,
  body: t.BlockStatement,
  nodes: t.ThisExpression[],
  calls: Calls,
): void {
  if (c.declares('globalThis') || c.declares('Object')) return c.keep('plain-this', rangeOf(owner));
  const inBody = nodes.every((n) => n.start! > body.start!);
  if (calls.only && !calls.boxed) {
    const edits = nodes.map((n) => ({ ...rangeOf(n), text: 'globalThis' }));
    return c.fix('plain-this', rangeOf(owner), null, edits);
  }
  const value = 'Object(this ?? globalThis)';
  if (nodes.length <= 2 || !inBody) {
    const edits = nodes.map((n) => ({ ...rangeOf(n), text: value }));
    return c.fix('plain-this', rangeOf(owner), null, edits);
  }
  const self = c.freshName('self');
  const at = body.directives.at(-1)?.end ?? body.start! + 1;
  const next = body.body[0]!;
  const isBroken = /[\r\n]/.test(c.source.slice(at, next.start!));
  const gap = isBroken ? c.eol + c.indentationAt(next.start!) : ' ';
  c.fix('plain-this', rangeOf(owner), null, [
    insertion(at, `${gap}const ${self} = ${value};`),
    ...nodes.map((n) => ({ ...rangeOf(n), text: self })),
  ]);
}
