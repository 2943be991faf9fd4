import type * as t from '@babel/types';
import { isEmptyObject, type Denoted, type Globals } from './global-object.js';
import type { Script } from './script.js';
import { parentOf, type Node } from '../tree.js';

/** `NS = NS || {}` in one of its forms, or `NS = {}`. */
export interface NamespaceInit {
  name: string;
  /** The assignment or declarator; for an argument or an alias, the `X || {}` expression. */
  node: Node;
  /** The statement that does nothing else. */
  statement: t.Statement | null;
  form: 'or-empty' | 'empty' | 'value';
}

/** `X = X || {}`, `var X = window.X || {}`, `X || (X = {})`, `X = {}`. */
export function namespaceInit(node: Node, globals: Globals, script: Script): NamespaceInit | null {
  const named = (d: Denoted | null): string | null => (d?.kind === 'global' ? d.name : null);
  if (node.type === 'IfStatement') {
    const name = guardedInit(node, globals);
    return name === null ? null : { name, node, statement: node, form: 'or-empty' };
  }
  if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) {
    const binding = script.scopes.declared.get(node.id);
    if (binding?.scope !== script.scopes.program) return null;
    const value = globals.denotes(node.init);
    const declaration = parentOf(node);
    const alone =
      declaration?.type === 'VariableDeclaration' && declaration.declarations.length === 1 ? declaration : null;
    if (value?.kind === 'global' && value.orEmpty && value.name === node.id.name) {
      return { name: value.name, node, statement: alone, form: 'or-empty' };
    }
    return isEmptyObject(node.init) ? { name: node.id.name, node, statement: alone, form: 'empty' } : null;
  }
  const parent = parentOf(node);
  const statement = parent?.type === 'ExpressionStatement' ? parent : null;
  if (node.type === 'AssignmentExpression' && node.operator === '=') {
    const name = named(globals.denotes(node.left));
    // `window.X || (window.X = {})` counts once, as the whole.
    if (name === null || (parent?.type === 'LogicalExpression' && parent.right === node)) return null;
    const around = statement ? parentOf(statement) : null;
    const test = around?.type === 'BlockStatement' ? parentOf(around) : around;
    if (test?.type === 'IfStatement' && guardedInit(test, globals) === name) return null;
    const value = globals.denotes(node.right);
    if (value?.kind === 'global' && value.orEmpty && value.name === name)
      return { name, node, statement, form: 'or-empty' };
    return isEmptyObject(node.right) ? { name, node, statement, form: 'empty' } : null;
  }
  if (node.type !== 'LogicalExpression') return null;
  const value = globals.denotes(node);
  if (value?.kind !== 'global' || !value.orEmpty) return null;
  if (
    parent?.type === 'AssignmentExpression' &&
    parent.right === node &&
    named(globals.denotes(parent.left)) === value.name
  )
    return null;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && parent.id.name === value.name) {
    if (script.scopes.declared.get(parent.id)?.scope === script.scopes.program) return null;
  }
  return { name: value.name, node, statement, form: node.right.type === 'AssignmentExpression' ? 'or-empty' : 'value' };
}

/** The name of `if (!window.X) window.X = {};` or `if (typeof X === 'undefined') { X = {}; }`; null for any other statement. */
function guardedInit({ test, consequent, alternate }: t.IfStatement, globals: Globals): string | null {
  const only = consequent.type === 'BlockStatement' && consequent.body.length === 1 ? consequent.body[0]! : consequent;
  const assignment = only.type === 'ExpressionStatement' ? only.expression : null;
  if (alternate || assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=') return null;
  if (!isEmptyObject(assignment.right)) return null;
  const made = globals.denotes(assignment.left);
  let asked: Node | null = test.type === 'UnaryExpression' && test.operator === '!' ? test.argument : null;
  if (test.type === 'BinaryExpression' && /^===?$/.test(test.operator)) {
    const { left, right } = test;
    const isUndefined = right.type === 'Identifier' ? right.name === 'undefined' : right.type === 'NullLiteral';
    if (left.type === 'UnaryExpression' && left.operator === 'typeof' && isStringOf(right, 'undefined'))
      asked = left.argument;
    else if (isUndefined && (right.type !== 'NullLiteral' || test.operator === '==')) asked = left;
  }
  const guard = asked ? globals.denotes(asked) : null;
  return made?.kind === 'global' && guard?.kind === 'global' && !guard.orEmpty && guard.name === made.name
    ? made.name
    : null;
}

const isStringOf = (node: Node, value: string): boolean => node.type === 'StringLiteral' && node.value === value;
