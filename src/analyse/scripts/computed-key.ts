import { aliasedValue } from './global-object.js';
import { parentOf, type Node } from '../tree.js';
import type { Script } from './script.js';

/**
 * What is known of the strings that an expression may have for a value: `vendors[i] + 'RequestAnimationFrame'` ends in
 * that, a parameter of an immediately called function is its argument, an element of a list of strings is one of them.
 * @returns whether a name may be one of them
 */
export function computedKey(key: Node, script: Script): (name: string) => boolean {
  const values = valuesOf(key, script);
  if (values) return (name) => values.includes(name);
  const parts = partsOf(key, script);
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  return (name) => name.length >= first.length + last.length && name.startsWith(first) && name.endsWith(last);
}

/** All values, where they are known. */
function valuesOf(node: Node, script: Script): string[] | null {
  if (node.type === 'StringLiteral') return [node.value];
  if (node.type === 'Identifier') {
    const value = constantOf(node, script);
    return value ? valuesOf(value, script) : null;
  }
  if (node.type !== 'MemberExpression' || !node.computed || node.object.type !== 'Identifier') return null;
  const list = constantOf(node.object, script);
  if (list?.type !== 'ArrayExpression' || !isOnlyRead(node.object, script)) return null;
  const values = list.elements.map((e) => (e?.type === 'StringLiteral' ? e.value : null));
  return values.includes(null) ? null : (values as string[]);
}

/** The fixed start and end of a sum of strings; '' where nothing is known. */
function partsOf(node: Node, script: Script): [string, string] | [] {
  if (node.type === 'TemplateLiteral')
    return [node.quasis[0]!.value.cooked ?? '', node.quasis.at(-1)!.value.cooked ?? ''];
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return [];
  const start = fixed(node.left, script) ?? partsOf(node.left, script)[0] ?? '';
  return [start, fixed(node.right, script) ?? ''];
}

function fixed(node: Node, script: Script): string | null {
  const values = valuesOf(node, script);
  return values?.length === 1 ? values[0]! : null;
}

/** The value of a variable that is set once, or of a parameter of an immediately called function. */
function constantOf(node: Node, script: Script): Node | null {
  const binding = script.scopes.byNode.get(node)?.binding;
  if (!binding?.references.every((r) => r.mode === 'read')) return null;
  // Another script may set a variable of the top level.
  return binding.scope === script.scopes.program && binding.kind === 'var' ? null : aliasedValue(binding);
}

/** Nothing is done with a list but to look at its elements and its length. */
function isOnlyRead(list: Node, script: Script): boolean {
  const references = script.scopes.byNode.get(list)?.binding?.references ?? [];
  return references.every(({ node }) => {
    const member = parentOf(node);
    if (member?.type !== 'MemberExpression' || member.object !== node) return false;
    const use = parentOf(member);
    if (use?.type === 'AssignmentExpression' && use.left === member) return false;
    if (use?.type === 'UpdateExpression' || use?.type === 'UnaryExpression') return false;
    if (member.computed) return !(use?.type === 'CallExpression' && use.callee === member);
    return member.property.type === 'Identifier' && member.property.name === 'length';
  });
}
