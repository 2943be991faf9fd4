import type * as t from '@babel/types';
import { rangeOf } from '../../analyse/ranges.js';
import { patternWrite, type PatternWrite } from '../../analyse/scripts/pattern-writes.js';
import type { Access } from '../../analyse/scripts/script-facts.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import { isValueUnused } from '../../decide/scripts/script-counts.js';
import type { GlobalPlan } from '../../decide/scripts/script-plan.js';
import { indentationAt } from '../lines.js';
import type { ScriptEdits } from './script-edits.js';
import { outerOf } from './script-text.js';

/** A write by another module than the owner: `x = v` -> `setX(v)`, `x++` -> `setX(x + 1)`. */
export function setElsewhere(script: ScriptEdits, access: Access, to: GlobalPlan): void {
  const write = parentOf(access.node)!;
  if (write.type === 'UpdateExpression') return count(script, write, access, to);
  const pattern = patternWrite(access.node);
  if (pattern) return setByPattern(script, pattern);
  const assignment = write as t.AssignmentExpression;
  const right = outerOf(assignment.right);
  const operator = assignment.operator.slice(0, -1);
  script.gone.push(rangeOf(access.node));
  script.edits.replaceWith(rangeOf(assignment), (inner) => {
    const value = inner(right);
    if (operator === '') return `${to.setter}(${value})`;
    const isLogical = /^(?:\|\||&&|\?\?)$/.test(operator);
    if (isLogical) return inParentheses(`${to.name} ${operator} ${to.setter}(${value})`, assignment);
    const isSimple = /^(?:Identifier|NumericLiteral|StringLiteral|CallExpression|MemberExpression)$/.test(
      assignment.right.type,
    );
    return `${to.setter}(${to.name} ${operator} ${isSimple ? value : `(${value})`})`;
  });
}

/** `[a, b] = value;` -> `const [nextA, nextB] = value;` and a statement for each variable. */
function setByPattern(script: ScriptEdits, { statement, value, parts, isList }: PatternWrite): void {
  const { facts, id: own } = script.node;
  const sets: string[] = [];
  const pattern = parts.map((part) => {
    if (!part) return '';
    const { name } = part.id;
    const local = script.freshName(`next${name[0]!.toUpperCase()}${name.slice(1)}`);
    const isGlobal = facts.accesses.some((a) => a.node === part.id);
    const to = isGlobal ? script.plan.globals.get(name, own) : undefined;
    const isElsewhere = to?.mode === 'export' && to.owner !== own;
    const target = to?.mode === 'global' && !to.lexical ? `globalThis.${name}` : name;
    sets.push(script.semi(isElsewhere ? `${to.setter}(${local})` : `${target} = ${local}`));
    return part.key + local;
  });
  const list = isList ? `[${pattern.join(', ')}]` : `{ ${pattern.join(', ')} }`;
  const range = outerOf(value);
  const next = script.style.eol + indentationAt(script.source, statement.start!);
  script.edits.replaceWith(
    rangeOf(statement),
    (inner) => [script.semi(`const ${list} = ${inner(range)}`), ...sets].join(next),
    { dropEdits: true },
  );
  script.gone.push({ start: statement.start!, end: range.start }, { start: range.end, end: statement.end! });
}

function count(script: ScriptEdits, update: t.UpdateExpression, access: Access, to: GlobalPlan): void {
  const isWhole = to.counted === 'whole';
  const sign = update.operator[0]!;
  // `x++` makes a number of what `x + 1` might add to a string.
  const now = isWhole || sign === '-' ? to.name : `Number(${to.name})`;
  const set = `${to.setter}(${now} ${sign} 1)`;
  const isOldValue = !update.prefix && !isValueUnused(update);
  const text = isOldValue ? inParentheses(`${set} ${sign === '+' ? '-' : '+'} 1`, update) : set;
  script.edits.replace(rangeOf(update), text);
  script.gone.push(rangeOf(update), rangeOf(access.node));
}

/** Where an expression with an operator needs them. */
function inParentheses(text: string, node: Node): string {
  const parent = parentOf(node);
  const isWhole =
    isValueUnused(node) ||
    parent?.type === 'VariableDeclarator' ||
    parent?.type === 'ReturnStatement' ||
    parent?.type === 'ArrayExpression' ||
    (parent?.type === 'AssignmentExpression' && parent.right === node) ||
    (parent?.type === 'CallExpression' && parent.callee !== node) ||
    node.extra?.['parenthesized'] === true;
  return isWhole ? text : `(${text})`;
}
