import type * as t from '@babel/types';
import { parentOf, type Node } from '../tree.js';

/** `[a, b] = value;`, `({ a, b: c } = value);` as a statement, with nothing but variables in the pattern. */
export interface PatternWrite {
  statement: t.ExpressionStatement;
  value: t.Expression;
  /** What stands before a variable, and the variable; null for a hole. */
  parts: ({ key: string; id: t.Identifier } | null)[];
  isList: boolean;
}

/** The statement by whose pattern a variable gets its value; null for a variable that gets it in another way. */
export function patternWrite(id: Node): PatternWrite | null {
  const parent = parentOf(id);
  const pattern = parent?.type === 'ObjectProperty' ? parentOf(parent) : parent;
  if (pattern?.type !== 'ArrayPattern' && pattern?.type !== 'ObjectPattern') return null;
  const assignment = parentOf(pattern);
  if (assignment?.type !== 'AssignmentExpression' || assignment.left !== pattern) return null;
  const statement = parentOf(assignment);
  const block = statement ? parentOf(statement) : null;
  if (statement?.type !== 'ExpressionStatement' || (block?.type !== 'BlockStatement' && block?.type !== 'Program'))
    return null;
  const isList = pattern.type === 'ArrayPattern';
  const parts = isList ? pattern.elements.map(element) : pattern.properties.map(property);
  return parts.includes(undefined)
    ? null
    : { statement, value: assignment.right, parts: parts as PatternWrite['parts'], isList };
}

const element = (node: Node | null): PatternWrite['parts'][number] | undefined =>
  node === null ? null : node.type === 'Identifier' ? { key: '', id: node } : undefined;

function property(node: Node): PatternWrite['parts'][number] | undefined {
  if (node.type !== 'ObjectProperty' || node.computed || node.key.type !== 'Identifier') return undefined;
  return node.value.type === 'Identifier' ? { key: `${node.key.name}: `, id: node.value } : undefined;
}
