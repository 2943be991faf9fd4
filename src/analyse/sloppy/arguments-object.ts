import type * as t from '@babel/types';
import { rangeOf } from '../ranges.js';
import { type FunctionNode, enclosingFunction, isFunctionNode, type Node, parentOf } from '../tree.js';
import type { Binding } from '../scope.js';
import { memberKey } from '../uses.js';
import { changingMethod, isFollowedByReadBack, isReadBack, readBack } from './arguments-changes.js';
import { insertion, isListed, nameInsertion, type SloppyContext, walk } from './context.js';

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
    findAliases(c, fn, nodes);
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

/** Finds what tells parameters and the arguments object apart. */
function findAliases(c: SloppyContext, fn: FunctionNode, uses: Node[]): void {
  if (fn.params.length === 0 || !fn.params.every((p) => p.type === 'Identifier')) return;
  const params = fn.params.map((p) => c.scopes.declared.get(p)!);
  const changing = uses.filter((use) => changesElements(use, params));
  const isResized = changing.some((use) => changingMethod(use) !== null);
  const isSeen = (changed: Node): boolean =>
    params.some((p) => p.references.some((r) => r.mode !== 'write' && mayFollow(r.node, changed, fn)));
  for (const use of changing) {
    if (isFollowedByReadBack(use, fn) || !isSeen(use)) continue;
    const isAlone = !isResized || (changing.length === 1 && !isRepeated(use, fn));
    if (!isAlone || !readBack(c, fn, params, use)) return c.keep('arguments-alias', rangeOf(use));
  }
  params.forEach((param, index) => {
    const reads = uses.filter((use) => readsElement(use, index));
    const writes = param.references.filter((r) => r.mode !== 'read' && !isWrittenThrough(r.node, index));
    for (const { node } of writes) {
      if (!reads.some((use) => mayFollow(use, node, fn) || isKept(use))) continue;
      // Elements that a changed length brought in are no parameters.
      if (isResized) c.keep('arguments-alias', rangeOf(node), param.name);
      else writeThrough(c, fn, param.name, index, node);
    }
  });
}

/** `a = 1;` also sets the element, where there is one: `if (arguments.length > 0) arguments[0] = a;`. */
function writeThrough(c: SloppyContext, fn: FunctionNode, name: string, index: number, node: Node): void {
  const write = parentOf(node)!;
  const statement = parentOf(write);
  const isSimple = (write.type === 'AssignmentExpression' && write.left === node) || write.type === 'UpdateExpression';
  const isOwn = enclosingFunction(node, true) === fn;
  if (!isSimple || !isOwn || statement?.type !== 'ExpressionStatement')
    return c.keep('arguments-alias', rangeOf(node), name);
  const end = statement.end!;
  const hasSemicolon = c.source[end - 1] === ';';
  const set = `if (arguments.length > ${index}) arguments[${index}] = ${name}`;
  if (!isListed(statement)) {
    const edits = [insertion(statement.start!, '{ '), insertion(end, `${hasSemicolon ? '' : ';'} ${set}; }`)];
    return c.fix('arguments-alias', rangeOf(node), name, edits);
  }
  const isLast = /^[^\S\r\n]*(\/\/[^\r\n]*)?([\r\n]|$)/.test(c.source.slice(end));
  const edit = isLast
    ? insertion(
        lineEnd(c.source, end),
        `${c.eol}${c.indentationAt(statement.start!)}${set}${hasSemicolon ? ';' : c.semi}`,
      )
    : insertion(end, `${hasSemicolon ? '' : ';'} ${set};`);
  c.fix('arguments-alias', rangeOf(node), name, [edit]);
}

/** After a statement and the comment behind it. */
function lineEnd(source: string, offset: number): number {
  return offset + /^[^\r\n]*/.exec(source.slice(offset))![0].trimEnd().length;
}

/** True when the statement behind the write already sets the element. */
function isWrittenThrough(node: Node, index: number): boolean {
  if (isReadBack(parentOf(node), index)) return true;
  const statement = parentOf(parentOf(node)!);
  const list = statement ? parentOf(statement) : null;
  const statements =
    list?.type === 'BlockStatement' || list?.type === 'Program' || list?.type === 'StaticBlock'
      ? list.body
      : list?.type === 'SwitchCase'
        ? list.consequent
        : [];
  const next = statements[statements.findIndex((s) => s === statement) + 1];
  const set =
    next?.type === 'IfStatement' && next.consequent.type === 'ExpressionStatement' && next.consequent.expression;
  if (!set || set.type !== 'AssignmentExpression' || set.left.type !== 'MemberExpression') return false;
  const { object } = set.left;
  return object.type === 'Identifier' && object.name === 'arguments' && memberKey(set.left) === String(index);
}

/** `arguments[0] = x`, `arguments[0]++`, `[].shift.call(arguments)`; not the parameter's own value. */
function changesElements(use: Node, params: Binding[]): boolean {
  const parent = parentOf(use);
  if (parent?.type === 'MemberExpression' && parent.object === use) {
    const outer = parentOf(parent);
    if (outer?.type === 'UpdateExpression' || outer?.type === 'ForInStatement') return true;
    if (outer?.type !== 'AssignmentExpression' || outer.left !== parent || !parent.computed) return false;
    const own = params[Number(memberKey(parent) ?? -1)];
    return !(own && outer.right.type === 'Identifier' && outer.right.name === own.name);
  }
  return changingMethod(use) !== null;
}

/** True when a use reads the element of one parameter, as far as numbers in the text tell. */
function readsElement(use: Node, index: number): boolean {
  const parent = parentOf(use);
  if (parent?.type === 'CallExpression' && parent.arguments[0] === use && parent.callee.type === 'MemberExpression') {
    const [, from] = parent.arguments;
    const method = parent.callee.object;
    const isSlice = method.type === 'MemberExpression' && memberKey(method) === 'slice';
    return !(isSlice && from?.type === 'NumericLiteral' && index < from.value);
  }
  if (parent?.type !== 'MemberExpression' || parent.object !== use) return true;
  const key = memberKey(parent);
  if (key !== null && key !== String(index)) return false;
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
  if (later.start! > earlier.start! && !isAssigned(later, earlier)) return !leavesAfter(earlier, later, fn);
  return isRepeated(later, fn) && isRepeated(earlier, fn);
}

/** `a = f(arguments)`: the right side runs before the write. */
function isAssigned(value: Node, target: Node): boolean {
  const parent = parentOf(target);
  if (parent?.type !== 'AssignmentExpression' || parent.left !== target) return false;
  return parent.right.start! <= value.start! && value.end! <= parent.right.end!;
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
