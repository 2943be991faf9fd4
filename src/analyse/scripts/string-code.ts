import type * as t from '@babel/types';
import { parentOf, type Node } from '../tree.js';
import { memberKey } from '../uses.js';

const RUNS_ITS_FIRST = new Set(['setTimeout', 'setInterval', 'setImmediate', 'eval', 'execScript']);

/** The name by which a call calls: `setTimeout` for `window.setTimeout(…)`, `eval` for `(0, eval)(…)`. */
export function calledName(call: t.CallExpression | t.NewExpression): string | null {
  const callee = call.callee.type === 'SequenceExpression' ? call.callee.expressions.at(-1)! : call.callee;
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? memberKey(callee) : null;
}

/** True for a string that runs as code: `setTimeout('…')`, `new Function('…')`, `setAttribute('onclick', '…')`. */
export function isStringOfCode(node: Node): boolean {
  let value = node;
  // `'tick(' + n + ')'`
  for (let up = parentOf(value); up?.type === 'BinaryExpression' && up.operator === '+'; up = parentOf(value))
    value = up;
  const call = parentOf(value);
  if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return isHandlerValue(value);
  const at = call.arguments.indexOf(value as never);
  const name = calledName(call);
  if (at < 0 || name === null) return false;
  if (RUNS_ITS_FIRST.has(name)) return at === 0;
  if (name === 'Function') return at === call.arguments.length - 1;
  const [attribute] = call.arguments;
  return at === 1 && attribute?.type === 'StringLiteral' && /^on/i.test(attribute.value);
}

/** `{ onclick: '…' }`, for functions that make elements. */
function isHandlerValue(node: Node): boolean {
  const property = parentOf(node);
  if (property?.type !== 'ObjectProperty' || property.value !== node) return false;
  const { key } = property;
  return /^on[a-z]+$/.test(key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : '');
}
