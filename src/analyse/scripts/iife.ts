import type * as t from '@babel/types';
import { immediateArguments } from './global-object.js';
import { callOf } from '../places.js';
import { isFunctionNode, parentOf, type Node, childNodes } from '../tree.js';
import type { Script } from './script.js';

/** A function that a top-level statement calls on the spot. */
export interface Iife {
  statement: t.Statement;
  call: t.CallExpression;
  fn: t.FunctionExpression | t.ArrowFunctionExpression;
  body: t.BlockStatement;
  /** Parameters with what they get; `value` is null for one that gets nothing. */
  params: { id: t.Identifier; value: Node | null }[];
  /** The variable or global that gets the result: `var M = (function () {…})()`, `M = …`, `window.M = …`. */
  target: t.Identifier | t.MemberExpression | null;
  /** The trailing `return x`. */
  returned: t.ReturnStatement | null;
}

/**
 * The immediately called functions of a script whose body can stand at the top level of a module: called once, with
 * no `arguments`, no early return, no use of its own name, plain parameters.
 */
export function findIifes(script: Script): Iife[] {
  return script.program.body.flatMap((statement) => {
    const found = calledBy(statement);
    if (!found) return [];
    const { call, target } = found;
    const callee = call.callee.type === 'MemberExpression' ? call.callee.object : call.callee;
    if (callee.type !== 'FunctionExpression' && callee.type !== 'ArrowFunctionExpression') return [];
    if (callOf(callee) !== call || callee.body.type !== 'BlockStatement') return [];
    const args = immediateArguments(call, callee);
    if (!args || args.length > callee.params.length) return [];
    if (!callee.params.every((p): p is t.Identifier => p.type === 'Identifier')) return [];
    const params = (callee.params as t.Identifier[]).map((id, i) => ({ id, value: args[i] ?? null }));
    const returned = callee.body.body.at(-1);
    const iife: Iife = {
      statement,
      call,
      fn: callee,
      body: callee.body,
      params,
      target,
      returned: returned?.type === 'ReturnStatement' ? returned : null,
    };
    return opens(iife, script) ? [iife] : [];
  });
}

/** The call of a statement that does nothing else: `(f)()`, `!f()`, `var M = f()`, `M = f()`. */
function calledBy(statement: t.Statement): { call: t.CallExpression; target: Iife['target'] } | null {
  if (statement.type === 'VariableDeclaration' && statement.declarations.length === 1) {
    const { id, init } = statement.declarations[0]!;
    return id.type === 'Identifier' && init?.type === 'CallExpression' ? { call: init, target: id } : null;
  }
  if (statement.type !== 'ExpressionStatement') return null;
  let value: Node = statement.expression;
  while (value.type === 'UnaryExpression' && /^[!+\-~]$|^void$/.test(value.operator)) value = value.argument;
  if (value.type === 'CallExpression') return { call: value, target: null };
  if (value.type !== 'AssignmentExpression' || value.operator !== '=' || value.right.type !== 'CallExpression')
    return null;
  return value.left.type === 'Identifier' || value.left.type === 'MemberExpression'
    ? { call: value.right, target: value.left }
    : null;
}

/** Whether nothing in the function depends on being a function. */
function opens(iife: Iife, script: Script): boolean {
  const { fn, body, returned } = iife;
  if (fn.type === 'FunctionExpression' && fn.id && (script.scopes.declared.get(fn.id)?.references.length ?? 0) > 0)
    return false;
  const stack: Node[] = [...body.body];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'ReturnStatement' && node !== returned) return false;
    if (node.type === 'Identifier' && node.name === 'arguments' && parentOf(node)?.type !== 'MemberExpression')
      return false;
    if (node.type === 'MetaProperty') return false;
    if (isFunctionNode(node)) {
      if (node.type === 'ArrowFunctionExpression' && usesArguments(node)) return false;
      continue;
    }
    stack.push(...childNodes(node));
    if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'arguments')
      return false;
  }
  return true;
}

function usesArguments(node: Node): boolean {
  return childNodes(node).some(
    (child) =>
      (child.type === 'Identifier' && child.name === 'arguments') ||
      (!(isFunctionNode(child) && child.type !== 'ArrowFunctionExpression') && usesArguments(child)),
  );
}
