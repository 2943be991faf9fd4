import type * as t from '@babel/types';
import { outerRange, rangeOf } from '../ranges.js';
import { type Node, parentOf } from '../tree.js';
import type { Binding } from '../scope.js';
import { staticString } from '../requested-names.js';
import { memberKey } from '../uses.js';
import type { SloppyContext } from './context.js';

/**
 * Calls that are `require(specifier)` in other words: `module.require(x)`, `require.call(null, x)`, `require.apply(null, [x])`,
 * `Reflect.apply(require, null, [x])`, `(0, require)(x)`, `require?.(x)`, `require(x, ignored)`, `require(a ? x : y)` and `const load = require; load(x)`. They are
 * written so, for all later stages to see what is loaded. Node's require() looks at its first argument only, and not at `this`.
 */
export function findRequireForms(c: SloppyContext): void {
  for (const { node } of c.scopes.free.get('require') ?? []) requireForm(c, node);
  if (c.declares('require')) return;
  for (const { node } of c.scopes.free.get('module') ?? []) moduleRequire(c, node);
}

function requireForm(c: SloppyContext, node: Node): void {
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'CallExpression':
      if (parent.callee === node) calledWith(c, parent, parent.arguments);
      else applied(c, parent, node);
      return;
    case 'OptionalCallExpression':
      if (parent.callee === node && parent.optional) calledWith(c, parent, parent.arguments);
      return;
    case 'SequenceExpression': {
      const call = parentOf(parent);
      const [first, second] = parent.expressions;
      const isCallee = call?.type === 'CallExpression' && call.callee === parent;
      if (isCallee && second === node && isQuiet(first!)) calledWith(c, call, call.arguments);
      return;
    }
    case 'MemberExpression': {
      const call = parentOf(parent);
      if (parent.object !== node || call?.type !== 'CallExpression' || call.callee !== parent) return;
      const [self, ...rest] = call.arguments;
      if (!self || !isQuiet(self)) return;
      if (memberKey(parent) === 'call') calledWith(c, call, rest);
      const list = rest[0];
      if (memberKey(parent) === 'apply' && list?.type === 'ArrayExpression' && rest.length === 1)
        calledWith(c, call, list.elements);
      return;
    }
    case 'VariableDeclarator':
      if (parent.init === node) renamed(c, parent);
  }
}

/** `Reflect.apply(require, null, [x])` */
function applied(c: SloppyContext, call: t.CallExpression, node: Node): void {
  const { callee } = call;
  const [fn, self, list, ...others] = call.arguments;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || memberKey(callee) !== 'apply')
    return;
  if (callee.object.name !== 'Reflect' || fn !== node || !self || !isQuiet(self) || others.length > 0) return;
  if (list?.type === 'ArrayExpression') calledWith(c, call, list.elements);
}

/** `module.require`, wherever it stands. */
function moduleRequire(c: SloppyContext, node: Node): void {
  const member = parentOf(node);
  const call = member && parentOf(member);
  if (member?.type !== 'MemberExpression' || member.object !== node || memberKey(member) !== 'require') return;
  if (call?.type === 'CallExpression' && call.callee === member)
    c.fix('require-form', rangeOf(call), null, [{ ...rangeOf(member), text: 'require' }]);
}

/** Writes the call as `require(first)`, unless it is that already, or drops an argument that does something. */
function calledWith(c: SloppyContext, call: Node, list: readonly (Node | null)[]): void {
  const [first, ...others] = list.flatMap((a) =>
    a?.type === 'SpreadElement' && a.argument.type === 'ArrayExpression' ? a.argument.elements : [a],
  );
  if (!first || first.type === 'SpreadElement' || !others.every((other) => other !== null && isQuiet(other!))) return;
  const isPlain =
    call.type === 'CallExpression' && call.callee.type === 'Identifier' && list.length === 1 && list[0] === first;
  const [whole, argument] = [rangeOf(call), outerRange(first)];
  const dropped = c.text({ start: whole.start, end: argument.start }) + c.text({ start: argument.end, end: whole.end });
  // A comment would be lost.
  if (/\/[*/]/.test(dropped)) return;
  if (first.type === 'ConditionalExpression') return conditional(c, call, first);
  if (isPlain) return;
  const text = `require(${c.text(argument)})`;
  c.fix('require-form', rangeOf(call), null, [{ ...rangeOf(call), text }]);
}

/** `require(a ? 'x' : 'y')` -> `a ? require('x') : require('y')`. */
function conditional(c: SloppyContext, call: Node, { test, consequent, alternate }: t.ConditionalExpression): void {
  if (staticString(consequent) === null || staticString(alternate) === null) return;
  const [condition, one, other] = [test, consequent, alternate].map((node) => c.text(outerRange(node)));
  const text = `${condition} ? require(${one}) : require(${other})`;
  const parent = parentOf(call);
  const isWhole = parent?.type === 'VariableDeclarator' || parent?.type === 'ExpressionStatement';
  c.fix('require-form', rangeOf(call), null, [{ ...rangeOf(call), text: isWhole ? text : `(${text})` }]);
}

/** Evaluating it does nothing. */
function isQuiet(node: Node): boolean {
  if (node.type === 'UnaryExpression' && node.operator === 'void') return isQuiet(node.argument);
  if (node.type === 'MemberExpression')
    return node.object.type === 'Identifier' && node.object.name === 'module' && memberKey(node) === 'exports';
  return /^(Identifier|ThisExpression|NullLiteral|(String|Numeric|Boolean)Literal)$/.test(node.type);
}

/** `const load = require;`, where all that is done with the name is to call it behind its declaration. */
function renamed(c: SloppyContext, declarator: t.VariableDeclarator): void {
  const declaration = parentOf(declarator);
  const binding: Binding | undefined = c.scopes.declared.get(declarator.id);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length !== 1 || !binding) return;
  if (parentOf(declaration)?.type !== 'Program' || binding.declarations.length !== 1 || c.declares('require')) return;
  const uses = binding.references.filter(({ node }) => parentOf(node) !== declarator);
  const isCalled = uses.every(({ node, mode }) => {
    const call = parentOf(node);
    return mode === 'read' && node.start! > declaration.end! && call?.type === 'CallExpression' && call.callee === node;
  });
  if (!isCalled || uses.length === 0) return;
  const edits = uses.map(({ node }) => ({ ...rangeOf(node), text: 'require' }));
  c.fix('require-form', rangeOf(declaration), binding.name, [c.removal(declaration), ...edits]);
}
