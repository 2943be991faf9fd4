import type * as t from '@babel/types';
import { rangeOf } from '../analyse/ranges.js';
import { builtinName } from '../link/builtins.js';
import type { Range } from '../range.js';
import { isTidy } from './import-block.js';

/**
 * The requires of a file that only its moved statements use, which the new module has: `const { load } = require('./env')`
 * goes, or stays as `require('./env')` where something happens between it and the new one, or a comment goes with it.
 * @param unused statements that bind what nothing else in the file uses
 * @param moved statements that are taken out
 * @returns what goes, each in text order: whole statements, and the heads of others
 */
export function movedRequires(
  source: string,
  body: readonly t.Statement[],
  unused: ReadonlySet<t.Statement>,
  moved: readonly t.Statement[],
): { statements: Range[]; heads: Range[] } {
  const found: { statements: Range[]; heads: Range[] } = { statements: [], heads: [] };
  const last = body.indexOf(moved.at(-1)!);
  let actsBetween = false;
  for (const statement of body.slice(0, last).reverse()) {
    if (moved.includes(statement)) continue;
    const range = rangeOf(statement);
    const call = requireOf(statement);
    const isOfNode = call !== null && builtinName(call.name) !== null;
    const isUnused = call !== null && unused.has(statement);
    if (isUnused && (isOfNode || !actsBetween) && isTidy(source, range)) {
      found.statements.unshift(range);
      continue;
    }
    if (isUnused) found.heads.unshift({ start: range.start, end: call.start });
    if (!isOfNode && !isInert(statement)) actsBetween = true;
  }
  return found;
}

/** A declaration that only makes a function or holds a literal. */
function isInert(statement: t.Statement): boolean {
  if (statement.type !== 'VariableDeclaration') return statement.type === 'FunctionDeclaration';
  return statement.declarations.every(
    ({ init }) => !init || /^((String|Numeric|Boolean|Null|RegExp)Literal|(Arrow)?FunctionExpression)$/.test(init.type),
  );
}

/** The call of `const x = require('./x')`, the only declarator of its statement. */
function requireOf(statement: t.Statement): { name: string; start: number } | null {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return null;
  const { init } = statement.declarations[0]!;
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier') return null;
  const [argument] = init.arguments;
  return argument?.type === 'StringLiteral' ? { name: argument.value, start: init.start! } : null;
}
