import type * as t from '@babel/types';
import { outerRange, rangeOf } from '../ranges.js';
import { parentOf } from '../tree.js';
import type { Reference } from '../scope.js';
import { insertion, isListed, nameInsertion, type SloppyContext, walk } from './context.js';
import { isAnonymousFunction, isShorthand } from './reserved-names.js';
import type { TextEdit } from './text-edits.js';

const moduleParameters = new Set(['exports', 'module', 'require', '__dirname', '__filename', 'arguments']);
const readOnly = new Set(['undefined', 'NaN', 'Infinity']);

/**
 * Assignments to names that nothing declares make global variables in sloppy mode and throw in strict mode (ECMA-262
 * 6.2.5.6): `x = 1` becomes `globalThis.x = 1`, the same property. `x += 1` and `x++` read first, and throw in both.
 */
export function findImplicitGlobals(c: SloppyContext): void {
  for (const [name, references] of c.scopes.free) {
    if (moduleParameters.has(name)) continue;
    for (const reference of references) {
      if (reference.mode === 'read' || c.claimed.has(reference) || !c.isSloppy(reference.node)) continue;
      if (readOnly.has(name)) ignoredWrite(c, 'read-only-global', reference);
      else if (reference.mode === 'write') implicitGlobal(c, name, reference);
    }
  }
}

function implicitGlobal(c: SloppyContext, name: string, { node }: Reference): void {
  const range = rangeOf(node);
  if (c.declares('globalThis')) return c.keep('implicit-global', range, name);
  const target = insertion(node.start!, isShorthand(node) ? `${name}: globalThis.` : 'globalThis.');
  const parent = parentOf(node)!;
  if (parent.type === 'AssignmentPattern' && isAnonymousFunction(parent.right))
    return c.keep('implicit-global', range, name);
  const value = parent.type === 'AssignmentExpression' && parent.left === node ? parent.right : null;
  const named = value && isAnonymousFunction(value) ? nameFunction(c, name, value) : [];
  c.fix('implicit-global', range, name, [target, ...named]);
}

/** A function assigned to a plain name takes that name, one assigned to a member doesn't: it is given the name. */
function nameFunction(
  c: SloppyContext,
  name: string,
  value: t.FunctionExpression | t.ArrowFunctionExpression | t.ClassExpression,
): TextEdit[] {
  const range = outerRange(value);
  if (value.type === 'FunctionExpression' && range.start === value.start && !mentions(value, name)) {
    if (!value.generator && !value.async) return [nameInsertion(c, value, name)];
  }
  return [insertion(range.start, `{ ${name}: `), insertion(range.end, ` }.${name}`)];
}

function mentions(node: t.FunctionExpression, name: string): boolean {
  let found = false;
  walk(node, (inner) => {
    found ||= inner.type === 'Identifier' && (inner.name === name || inner.name === 'eval');
  });
  return found;
}

/** A named function expression can't assign to its own name: ignored in sloppy mode, a TypeError in strict mode. */
export function findOwnNameWrites(c: SloppyContext): void {
  for (const binding of c.bindings) {
    if (binding.kind !== 'function' || binding.scope.node.type !== 'FunctionExpression') continue;
    if (binding.scope.isFunction) continue;
    for (const reference of binding.references) {
      if (reference.mode !== 'read' && c.isSloppy(reference.node)) ignoredWrite(c, 'function-name', reference);
    }
  }
}

/** An assignment that sloppy mode ignores: only its right side is left. */
function ignoredWrite(c: SloppyContext, kind: 'read-only-global' | 'function-name', { node, mode }: Reference): void {
  const parent = parentOf(node)!;
  const { name } = node;
  if (mode !== 'write' || parent.type !== 'AssignmentExpression' || parent.left !== node || parent.operator !== '=')
    return c.keep(kind, rangeOf(node), name);
  const statement = parentOf(parent);
  const right = outerRange(parent.right);
  const isStatement = statement?.type === 'ExpressionStatement' && isListed(statement);
  if (!isStatement && isAnonymousFunction(parent.right)) return c.keep(kind, rangeOf(node), name);
  const head = { start: parent.start!, end: right.start };
  const isPlain = /^(Identifier|\w+Literal)$/.test(parent.right.type) && parent.right.type !== 'TemplateLiteral';
  // `void` keeps the statement apart from the one before it, and a right side like `{}` an expression.
  const [before, after] = isPlain ? ['', ''] : ['(', ')'];
  const edits = [{ ...head, text: isStatement ? `void ${before}` : before }];
  if (after !== '') edits.push(insertion(right.end, after));
  c.fix(kind, rangeOf(parent), name, edits);
}
