import type * as t from '@babel/types';
import { callOf } from '../places.js';
import { outerRange, rangeOf, skipTrivia } from '../ranges.js';
import type { ScopeInfo } from '../scope.js';
import type { TextEdit } from '../sloppy/text-edits.js';
import { childNodes, isFunctionNode, parentOf, type FunctionNode, type Node } from '../tree.js';
import { isModuleExports } from '../uses.js';

/**
 * The edits that take the wrapper of a universal module away, once its tests are decided: the factory is called where the
 * wrapper called it, and arguments that no parameter uses go.
 * `(function (root, factory) { module.exports = factory(require('x')); })(this, function (x) {…})` ->
 * `module.exports = (function (x) {…})(require('x'));`
 */
export function inlinedFactory(program: t.Program, source: string, scopes: ScopeInfo): TextEdit[] {
  for (const statement of program.body) {
    const call = wrapperCall(statement);
    if (!call) continue;
    const edits = factoryInstead(statement, call, { program, source, scopes }) ?? withoutUnused(call, source, scopes);
    if (edits.length > 0) return edits;
  }
  return [];
}

interface WrapperCall {
  call: t.CallExpression;
  fn: FunctionNode & { body: t.BlockStatement };
  /** What the parameters get: without the first argument of `.call(this, …)`. */
  arguments: readonly Node[];
}

/** `(function (root, factory) {…})(this, …)`, also behind `!` and by `.call()`. */
function wrapperCall(statement: t.Statement): WrapperCall | null {
  if (statement.type !== 'ExpressionStatement') return null;
  let call: Node = statement.expression;
  while (call.type === 'UnaryExpression') call = call.argument;
  if (call.type !== 'CallExpression') return null;
  const { callee } = call;
  const isByCall = callee.type === 'MemberExpression';
  const fn: Node = isByCall ? callee.object : callee;
  if (!isFunctionNode(fn) || callOf(fn) !== call || fn.body.type !== 'BlockStatement') return null;
  const given = isByCall ? call.arguments.slice(1) : call.arguments;
  if (isByCall && !(callee.property.type === 'Identifier' && callee.property.name === 'call')) return null;
  if (given.some((a) => a.type === 'SpreadElement')) return null;
  return { call, fn: fn as WrapperCall['fn'], arguments: given };
}

function factoryInstead(
  statement: t.Statement,
  { fn, arguments: given }: WrapperCall,
  { program, source, scopes }: { program: t.Program; source: string; scopes: ScopeInfo },
): TextEdit[] | null {
  const at = given.findIndex((a) => isFunctionNode(a));
  const factory = given[at];
  const parameter = fn.params[at];
  if (!factory || parameter?.type !== 'Identifier') return null;
  const others = given.filter((a) => a !== factory);
  const only = fn.body.body.length === 1 ? fn.body.body[0]! : null;
  const uses = scopes.declared.get(parameter)?.references ?? [];
  const made = uses.length === 1 ? parentOf(uses[0]!.node) : null;
  if (only?.type !== 'ExpressionStatement' || made?.type !== 'CallExpression' || made.callee !== uses[0]!.node)
    return null;
  const { expression } = only;
  const isAssigned =
    expression.type === 'AssignmentExpression' && expression.right === made && expression.operator === '=';
  if (!isAssigned && expression !== made) return null;
  if (isAssigned && !isModuleExports(expression.left)) return null;
  const parameters = new Set(fn.params.filter((p) => p !== parameter));
  const own = (node: Node): boolean => {
    const binding = scopes.byNode.get(node)?.binding;
    return (binding?.declarations ?? []).some((id) => parameters.has(id)) || childNodes(node).some(own);
  };
  if (made.arguments.some(own) || !others.every(isQuiet)) return null;
  const head = isAssigned ? `${source.slice(expression.left.start!, expression.left.end!)} = ` : '';
  const comments = leading(source, fn.body.start! + 1, only.start!);
  const semicolon = source[statement.end! - 1] === ';' ? ';' : '';
  const values = made.arguments.map((a) => source.slice(a.start!, a.end!)).join(', ');
  return [
    { start: startOf(statement, program), end: factory.start!, text: `${comments}${head}(` },
    { start: factory.end!, end: statement.end!, text: `)(${values})${semicolon}` },
  ];
}

/** A function expression has a `this` of its own and uses it. */
export function usesThis(fn: FunctionNode, scopes: ScopeInfo): boolean {
  const use = fn.type === 'FunctionExpression' ? scopes.thisUse.get(fn) : undefined;
  return use !== undefined && (use.reads || use.writes || use.escapes || use.isTested);
}

/** Arguments that nothing needs: a `this` that is not used, and those at the end whose parameters are never read. */
function withoutUnused({ call, fn, arguments: given }: WrapperCall, source: string, scopes: ScopeInfo): TextEdit[] {
  if (call.arguments.length > given.length && isQuiet(call.arguments[0]!) && !usesThis(fn, scopes)) {
    const values = given.map((a) => source.slice(a.start!, a.end!)).join(', ');
    return [{ start: outerRange(fn).end, end: call.end!, text: `(${values})` }];
  }
  if (given.length === 0 || usesArguments(fn, scopes)) return [];
  const isUnused = (index: number): boolean => {
    const parameter = fn.params[index];
    const isRead = parameter?.type !== 'Identifier' || scopes.declared.get(parameter)!.references.length > 0;
    return isQuiet(given[index]!) && (!parameter || !isRead);
  };
  let kept = given.length;
  while (kept > 0 && isUnused(kept - 1)) kept--;
  if (kept === given.length || fn.params.length > given.length) return [];
  const removed = (list: readonly Node[], from: number): TextEdit[] => {
    const start = from === 0 ? list[0]?.start : list[from - 1]!.end;
    return from >= list.length ? [] : [{ start: start!, end: list.at(-1)!.end!, text: '' }];
  };
  const all = call.arguments.length - given.length;
  return [...removed(fn.params, kept), ...removed(call.arguments, kept + all)].sort((a, b) => a.start - b.start);
}

function usesArguments(fn: FunctionNode, scopes: ScopeInfo): boolean {
  const { start, end } = rangeOf(fn);
  return (scopes.free.get('arguments') ?? []).some(({ node }) => node.start! >= start && node.end! <= end);
}

/** What may be asked for the global object, and does nothing: `this`, `typeof window !== 'undefined' ? window : this`. */
function isQuiet(node: Node): boolean {
  if (node.type === 'ThisExpression' || node.type === 'StringLiteral') return true;
  if (node.type === 'Identifier') return /^(global|globalThis|exports)$/.test(node.name);
  return (
    node.type === 'ConditionalExpression' &&
    isTypeTest(node.test) &&
    [node.consequent, node.alternate].every((value) => isQuiet(value) || isGlobalOfPages(value))
  );
}

/** There or not, behind a test for it. */
const isGlobalOfPages = (node: Node): boolean => node.type === 'Identifier' && /^(window|self)$/.test(node.name);

function isTypeTest(node: Node): boolean {
  return (
    node.type === 'BinaryExpression' &&
    [node.left, node.right].some((s) => s.type === 'UnaryExpression' && s.operator === 'typeof')
  );
}

/** Where a statement starts, with the semicolon that keeps its parenthesis from the line before: `;(function () {`. */
export function startOf(statement: t.Statement, program: t.Program): number {
  const before = program.body[program.body.indexOf(statement) - 1];
  return before?.type === 'EmptyStatement' && before.end === statement.start ? before.start! : statement.start!;
}

/** The comments before the only statement of the wrapper, each on its line. */
function leading(source: string, from: number, to: number): string {
  const text = source.slice(from, to).trim();
  if (text === '' || skipTrivia(source, from) !== to) return '';
  return `${text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')}\n`;
}
