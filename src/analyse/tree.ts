import type * as t from '@babel/types';
import { visitorKeys } from './visitor-keys.js';

/** The tree of a file, as the scope pass leaves it: every node knows its parent. */

export type Node = t.Node;

export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

/** The property that the scope pass adds to every node. */
export interface Linked {
  parent?: Node | null;
}

export function parentOf(node: Node): Node | null {
  return (node as Linked).parent ?? null;
}

export function isFunctionNode(node: Node): node is FunctionNode {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return true;
    default:
      return false;
  }
}

/** The nearest enclosing function of a node, not counting the node itself. */
export function enclosingFunction(node: Node, throughArrows = false): FunctionNode | null {
  for (let up = parentOf(node); up; up = parentOf(up)) {
    if (isFunctionNode(up) && !(throughArrows && up.type === 'ArrowFunctionExpression')) return up;
  }
  return null;
}

/** The child nodes of a node in source order. TypeScript's types are not entered: they hold no values. */
export function childNodes(node: Node): Node[] {
  const out: Node[] = [];
  eachChild(node, (child) => out.push(child));
  return out;
}

/** Calls `visit` for each child node in source order, without making a list of them. */
function eachChild(node: Node, visit: (child: Node) => void): void {
  const keys = visitorKeys[node.type];
  if (!keys) return;
  for (const key of keys) {
    const value = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    if (!value) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (item) visit(item);
    } else visit(value);
  }
}

/** The function (or class field) that gives `this` its value at a node; null at the top level of the file. */
export function thisOwner(node: Node): Node | null {
  for (let up = parentOf(node), child: Node = node; up; child = up, up = parentOf(up)) {
    if (isFunctionNode(up)) {
      // A computed key runs outside of the method that it names.
      if ('key' in up && up.computed && up.key === child) continue;
      if (up.type !== 'ArrowFunctionExpression') return up;
    } else if (up.type === 'StaticBlock') return up;
    else if ((up.type === 'ClassProperty' || up.type === 'ClassPrivateProperty') && up.value === child) return up;
  }
  return null;
}

/** True when an expression is assigned to, updated or deleted. */
export function isWriteTarget(node: Node): boolean {
  const parent = parentOf(node);
  if (!parent) return false;
  switch (parent.type) {
    case 'AssignmentExpression':
      return parent.left === node;
    case 'UpdateExpression':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === node;
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'AssignmentPattern':
      return parent.left === node;
    case 'ObjectProperty':
      return parent.value === node && parentOf(parent)?.type === 'ObjectPattern';
    default:
      return false;
  }
}

/** The identifiers that a pattern binds, in source order. */
export function patternIdentifiers(pattern: Node, out: t.Identifier[] = []): t.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      out.push(pattern);
      break;
    case 'ObjectPattern':
      for (const p of pattern.properties) patternIdentifiers(p.type === 'RestElement' ? p.argument : p.value, out);
      break;
    case 'ArrayPattern':
      for (const e of pattern.elements) if (e) patternIdentifiers(e, out);
      break;
    case 'AssignmentPattern':
      patternIdentifiers(pattern.left, out);
      break;
    case 'RestElement':
      patternIdentifiers(pattern.argument, out);
      break;
  }
  return out;
}

/** The outermost expression that may have the value of a node: `null ?? x`, `c ? x : y`, `(0, x)`, what a function called on the spot returns. */
export function throughOperators(node: Node): Node {
  const parent = parentOf(node);
  const passes =
    parent?.type === 'LogicalExpression' ||
    (parent?.type === 'ConditionalExpression' && parent.test !== node) ||
    (parent?.type === 'SequenceExpression' && parent.expressions.at(-1) === node);
  if (passes) return throughOperators(parent);
  // `(() => { return x; })()`
  const fn = parent?.type === 'ReturnStatement' ? enclosingFunction(parent) : parent;
  const call = fn && isFunctionNode(fn) && (fn !== parent || fn.body === node) ? parentOf(fn) : null;
  return call?.type === 'CallExpression' && call.callee === fn ? throughOperators(call) : node;
}
