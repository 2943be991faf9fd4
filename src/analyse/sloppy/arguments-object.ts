import type * as t from '@babel/types';
import { rangeOf } from '../ranges.js';
import { type Binding, type FunctionNode, enclosingFunction, isFunctionNode, type Node, parentOf } from '../scope.js';
import { memberKey } from '../uses.js';
import { nameInsertion, type SloppyContext, walk } from './context.js';

/**
 * The arguments object of a sloppy function has `callee`, and shares its elements with simple parameters (ECMA-262
 * 10.4.4); a strict one has neither.
 */
export function findArgumentsObjects(c: SloppyContext): void {
  const uses = new Map<FunctionNode, Node[]>();
  for (const { node } of c.scopes.free.get('arguments') ?? []) {
    const fn = enclosingFunction(node, true);
    if (!fn || !c.isSloppy(node)) continue;
    const list = uses.get(fn);
    if (list) list.push(node);
    else uses.set(fn, [node]);
    const parent = parentOf(node);
    if (parent?.type === 'MemberExpression' && parent.object === node && memberKey(parent) === 'callee')
      callee(c, fn, parent);
  }
  for (const [fn, nodes] of uses) {
    const found = aliased(c, fn, nodes);
    if (found) c.keep('arguments-alias', rangeOf(found));
  }
}

/** `arguments.callee` is the function: said by its name, where it has one that means it. */
function callee(c: SloppyContext, fn: FunctionNode, use: t.MemberExpression): void {
  if (fn.type !== 'FunctionDeclaration' && fn.type !== 'FunctionExpression') return c.keep('callee', rangeOf(use));
  const binding = fn.id ? c.scopes.declared.get(fn.id) : undefined;
  if (binding && isSteady(binding) && !isHidden(binding.name, use, fn))
    return c.fix('callee', rangeOf(use), binding.name, [{ ...rangeOf(use), text: binding.name }]);
  const name = fn.id ? null : inferredName(fn);
  if (name === null || mentions(fn, name)) return c.keep('callee', rangeOf(use));
  c.fix('callee', rangeOf(use), name, [nameInsertion(c, fn, name), { ...rangeOf(use), text: name }]);
}

function isSteady(binding: Binding): boolean {
  return binding.declarations.length === 1 && binding.references.every((r) => r.mode === 'read');
}

/** True when something inside the function declares its name again. */
function isHidden(name: string, use: Node, fn: FunctionNode): boolean {
  for (let up: Node | null = use; up && up !== fn; up = parentOf(up)) if (isFunctionNode(up)) return true;
  let found = false;
  walk(fn, (node) => {
    const declares = node.type === 'VariableDeclarator' || isFunctionNode(node);
    if (declares && node !== fn && 'id' in node && node.id?.type === 'Identifier') found ||= node.id.name === name;
  });
  return found || fn.params.some((p) => p.type !== 'Identifier' || p.name === name);
}

/** The name that an anonymous function expression has from its place (ECMA-262 8.4). */
function inferredName(fn: FunctionNode): string | null {
  if (fn.type !== 'FunctionExpression' || fn.async || fn.generator) return null;
  const parent = parentOf(fn);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'ObjectProperty' && !parent.computed && parent.key.type === 'Identifier') return parent.key.name;
  const assigns = parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === fn;
  return assigns && parent.left.type === 'Identifier' ? parent.left.name : null;
}

function mentions(fn: Node, name: string): boolean {
  let found = false;
  walk(fn, (node) => {
    found ||= node.type === 'Identifier' && node.name === name;
  });
  return found;
}

/** The place where a parameter and the arguments object are told apart, or null. */
function aliased(c: SloppyContext, fn: FunctionNode, uses: Node[]): Node | null {
  if (fn.params.length === 0 || !fn.params.every((p) => p.type === 'Identifier')) return null;
  const params = fn.params.flatMap((p) => c.scopes.declared.get(p) ?? []);
  const writesToElement = uses.find((use) => changesElements(use));
  if (writesToElement) {
    const isRead = params.some((p) =>
      p.references.some((r) => r.mode !== 'write' && mayFollow(r.node, writesToElement, fn)),
    );
    if (isRead) return writesToElement;
  }
  const reads = uses.filter((use) => readsElements(use));
  for (const param of params) {
    for (const write of param.references) {
      if (write.mode === 'read') continue;
      if (reads.some((use) => mayFollow(use, write.node, fn) || isKept(use))) return write.node;
    }
  }
  return null;
}

/** `arguments[0] = x`, `arguments[0]++`, `[].shift.call(arguments)`. */
function changesElements(use: Node): boolean {
  const parent = parentOf(use);
  if (parent?.type === 'MemberExpression' && parent.object === use) {
    const outer = parentOf(parent);
    if (outer?.type === 'UpdateExpression' || outer?.type === 'ForInStatement') return true;
    return outer?.type === 'AssignmentExpression' && outer.left === parent && parent.computed;
  }
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== use) return false;
  const method = parent.callee.type === 'MemberExpression' ? parent.callee.object : null;
  return (
    method?.type === 'MemberExpression' &&
    /^(shift|unshift|pop|push|splice|reverse|sort|fill|copyWithin)$/.test(memberKey(method) ?? '')
  );
}

/** Anything but `arguments.length` and a plain write of an element. */
function readsElements(use: Node): boolean {
  const parent = parentOf(use);
  if (parent?.type !== 'MemberExpression' || parent.object !== use) return true;
  const key = memberKey(parent);
  if (key === 'length' || key === 'callee') return false;
  const outer = parentOf(parent);
  return !(outer?.type === 'AssignmentExpression' && outer.left === parent && outer.operator === '=');
}

/** The object itself is stored: what is read from it later is not seen here. */
function isKept(use: Node): boolean {
  const parent = parentOf(use);
  return (
    parent?.type === 'VariableDeclarator' ||
    parent?.type === 'ReturnStatement' ||
    parent?.type === 'ObjectProperty' ||
    (parent?.type === 'AssignmentExpression' && parent.right === use)
  );
}

/** True when one place may run after another in one call of the function: later in the text, in a loop, or in a closure. */
function mayFollow(later: Node, earlier: Node, fn: FunctionNode): boolean {
  if (areAlternatives(later, earlier)) return false;
  if (later.start! > earlier.start!) return !leavesAfter(earlier, later, fn);
  return isRepeated(later, fn) && isRepeated(earlier, fn);
}

/** In a loop or in a function inside. */
function isRepeated(node: Node, fn: FunctionNode): boolean {
  for (let up = parentOf(node); up && up !== fn; up = parentOf(up)) {
    if (isFunctionNode(up) || /^(For|While|DoWhile)/.test(up.type)) return true;
  }
  return false;
}

/** Two branches of one condition. */
function areAlternatives(a: Node, b: Node): boolean {
  for (let up = parentOf(a), child: Node = a; up; child = up, up = parentOf(up)) {
    if (up.type !== 'IfStatement' && up.type !== 'ConditionalExpression') continue;
    const other = child === up.consequent ? up.alternate : child === up.alternate ? up.consequent : null;
    if (other && other.start! <= b.start! && b.end! <= other.end!) return true;
  }
  return false;
}

/** The block of the earlier place ends by leaving the function before the later place is reached. */
function leavesAfter(earlier: Node, later: Node, fn: FunctionNode): boolean {
  for (let up = parentOf(earlier); up && up !== fn; up = parentOf(up)) {
    if (up.start! <= later.start! && later.end! <= up.end!) return false;
    if (up.type !== 'BlockStatement') continue;
    const last = up.body.at(-1);
    if (last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement') return true;
  }
  return false;
}
