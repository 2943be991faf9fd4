import type { ScriptFacts } from '../../analyse/scripts/script-facts.js';
import { childNodes, isWriteTarget, parentOf, type Node } from '../../analyse/tree.js';
import { memberKey } from '../../analyse/uses.js';

const COPIES = new Set(['cloneNode', 'clone', 'outerHTML', 'importNode']);
const HANDLERS =
  /^on(?:click|dblclick|contextmenu|change|input|submit|reset|select|focus|blur|load|unload|error|resize|scroll|wheel|drop|toggle|drag[a-z]*|(?:key|mouse|touch|pointer)[a-z]+)$/;
const COMPARISON = /^(?:[!=]==?|[<>]=?)$/;

/**
 * Whether a script copies elements with what their attributes say, or looks at attributes that are handlers: a handler
 * that a property holds is no part of that.
 */
export function copiesElements({ script, strings }: ScriptFacts): boolean {
  if (strings.some(({ value }) => HANDLERS.test(value))) return true;
  let found = false;
  const visit = (node: Node): void => {
    if (node.type === 'MemberExpression') found ||= isCopy(memberKey(node) ?? '', node);
    if (!found) childNodes(node).forEach(visit);
  };
  visit(script.program);
  return found;
}

function isCopy(key: string, node: Node): boolean {
  if (COPIES.has(key)) return true;
  const parent = parentOf(node);
  if (key === 'html')
    return parent?.type === 'CallExpression' && parent.callee === node && parent.arguments.length === 0;
  if (key !== 'innerHTML') return false;
  if (isWriteTarget(node)) return parent?.type === 'AssignmentExpression' && parent.operator !== '=';
  return !(parent?.type === 'BinaryExpression' && COMPARISON.test(parent.operator));
}
