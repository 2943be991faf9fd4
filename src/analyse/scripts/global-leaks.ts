import { argumentOf, type Globals } from './global-object.js';
import { callOf } from '../places.js';
import { isFunctionNode, parentOf, type Node } from '../tree.js';
import type { Script } from './script.js';
import { memberKey } from '../uses.js';

/** A place where the global object goes on as a value: what is read from that value may be a global. */
export interface Leak {
  node: Node;
  /** The free variable whose function gets it: `google` of `google.maps.addDomListener(window, …)`; null for other code. */
  to: string | null;
}

/** Names of the properties that a script reads and writes, of whatever object. */
export interface MemberKeys {
  read: Map<string, Set<string>>;
  written: Map<string, Set<string>>;
}

/** The object is the prototype of something. */
export const OF_PROTOTYPE = '.prototype';

/** Notes a member by its key, with the global that its object is: `''` where that may be anything. */
export function addKey(keys: Map<string, Set<string>>, key: string, object: Node | null, globals: Globals): void {
  const known = keys.get(key) ?? new Set();
  keys.set(key, known);
  const isPrototype = object?.type === 'MemberExpression' && memberKey(object) === 'prototype';
  const denoted = object?.type === 'Identifier' ? globals.denotes(object) : null;
  known.add(isPrototype ? OF_PROTOTYPE : denoted?.kind === 'global' && !denoted.orEmpty ? denoted.name : '');
}

/** @returns where an expression for the global object goes that `Globals` does not follow; null when nowhere */
export function leakOf(node: Node, globals: Globals, script: Script): Leak | null {
  const parent = parentOf(node);
  if (!parent) return null;
  const further = (): Leak | null => leakOf(parent, globals, script);
  const isAlias = (id: Node): boolean => {
    const binding = script.scopes.declared.get(id) ?? script.scopes.byNode.get(id)?.binding;
    return binding ? globals.aliasOf(binding)?.kind === 'object' : false;
  };
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
    case 'ExpressionStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'IfStatement':
      return null;
    case 'SequenceExpression':
      return parent.expressions.at(-1) === node ? further() : null;
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === node ? null : further();
    case 'ConditionalExpression':
      return parent.test === node ? null : further();
    case 'AssignmentExpression':
      if (parent.left === node) return null;
      return isAlias(parent.left) ? further() : { node, to: null };
    case 'VariableDeclarator':
      return isAlias(parent.id) ? null : { node, to: null };
    case 'ReturnStatement':
    case 'ArrowFunctionExpression': {
      const fn = parent.type === 'ReturnStatement' ? parentOf(parentOf(parent)!) : parent;
      const call = fn && isFunctionNode(fn) ? callOf(fn) : null;
      return call && globals.denotes(call)?.kind === 'object' ? leakOf(call, globals, script) : { node, to: null };
    }
    case 'CallExpression':
    case 'NewExpression': {
      if (parent.callee === node) return null;
      const callee = parent.callee.type === 'MemberExpression' ? parent.callee.object : parent.callee;
      if (isFunctionNode(callee) && callOf(callee) === parent) {
        const param = callee.params.find((_, i) => argumentOf(callee, i) === node);
        if (param ? isAlias(param) : parent.callee !== callee && parent.arguments[0] === node) return null;
      }
      return { node, to: globalRoot(parent.callee, globals) };
    }
    default:
      return { node, to: null };
  }
}

/** `a` of `a.b().c`, where it is a global variable: by its name, or as `(function ($) {…})(jQuery)` calls it. */
function globalRoot(callee: Node, globals: Globals): string | null {
  let root = callee;
  while (root.type === 'MemberExpression' || root.type === 'CallExpression')
    root = root.type === 'CallExpression' ? root.callee : root.object;
  const denoted = globals.denotes(root);
  return denoted?.kind === 'global' ? denoted.name : null;
}
