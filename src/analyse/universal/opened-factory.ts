import type * as t from '@babel/types';
import { callOf } from '../places.js';
import { outerRange } from '../ranges.js';
import type { Binding, ScopeInfo } from '../scope.js';
import type { TextEdit } from '../sloppy/text-edits.js';
import { childNodes, isFunctionNode, type FunctionNode, type Node } from '../tree.js';
import { isModuleExports } from '../uses.js';
import { startOf, usesThis } from './inlined-factory.js';
import { openBlock } from './open-block.js';

/**
 * The edits that make the body of a function which is called at once the body of the file, where that changes nothing:
 * `module.exports = (function (x) { …; return y; })(require('x'));` -> `var x = require('x'); …; module.exports = y;`
 */
export function openedFactory(program: t.Program, source: string, scopes: ScopeInfo): TextEdit[] {
  const first = program.body.find((statement) => statement.type !== 'EmptyStatement');
  for (const statement of program.body) {
    const call = calledAtOnce(statement);
    if (!call || !isOpenable(call, statement === first && program.directives.length === 0, scopes)) continue;
    const edits = opened(program, call, source);
    if (edits) return edits;
  }
  return [];
}

interface Parameter {
  id: t.Identifier;
  value: Node;
}

interface CalledAtOnce {
  statement: t.ExpressionStatement;
  fn: FunctionNode & { body: t.BlockStatement };
  parameters: Parameter[];
  /** The trailing `return`, whose value becomes `module.exports`; null where nobody takes the value. */
  returned: t.ReturnStatement | null;
}

function calledAtOnce(statement: t.Statement): CalledAtOnce | null {
  if (statement.type !== 'ExpressionStatement') return null;
  const { expression } = statement;
  const isAssigned =
    expression.type === 'AssignmentExpression' && expression.operator === '=' && isModuleExports(expression.left);
  let call: Node = isAssigned ? expression.right : expression;
  while (!isAssigned && call.type === 'UnaryExpression') call = call.argument;
  if (call.type !== 'CallExpression' || !isFunctionNode(call.callee) || callOf(call.callee) !== call) return null;
  const fn = call.callee;
  if (fn.body.type !== 'BlockStatement' || call.arguments.length !== fn.params.length) return null;
  const parameters = fn.params.flatMap((id, index) => {
    const value = call.arguments[index]!;
    return id.type === 'Identifier' && value.type !== 'SpreadElement' ? [{ id, value }] : [];
  });
  const last = fn.body.body.at(-1);
  const returned = last?.type === 'ReturnStatement' && last.argument ? last : null;
  if (parameters.length < fn.params.length || isAssigned !== (returned !== null)) return null;
  return { statement, fn: fn as CalledAtOnce['fn'], parameters, returned };
}

/**
 * The function has nothing of its own but variables, and these get in nobody's way. Where the exports have another name
 * inside, they are one object with and without the function.
 */
function isOpenable({ fn, parameters, returned }: CalledAtOnce, isFirst: boolean, scopes: ScopeInfo): boolean {
  if (parameters.some((parameter) => isExports(parameter.value) && !isSameName(parameter))) return false;
  // A wrapper that still has to decide what to do with its factory is no better without its function.
  if (parameters.some(({ value }) => isFunctionNode(value))) return false;
  if (usesThis(fn, scopes) || (fn.body.directives.length > 0 && !isFirst)) return false;
  const name = fn.type === 'FunctionExpression' ? fn.id : null;
  if (name && scopes.declared.get(name)!.references.length > 0) return false;
  if (leaves(fn.body, returned)) return false;
  const isInside = (node: Node): boolean => node.start! >= fn.start! && node.end! <= fn.end!;
  const own = ({ scope }: Binding): boolean => scope.node === fn || scope.node === fn.body;
  const renamed = scopes.bindings.filter((binding) => own(binding) && !parameters.some((p) => isSame(p, binding)));
  return renamed.every((binding) => {
    const outside = scopes.free.get(binding.name) ?? [];
    const isTaken = scopes.program.bindings.has(binding.name) || outside.some(({ node }) => !isInside(node));
    return !isTaken && !commonJs.has(binding.name);
  });
}

/** A parameter that gets a variable of the same name, and stays what that is: `(function ($) {…})($)`. */
function isSame({ id, value }: Parameter, { declarations, isWritten }: Binding): boolean {
  return declarations[0] === id && declarations.length === 1 && isSameName({ id, value }) && !isWritten;
}

/** `this` is the exports at the top level. */
const isExports = (node: Node): boolean =>
  node.type === 'ThisExpression' ||
  isModuleExports(node) ||
  (node.type === 'Identifier' && (node.name === 'exports' || node.name === 'module'));

const isSameName = ({ id, value }: Parameter): boolean => value.type === 'Identifier' && value.name === id.name;

const commonJs: ReadonlySet<string> = new Set(['module', 'exports', 'require', '__filename', '__dirname']);

/** The function ends anywhere but at its end, or reads what only functions have. */
function leaves(node: Node, returned: Node | null, isInArrow = false): boolean {
  if (node.type === 'ReturnStatement' && node !== returned && !isInArrow) return true;
  if (node.type === 'MetaProperty' || (node.type === 'Identifier' && node.name === 'arguments')) return true;
  const isArrow = node.type === 'ArrowFunctionExpression';
  if (isFunctionNode(node) && !isArrow) return false;
  return childNodes(node).some((child) => leaves(child, returned, isInArrow || isArrow));
}

function opened(program: t.Program, call: CalledAtOnce, source: string): TextEdit[] | null {
  const { statement, fn, parameters, returned } = call;
  const edits = openBlock(fn.body, startOf(statement, program), statement.end!, source);
  if (!edits) return null;
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const declared = parameters.filter((parameter) => !isSameName(parameter));
  const lines = declared.map(({ id, value }) => {
    const range = outerRange(value);
    return `var ${id.name} = ${source.slice(range.start, range.end)};`;
  });
  if (lines.length > 0) {
    const directive = fn.body.directives.at(-1);
    const at = directive ? directive.end! : edits[0]!.end;
    const isBlankBehind = /^[^\S\n]*\r?\n[^\S\n]*\r?\n/.test(source.slice(at));
    const text = [...lines, ...(directive && isBlankBehind ? [] : [''])].join(eol);
    edits.push({ start: at, end: at, text: directive ? eol + text : text + eol });
  }
  if (returned)
    edits.push({ start: returned.start!, end: outerRange(returned.argument!).start, text: 'module.exports = ' });
  return edits.sort((a, b) => a.start - b.start || a.end - b.end);
}
