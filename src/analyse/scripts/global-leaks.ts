import { argumentOf, type Globals } from './global-object.js';
import { callOf } from '../places.js';
import { childNodes, isFunctionNode, isWriteTarget, parentOf, type Node } from '../tree.js';
import type { Binding } from '../scope.js';
import type { Script } from './script.js';
import { memberKey, propertyKey } from '../uses.js';

/** What becomes of the global object where it is a value that `Globals` does not follow. */
export type Leak =
  /**
   * It goes on: to the function of a free variable (`google` of `google.maps.addDomListener(window, …)`), or null for
   * other code. `alone`: a method gets nothing else, and may call what it finds: `Ticker.addListener(window)`.
   */
  | { kind: 'value'; to: string | null; alone: boolean }
  /** A property holds it: `{ target: window }`. */
  | { kind: 'property'; key: string }
  /** It is asked for a property, or given one, under another name: `target.addEventListener()`. */
  | { kind: 'member'; key: string; isWrite: boolean };

/** Names of the properties that a script reads and writes, of whatever object. */
export interface MemberKeys {
  read: Map<string, Set<string>>;
  written: Map<string, Set<string>>;
}

/** The object is the prototype of something, or was made by the script itself. */
export const OTHER_OBJECT = '.other';

/** Notes a member by its key, with the global that its object is: `''` where that may be anything. */
export function addKey(
  keys: Map<string, Set<string>>,
  key: string,
  object: Node | null,
  globals: Globals,
  { scopes }: Script,
): void {
  const known = keys.get(key) ?? new Set();
  keys.set(key, known);
  const isPrototype = object?.type === 'MemberExpression' && memberKey(object) === 'prototype';
  const denoted = object?.type === 'Identifier' ? globals.denotes(object) : null;
  const binding = object ? scopes.byNode.get(object)?.binding : null;
  const isOther = isPrototype || (binding && binding.scope !== scopes.program && isMade(binding));
  known.add(isOther ? OTHER_OBJECT : denoted?.kind === 'global' && !denoted.orEmpty ? denoted.name : '');
}

const MADE = /^(?:Object|Array|Function|ArrowFunction|Class)Expression$|^(?:Function|Class)Declaration$/;

/** A variable that never holds anything but a function, a class or an object written out. */
function isMade({ declarations, isWritten, kind }: Binding): boolean {
  if (kind === 'param') return false;
  const parent = parentOf(declarations[0]!);
  const value = parent?.type === 'VariableDeclarator' ? parent.init : parent;
  return declarations.length === 1 && !isWritten && Boolean(value) && MADE.test(value!.type);
}

/**
 * What becomes of the value of an expression, where that may be the global object.
 * @param followed the variables on the way to it
 */
export function leaksOf(node: Node, globals: Globals, script: Script, followed = new Set<Binding>()): Leak[] {
  const parent = parentOf(node);
  if (!parent) return [];
  const further = (): Leak[] => leaksOf(parent, globals, script, followed);
  const bindingOf = (id: Node): Binding | null =>
    script.scopes.declared.get(id) ?? script.scopes.byNode.get(id)?.binding ?? null;
  const isAlias = (id: Node): boolean => {
    const binding = bindingOf(id);
    return binding ? globals.aliasOf(binding)?.kind === 'object' : false;
  };
  const away: Leak[] = [{ kind: 'value', to: null, alone: false }];
  const held = (key: string | null): Leak[] => (key === null ? away : [{ kind: 'property', key }]);
  const variable = (id: Node): Leak[] => {
    const binding = bindingOf(id);
    if (!binding || binding.scope === script.scopes.program) return away;
    if (followed.has(binding)) return [];
    const seen = new Set(followed).add(binding);
    const reads = binding.references.filter((r) => r.mode !== 'write');
    return reads.flatMap((r) => leaksOf(r.node, globals, script, seen));
  };
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      if (parent.object !== node || globals.denotes(node)?.kind === 'object') return [];
      const key = memberKey(parent);
      return key === null ? away : [{ kind: 'member', key, isWrite: isWriteTarget(parent) }];
    }
    case 'ExpressionStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'IfStatement':
      return [];
    case 'SequenceExpression':
      return parent.expressions.at(-1) === node ? further() : [];
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === node ? [] : further();
    case 'ConditionalExpression':
      // `touch ? window : document`: what may be the document serves for its events.
      return parent.test === node || isDocument(parent.consequent) || isDocument(parent.alternate) ? [] : further();
    case 'AssignmentExpression': {
      const { left } = parent;
      if (left === node) return [];
      if (isAlias(left)) return further();
      if (left.type === 'Identifier') return [...variable(left), ...further()];
      const isProperty = left.type === 'MemberExpression' && globals.denotes(left) === null;
      return isProperty ? [...held(memberKey(left)), ...further()] : away;
    }
    case 'VariableDeclarator':
      if (isAlias(parent.id)) return [];
      return parent.id.type === 'Identifier' ? variable(parent.id) : away;
    case 'ObjectProperty':
      return parent.value === node && parentOf(parent)?.type === 'ObjectExpression' ? held(propertyKey(parent)) : away;
    case 'ReturnStatement':
    case 'ArrowFunctionExpression': {
      const fn = parent.type === 'ReturnStatement' ? parentOf(parentOf(parent)!) : parent;
      const call = fn && isFunctionNode(fn) ? callOf(fn) : null;
      return call && globals.denotes(call)?.kind === 'object' ? leaksOf(call, globals, script, followed) : away;
    }
    case 'CallExpression':
    case 'NewExpression': {
      if (parent.callee === node) return [];
      const callee = parent.callee.type === 'MemberExpression' ? parent.callee.object : parent.callee;
      if (isFunctionNode(callee) && callOf(callee) === parent) {
        const param = callee.params.find((_, i) => argumentOf(callee, i) === node);
        if (param ? isAlias(param) : parent.callee !== callee && parent.arguments[0] === node) return [];
      }
      // `Object(this ?? globalThis)` is what it gets.
      if (callee === parent.callee && globalRoot(callee, globals) === 'Object') return further();
      const alone = parent.callee.type === 'MemberExpression' && parent.arguments.length === 1;
      return [{ kind: 'value', to: globalRoot(parent.callee, globals), alone }];
    }
    default:
      return away;
  }
}

const isDocument = (node: Node): boolean =>
  node.type === 'MemberExpression' ? isDocument(node.object) : node.type === 'Identifier' && node.name === 'document';

/** What becomes of the values of all properties of a name. */
export function leaksOfProperty(key: string, { script, globals }: { script: Script; globals: Globals }): Leak[] {
  const found: Leak[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'MemberExpression' && memberKey(node) === key && !isWriteTarget(node))
      found.push(...leaksOf(node, globals, script));
    if (node.type === 'ObjectProperty' && parentOf(node)?.type === 'ObjectPattern' && propertyKey(node) === key)
      found.push({ kind: 'value', to: null, alone: false });
    childNodes(node).forEach(visit);
  };
  visit(script.program);
  return found;
}

/** `a` of `a.b().c`, where it is a global variable: by its name, or as `(function ($) {…})(jQuery)` calls it. */
function globalRoot(callee: Node, globals: Globals): string | null {
  let root = callee;
  while (root.type === 'MemberExpression' || root.type === 'CallExpression')
    root = root.type === 'CallExpression' ? root.callee : root.object;
  const denoted = globals.denotes(root);
  return denoted?.kind === 'global' ? denoted.name : null;
}
