import { runInNewContext } from 'node:vm';
import type * as t from '@babel/types';
import { callOf } from '../places.js';
import { isFunctionNode, parentOf, type FunctionNode, type Node } from '../tree.js';
import type { Binding } from '../scope.js';
import { memberKey } from '../uses.js';

/** The function that a call of a binding runs, when it is never rebound; a class stands for its constructor. */
export function functionOfBinding(binding: Binding): FunctionNode | null {
  const id = binding.declarations[0];
  if (!id || binding.declarations.length > 1 || binding.isWritten) return null;
  const parent = parentOf(id);
  if (binding.kind === 'param') return parent && isFunctionNode(parent) ? givenFunction(parent, id) : null;
  if (parent?.type === 'FunctionDeclaration' || parent?.type === 'FunctionExpression') return parent;
  if (parent?.type === 'ClassDeclaration' || parent?.type === 'ClassExpression') return constructorOf(parent);
  if (parent?.type !== 'VariableDeclarator' || parent.id !== id || !parent.init) return null;
  let value: Node = parent.init;
  while (value.type === 'AssignmentExpression' && value.operator === '=') value = value.right;
  if (value.type === 'ClassExpression') return constructorOf(value);
  return isFunctionNode(value) ? value : null;
}

/** The function that is handed to an immediately called function as a parameter: `(function (factory) { … })(function () { … })`. */
function givenFunction(fn: FunctionNode, param: t.Identifier): FunctionNode | null {
  const call = callOf(fn);
  if (!call) return null;
  const method = call.callee.type === 'MemberExpression' ? memberKey(call.callee) : null;
  if (method === 'apply') return null;
  const given = call.arguments[fn.params.indexOf(param) + (method === 'call' ? 1 : 0)];
  return given && isFunctionNode(given) ? given : null;
}

/** The constructor that a class writes out. */
export function constructorOf(node: t.ClassDeclaration | t.ClassExpression): FunctionNode | null {
  const method = node.body.body.find((m): m is t.ClassMethod => m.type === 'ClassMethod' && m.kind === 'constructor');
  return method ?? null;
}

export type ClassNode = t.ClassDeclaration | t.ClassExpression;

export const isClass = (node: Node): node is ClassNode =>
  node.type === 'ClassDeclaration' || node.type === 'ClassExpression';

/** True for a class whose construction sets fields. */
export function hasFields({ body }: ClassNode): boolean {
  return body.body.some((m) => (m.type === 'ClassProperty' || m.type === 'ClassPrivateProperty') && !m.static);
}

/** What the class extends whose body is given. */
export function superclassOfFields(unit: Node): t.Expression | null {
  const node = unit.type === 'ClassBody' ? parentOf(unit) : null;
  return node && isClass(node) ? (node.superClass ?? null) : null;
}

export const isOwnExports = (name: string): boolean => name === 'exports' || name === 'module';

/** The class that a binding is. */
export function classOf({ declarations }: Binding): ClassNode | null {
  const parent = declarations.length === 1 ? parentOf(declarations[0]!) : null;
  const value = parent?.type === 'VariableDeclarator' && parent.id === declarations[0] ? parent.init : parent;
  return value && isClass(value) ? value : null;
}

/** True for a class whose construction runs no code but that of field values which are made on the spot. */
export function isPlainClass(node: Node): boolean {
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return false;
  if (node.superClass || constructorOf(node)) return false;
  return node.body.body.every((member) => {
    if (member.type !== 'ClassProperty' && member.type !== 'ClassPrivateProperty') return true;
    return member.static || !member.value || isFunctionNode(member.value) || isMadeOnTheSpot(member.value);
  });
}

/** A literal, or an empty collection. */
function isMadeOnTheSpot(node: Node): boolean {
  if (node.type === 'ArrayExpression') return node.elements.every((e) => e !== null && isMadeOnTheSpot(e));
  if (node.type === 'ObjectExpression') return node.properties.length === 0;
  return /^(String|Numeric|Boolean|Null|BigInt|RegExp)Literal$/.test(node.type);
}

/** Globals whose members other code can change: what a module that reads them while loading depends on. */
export const watchedGlobals = new Set(['process', 'global', 'globalThis', 'window', 'self', 'document', 'navigator']);
/** Names that are there without the program's doing. */
export const givenNames = new Set(
  (runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]).concat(
    (
      'require module exports __dirname __filename arguments console Buffer URL URLSearchParams TextDecoder TextEncoder ' +
      'AbortController AbortSignal Event EventTarget MessageChannel MessageEvent MessagePort Blob performance crypto fetch ' +
      'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask structuredClone atob btoa'
    ).split(' '),
  ),
);
/** Functions that change the object they are given first. */
export const writers = new Set(
  'Object.assign Object.defineProperty Object.defineProperties Object.freeze Object.seal Object.preventExtensions'
    .split(' ')
    .concat('Object.setPrototypeOf Reflect.set Reflect.defineProperty Reflect.deleteProperty'.split(' ')),
);
/** Methods that the language itself calls. */
export const implicitMethods = new Set(['toString', 'valueOf', 'toJSON', 'then']);
