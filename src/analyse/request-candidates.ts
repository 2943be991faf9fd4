import { arrayMethods } from './effects/array-methods.js';
import { staticString } from './requested-names.js';
import type { Binding, ScopeInfo } from './scope.js';
import { constantValue, isReassigned } from './string-pattern.js';
import { isFunctionNode, isWriteTarget, parentOf, type Node } from './tree.js';
import { memberKey } from './uses.js';

/**
 * The literals that a computed specifier may be, when all of them are known: of a condition, of the elements of an array or
 * of the members of a table, or what a parameter gets from all calls of its function.
 */
export function specifierCandidates(argument: Node, scopes: ScopeInfo): string[] | null {
  return chosenLiterals(argument, scopes) ?? passedLiterals(argument, scopes);
}

/** `a ? './x' : './y'`, `['./x', './y'][i]`, `{ a: './x' }[key]`, and the elements of such a list by a loop. */
function chosenLiterals(node: Node, scopes: ScopeInfo): string[] | null {
  const literal = staticString(node);
  if (literal !== null) return [literal];
  if (node.type === 'ConditionalExpression') {
    const [one, other] = [chosenLiterals(node.consequent, scopes), chosenLiterals(node.alternate, scopes)];
    return one && other ? [...one, ...other] : null;
  }
  if (node.type === 'MemberExpression') return heldLiterals(node.object, scopes);
  if (node.type !== 'Identifier') return null;
  const binding = scopes.byNode.get(node)?.binding;
  const list = binding ? listOf(binding) : null;
  return list ? heldLiterals(list, scopes) : null;
}

/** The list whose elements a variable stands for: `for (const x of list)`, `list.map((x) => …)`. */
function listOf(binding: Binding): Node | null {
  const [id] = binding.declarations;
  const parent = id ? parentOf(id) : null;
  if (parent?.type === 'VariableDeclarator') {
    const loop = parentOf(parentOf(parent)!);
    const isElement = loop?.type === 'ForOfStatement' && loop.left === parentOf(parent);
    return isElement && parent.id === id ? loop.right : null;
  }
  if (!parent || !isFunctionNode(parent) || parent.params[0] !== id || isReassigned(binding)) return null;
  const call = parentOf(parent);
  if (call?.type !== 'CallExpression' || call.arguments[0] !== parent || call.callee.type !== 'MemberExpression')
    return null;
  const method = memberKey(call.callee) ?? '';
  return arrayMethods.test(method) && !/^(reduce|sort)/.test(method) ? call.callee.object : null;
}

/** The elements of an array literal or the values of an object literal, also by the name of a constant, when all are strings. */
export function heldLiterals(node: Node, scopes: ScopeInfo): string[] | null {
  const isSafe = node.type !== 'Identifier' || isOnlyRead(scopes.byNode.get(node)?.binding ?? null);
  const literal = !isSafe ? null : node.type === 'Identifier' ? constantValue(node, scopes) : node;
  const values: (Node | null)[] =
    literal?.type === 'ArrayExpression'
      ? literal.elements
      : literal?.type === 'ObjectExpression'
        ? literal.properties.map((p) => (p.type === 'ObjectProperty' ? p.value : null))
        : [];
  const texts = values.map((value) => (value ? staticString(value) : null));
  return texts.length > 0 && texts.every((text) => text !== null) ? texts : null;
}

/** All that is done with a list is to look at its elements. */
function isOnlyRead(binding: Binding | null): boolean {
  return (binding?.references ?? []).every(({ node }) => {
    const parent = parentOf(node);
    if (parent?.type === 'ForOfStatement' || parent?.type === 'ForInStatement') return parent.right === node;
    if (parent?.type !== 'MemberExpression' || parent.object !== node || isWriteTarget(parent)) return false;
    const key = memberKey(parent);
    return key === null || key === 'length' || arrayMethods.test(key) || parentOf(parent)?.type !== 'CallExpression';
  });
}

/** The literals that a parameter gets from all calls of its function, when every use of the function is such a call. */
function passedLiterals(argument: Node, scopes: ScopeInfo): string[] | null {
  if (argument.type !== 'Identifier') return null;
  const parameter = scopes.byNode.get(argument)?.binding;
  const fn = parameter?.kind === 'param' ? parentOf(parameter.declarations[0]!) : null;
  if (!parameter || isReassigned(parameter) || fn?.type !== 'FunctionDeclaration' || !fn.id) return null;
  const index = fn.params.indexOf(parameter.declarations[0]!);
  const literals: string[] = [];
  for (const { node } of scopes.declared.get(fn.id)?.references ?? []) {
    const call = parentOf(node);
    const passed =
      call?.type === 'CallExpression' && call.callee === node ? (call.arguments[index] as Node | undefined) : undefined;
    const literal = passed ? staticString(passed) : null;
    if (literal === null) return null;
    literals.push(literal);
  }
  return literals;
}
