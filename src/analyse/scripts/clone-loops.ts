import type * as t from '@babel/types';
import type { Binding } from '../scope.js';
import { childNodes, parentOf, type Node } from '../tree.js';
import { memberKey } from '../uses.js';
import type { Script } from './script.js';

/** `for (key in old) my[key] = old[key]`, also where it asks `old.hasOwnProperty(key)` first. */
export interface CloneLoop {
  statement: t.ForInStatement;
  /** What is copied, as the loop names it. */
  from: t.Identifier;
  /** The variable that gets the members. */
  to: Binding;
  key: Binding;
  /** It asks for own properties. */
  isGuarded: boolean;
}

/** The loops of a script that copy all members of one variable to another, and do no more. */
export function findCloneLoops({ program, scopes }: Script): CloneLoop[] {
  const bindingOf = (node: Node): Binding | null =>
    scopes.byNode.get(node)?.binding ?? scopes.declared.get(node) ?? null;
  const read = (loop: t.ForInStatement): CloneLoop | null => {
    const { left, right, body } = loop;
    const declared = left.type === 'VariableDeclaration' ? left.declarations[0] : undefined;
    const id = left.type === 'VariableDeclaration' ? (declared?.init ? null : declared?.id) : left;
    if (id?.type !== 'Identifier' || right.type !== 'Identifier') return null;
    const key = bindingOf(id);
    const isKey = (node: Node): boolean => key !== null && bindingOf(node) === key;
    const isFrom = (node: Node): boolean =>
      node.type === 'Identifier' && node.name === right.name && bindingOf(node) === bindingOf(right);
    let inner = only(body);
    const isGuarded = inner?.type === 'IfStatement';
    if (inner?.type === 'IfStatement') {
      if (inner.alternate || !asksOwn(inner.test, isFrom, isKey)) return null;
      inner = only(inner.consequent);
    }
    const copy = inner?.type === 'ExpressionStatement' ? inner.expression : null;
    if (copy?.type !== 'AssignmentExpression' || copy.operator !== '=') return null;
    const [target, source] = [copy.left, copy.right];
    const isAt = (node: Node): node is t.MemberExpression =>
      node.type === 'MemberExpression' && node.computed && isKey(node.property);
    if (!isAt(target) || !isAt(source) || !isFrom(source.object) || target.object.type !== 'Identifier') return null;
    const to = bindingOf(target.object);
    return to && key && to !== bindingOf(right) ? { statement: loop, from: right, to, key, isGuarded } : null;
  };
  const found: CloneLoop[] = [];
  const visit = (node: Node): void => {
    const loop = node.type === 'ForInStatement' ? read(node) : null;
    if (loop) found.push(loop);
    childNodes(node).forEach(visit);
  };
  visit(program);
  return found;
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
