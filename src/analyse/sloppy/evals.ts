import { rangeOf } from '../ranges.js';
import { parentOf } from '../tree.js';
import type { SloppyContext } from './context.js';

const moduleParameters = /\b(require|module|exports|__dirname|__filename)\b/;

/**
 * Direct eval evaluates its text in the mode of the code around it (ECMA-262 19.2.1.1), and sees the variables there: in
 * a module it's strict, and finds no `require`, `module` or `exports`. `new Function` and indirect eval see neither.
 */
export function findEvals(c: SloppyContext): void {
  for (const call of c.scopes.evals) {
    if (call.callee.type !== 'Identifier' || c.scopes.byNode.get(call.callee)?.binding) continue;
    const [text] = call.arguments;
    const literal = text?.type === 'StringLiteral' ? text.value : null;
    if (text && literal === null && isKnownValue(text.type)) continue;
    if (c.isSloppy(call) || (literal !== null && moduleParameters.test(literal))) c.keep('direct-eval', rangeOf(call));
    else if (literal === null && parentOf(call)) c.report('direct-eval', rangeOf(call));
  }
}

/** eval of anything but a string gives it back. */
function isKnownValue(type: string): boolean {
  return /^(Numeric|Boolean|Null|BigInt)Literal$|FunctionExpression$/.test(type);
}
