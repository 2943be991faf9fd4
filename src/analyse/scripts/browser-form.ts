import type * as t from '@babel/types';
import { callOf } from '../places.js';
import { outerRange, rangeOf } from '../ranges.js';
import { childNodes, isFunctionNode, parentOf, type Node } from '../tree.js';
import type { ScopeInfo } from '../scope.js';
import type { TextEdit } from '../sloppy/text-edits.js';

/**
 * The edits that leave of a universal module (UMD) what a browser without a module loader runs: tests for `module`,
 * `exports` and `define` are decided, then the factory takes the place of the wrapper that called it.
 * One round; the caller repeats it until nothing is left to do.
 */
export function browserForm(program: t.Program, source: string, scopes: ScopeInfo): TextEdit[] {
  const edits: TextEdit[] = [];
  const isFree = (node: Node): boolean => scopes.byNode.get(node)?.binding === null;
  const visit = (node: Node): void => {
    if ((node.type === 'IfStatement' || node.type === 'ConditionalExpression') && isLoaderTest(node.test, isFree)) {
      edits.push(folded(node, source));
      return;
    }
    childNodes(node).forEach(visit);
  };
  visit(program);
  return edits.length > 0 ? edits : inlinedFactory(program, scopes);
}

const LOADER_NAMES = new Set(['module', 'exports', 'define', 'require']);

/** `typeof define === 'function' && define.amd`: false where no loader is. */
function isLoaderTest(test: Node, isFree: (node: Node) => boolean): boolean {
  if (test.type === 'LogicalExpression' && test.operator === '&&') return isLoaderTest(test.left, isFree);
  if (test.type === 'LogicalExpression' && test.operator === '||') {
    return isLoaderTest(test.left, isFree) && isLoaderTest(test.right, isFree);
  }
  if (test.type !== 'BinaryExpression') return false;
  const [asked, answer] = test.left.type === 'UnaryExpression' ? [test.left, test.right] : [test.right, test.left];
  if (asked.type !== 'UnaryExpression' || asked.operator !== 'typeof' || answer.type !== 'StringLiteral') return false;
  if (asked.argument.type !== 'Identifier' || !LOADER_NAMES.has(asked.argument.name) || !isFree(asked.argument))
    return false;
  return /^!==?$/.test(test.operator)
    ? answer.value === 'undefined'
    : /^===?$/.test(test.operator) && answer.value !== 'undefined';
}

function folded(node: t.IfStatement | t.ConditionalExpression, source: string): TextEdit {
  const { alternate } = node;
  if (!alternate) return { ...statementRange(node, source), text: '' };
  if (node.type === 'ConditionalExpression') return { ...outerRange(node), text: textOf(alternate, source) };
  const isBlock = alternate.type === 'BlockStatement';
  const declares = isBlock && alternate.body.some((s) => s.type !== 'ExpressionStatement' && s.type !== 'IfStatement');
  if (!isBlock || declares || alternate.body.length === 0) return { ...rangeOf(node), text: textOf(alternate, source) };
  const text = source.slice(alternate.body[0]!.start!, alternate.body.at(-1)!.end!);
  return { ...rangeOf(node), text };
}

const textOf = (node: Node, source: string): string => {
  const { start, end } = outerRange(node);
  return source.slice(start, end);
};

/** A statement with its line, when nothing else stands on it. */
function statementRange(node: Node, source: string): { start: number; end: number } {
  const start = source.lastIndexOf('\n', node.start! - 1) + 1;
  const line = /^[^\S\n]*\n?/.exec(source.slice(node.end!))![0];
  return source.slice(start, node.start!).trim() === '' && line.endsWith('\n')
    ? { start, end: node.end! + line.length }
    : rangeOf(node);
}

/** `(function (root, factory) { root.M = factory(root.X); })(this, function (X) {…})` -> `window.M = (function (X) {…})(window.X);` */
function inlinedFactory(program: t.Program, scopes: ScopeInfo): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const statement of program.body) {
    if (statement.type !== 'ExpressionStatement') continue;
    let call: Node = statement.expression;
    while (call.type === 'UnaryExpression') call = call.argument;
    if (call.type !== 'CallExpression' || !isFunctionNode(call.callee) || callOf(call.callee) !== call) continue;
    const wrapper = call.callee;
    if (wrapper.body.type !== 'BlockStatement') continue;
    const at = call.arguments.findIndex((a) => isFunctionNode(a));
    const factory = call.arguments[at];
    const param = wrapper.params[at];
    if (!factory || !isFunctionNode(factory as Node) || param?.type !== 'Identifier' || !isRootCall(call, at)) continue;
    const roots = new Set(wrapper.params.flatMap((p, i) => (p.type === 'Identifier' && i !== at ? [p.name] : [])));
    const body = wrapper.body.body.flatMap(expressions).filter((e) => e === null || !isRootSetup(e, roots));
    const only = body.pop();
    const setup = body.map((e) => (e === null ? null : globalMember(e, roots)));
    if (!only || !setup.every((made) => made !== null && made.includes(' = '))) continue;
    const uses = scopes.declared.get(param)?.references ?? [];
    const made = parentOf(uses[0]?.node ?? only);
    if (uses.length !== 1 || made?.type !== 'CallExpression' || made.callee !== uses[0]!.node) continue;
    const args = made.arguments.map((a) => globalMember(a, roots));
    if (args.includes(null)) continue;
    const target = only;
    let head = '';
    if (target.type === 'AssignmentExpression' && target.right === made) {
      const left = globalMember(target.left, roots);
      if (left === null) continue;
      head = `${left} = `;
    } else if (target !== made) continue;
    const before = [...setup, ...args.filter((a) => a!.includes(' = '))].map((a) => `${a!};\n`).join('');
    const given = args.map((a) => a!.replace(/ = .*$/, '')).join(', ');
    edits.push({ start: statement.start!, end: factory.start!, text: `${before}${head}(` });
    edits.push({ start: factory.end!, end: statement.end!, text: `)(${given});` });
  }
  return edits;
}

/** The other arguments are the global object: `this`, `window`, `typeof self !== 'undefined' ? self : this`. */
function isRootCall(call: t.CallExpression, factoryAt: number): boolean {
  return call.arguments.every(
    (a, i) =>
      i === factoryAt ||
      a.type === 'ThisExpression' ||
      isRootName(a) ||
      (a.type === 'ConditionalExpression' && (isRootName(a.consequent) || a.consequent.type === 'ThisExpression')),
  );
}

const isRootName = (node: Node): boolean =>
  node.type === 'Identifier' && /^(?:window|self|globalThis|global)$/.test(node.name);

/** The expressions that a statement evaluates for their effects; null for any other statement. */
function expressions(statement: t.Statement): (Node | null)[] {
  if (statement.type === 'EmptyStatement') return [];
  if (statement.type !== 'ExpressionStatement') return [null];
  const parts = (node: t.Expression): Node[] =>
    node.type === 'SequenceExpression' ? node.expressions.flatMap(parts) : [node];
  return parts(statement.expression);
}

/** `global = global || self`, `global = typeof globalThis !== 'undefined' ? globalThis : global || self` */
function isRootSetup(node: Node, roots: ReadonlySet<string>): boolean {
  if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier' || !roots.has(node.left.name))
    return false;
  const isRoot = (value: Node): boolean =>
    value.type === 'LogicalExpression'
      ? isRoot(value.left) && isRoot(value.right)
      : value.type === 'ConditionalExpression'
        ? isRoot(value.consequent) && isRoot(value.alternate)
        : isRootName(value) || (value.type === 'Identifier' && roots.has(value.name));
  return isRoot(node.right);
}

/**
 * `root.M`, `window.M` or a bare global as an expression on the window; `window.M = {}` and `window.M = window.M || {}`
 * for one that is made.
 */
function globalMember(node: Node, roots: ReadonlySet<string>): string | null {
  if (
    node.type === 'AssignmentExpression' &&
    node.right.type === 'ObjectExpression' &&
    node.right.properties.length === 0
  ) {
    const left = globalMember(node.left, roots);
    return left === null ? null : `${left} = {}`;
  }
  if (node.type === 'AssignmentExpression' && node.right.type === 'LogicalExpression' && node.right.operator === '||') {
    const [left, again] = [globalMember(node.left, roots), globalMember(node.right.left, roots)];
    const isEmpty = node.right.right.type === 'ObjectExpression' && node.right.right.properties.length === 0;
    return left !== null && left === again && isEmpty ? `${left} = ${left} || {}` : null;
  }
  if (node.type === 'Identifier') return roots.has(node.name) || isRootName(node) ? 'window' : node.name;
  if (node.type !== 'MemberExpression') return null;
  const object = node.object.type === 'ThisExpression' ? 'window' : globalMember(node.object, roots);
  const key =
    !node.computed && node.property.type === 'Identifier'
      ? node.property.name
      : node.property.type === 'StringLiteral'
        ? node.property.value
        : null;
  return object === null || key === null || !/^[\w$]+$/.test(key) ? null : `${object}.${key}`;
}
