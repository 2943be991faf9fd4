import type * as t from '@babel/types';
import type { Binding } from '../scope.js';
import { childNodes, isFunctionNode, parentOf, type Node } from '../tree.js';
import { memberKey } from '../uses.js';
import type { Script } from './script.js';

/**
 * `for (key in old) my[key] = old[key]`, also where it asks `old.hasOwnProperty(key)` first;
 * `Object.keys(old).forEach(function (key) { my[key] = old[key]; })`, `Object.assign(my, old)`, `$.extend(my, old)`.
 */
export interface CloneLoop {
  statement: t.Statement;
  /** What is copied, as the loop names it. */
  from: t.Identifier;
  /** The variable that gets the members. */
  to: Binding;
  /** The variable of the loop; null where a function does the copying. */
  key: Binding | null;
  /** It takes own properties only. */
  isGuarded: boolean;
  /** The library whose function does the copying. */
  library: t.Identifier | null;
}

/** The statements of a script that copy all members of one variable to another, and do no more. */
export function findCloneLoops({ program, scopes }: Script): CloneLoop[] {
  const bindingOf = (node: Node): Binding | null =>
    scopes.byNode.get(node)?.binding ?? scopes.declared.get(node) ?? null;
  /** `my[key] = old[key];` @returns the variable that gets the value */
  const copied = (statement: t.Statement | undefined, from: t.Identifier, key: Binding | null): Binding | null => {
    const copy = statement?.type === 'ExpressionStatement' ? statement.expression : null;
    if (copy?.type !== 'AssignmentExpression' || copy.operator !== '=' || !key) return null;
    const isAt = (node: Node): node is t.MemberExpression =>
      node.type === 'MemberExpression' && node.computed && bindingOf(node.property) === key;
    const [target, source] = [copy.left, copy.right];
    if (!isAt(target) || !isAt(source) || target.object.type !== 'Identifier' || !isSame(source.object, from))
      return null;
    const to = bindingOf(target.object);
    return to === bindingOf(from) ? null : to;
  };
  const isSame = (node: Node, from: t.Identifier): boolean =>
    node.type === 'Identifier' && node.name === from.name && bindingOf(node) === bindingOf(from);
  const ofLoop = (loop: t.ForInStatement): CloneLoop | null => {
    const { left, right, body } = loop;
    const declared = left.type === 'VariableDeclaration' ? left.declarations[0] : undefined;
    const id = left.type === 'VariableDeclaration' ? (declared?.init ? null : declared?.id) : left;
    if (id?.type !== 'Identifier' || right.type !== 'Identifier') return null;
    const key = bindingOf(id);
    let inner = only(body);
    const isGuarded = inner?.type === 'IfStatement';
    if (inner?.type === 'IfStatement') {
      const isKey = (node: Node): boolean => key !== null && bindingOf(node) === key;
      if (inner.alternate || !asksOwn(inner.test, (node) => isSame(node, right), isKey)) return null;
      inner = only(inner.consequent);
    }
    const to = copied(inner, right, key);
    return to && key ? { statement: loop, from: right, to, key, isGuarded, library: null } : null;
  };
  const ofCall = (statement: t.ExpressionStatement): CloneLoop | null => {
    const call = statement.expression;
    if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return null;
    const { callee, arguments: args } = call;
    const copier = copyingFunction(callee);
    const [target, source] = args;
    if (copier && args.length === 2 && target?.type === 'Identifier' && source?.type === 'Identifier') {
      const to = bindingOf(target);
      const isOther = to !== null && to !== bindingOf(source);
      return isOther ? { statement, from: source, to, key: null, ...copier } : null;
    }
    const from = memberKey(callee) === 'forEach' ? keysOf(callee.object) : null;
    const [fn] = args;
    if (!from || args.length !== 1 || !fn || !isFunctionNode(fn) || fn.body.type !== 'BlockStatement') return null;
    const [param] = fn.params;
    const key = fn.params.length === 1 && param?.type === 'Identifier' ? bindingOf(param) : null;
    const to = copied(only(fn.body), from, key);
    return to ? { statement, from, to, key: null, isGuarded: true, library: null } : null;
  };
  const found: CloneLoop[] = [];
  const visit = (node: Node): void => {
    const loop =
      node.type === 'ForInStatement' ? ofLoop(node) : node.type === 'ExpressionStatement' ? ofCall(node) : null;
    if (loop) found.push(loop);
    childNodes(node).forEach(visit);
  };
  visit(program);
  return found;
}

/** `Object.assign`, `$.extend`, `_.extend`: what copies all members of its second argument to its first one. */
export function copyingFunction(callee: t.MemberExpression): Pick<CloneLoop, 'isGuarded' | 'library'> | null {
  const name = memberKey(callee);
  if (callee.object.type !== 'Identifier') return null;
  if (callee.object.name === 'Object') return name === 'assign' ? { isGuarded: true, library: null } : null;
  return name === 'extend' || name === 'assign' ? { isGuarded: false, library: callee.object } : null;
}

/** `Object.keys(old)` */
function keysOf(node: Node): t.Identifier | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
  const { callee, arguments: args } = node;
  const isKeys = callee.object.type === 'Identifier' && callee.object.name === 'Object' && memberKey(callee) === 'keys';
  return isKeys && args.length === 1 && args[0]!.type === 'Identifier' ? args[0] : null;
}

/** The one statement of a body. */
function only(body: t.Statement): t.Statement | undefined {
  if (body.type !== 'BlockStatement') return body;
  return body.body.length === 1 ? body.body[0] : undefined;
}

/** `old.hasOwnProperty(key)`, `Object.prototype.hasOwnProperty.call(old, key)` */
function asksOwn(test: Node, isFrom: (node: Node) => boolean, isKey: (node: Node) => boolean): boolean {
  if (test.type !== 'CallExpression' || test.callee.type !== 'MemberExpression') return false;
  const { callee, arguments: args } = test;
  const name = memberKey(callee);
  if (name === 'hasOwnProperty') return args.length === 1 && isFrom(callee.object) && isKey(args[0]!);
  const isOwn = callee.object.type === 'MemberExpression' && memberKey(callee.object) === 'hasOwnProperty';
  return name === 'call' && isOwn && args.length === 2 && isFrom(args[0]!) && isKey(args[1]!);
}

/** The loop that a node is part of. */
export function loopAround(node: Node, loops: readonly CloneLoop[]): CloneLoop | null {
  for (let up: Node | null = node; up; up = parentOf(up)) {
    const found = loops.find(({ statement }) => statement === up);
    if (found) return found;
  }
  return null;
}
