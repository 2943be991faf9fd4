import type { Access } from '../../analyse/scripts/script-facts.js';
import { patternWrite } from '../../analyse/scripts/pattern-writes.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import type { GlobalUse } from '../../link/script-graph.js';

/** What is known of the values of a variable that scripts count; `big`: 1 cannot be added to them. */
export type Counted = 'whole' | 'any' | 'big';

/**
 * Whether a write by another script than the owner can go through a function of the owner: `x = v`, `x += v`, `x ||= v`,
 * `x++`, `[x, y] = v;`. What `x++` gives is told from the new value only for whole numbers.
 */
export function canSet(access: Access, counted: Counted): boolean {
  const parent = parentOf(access.node);
  if (parent?.type === 'AssignmentExpression') return parent.left === access.node;
  if (parent?.type !== 'UpdateExpression') return patternWrite(access.node) !== null;
  return counted === 'whole' || (counted === 'any' && (parent.prefix || isValueUnused(parent)));
}

/** Whether nothing takes the value of an expression. */
export function isValueUnused(node: Node): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'ExpressionStatement') return true;
  if (parent?.type === 'ForStatement') return parent.init === node || parent.update === node;
  return parent?.type === 'SequenceExpression' && (parent.expressions.at(-1) !== node || isValueUnused(parent));
}

/** Tells whole numbers by how a variable starts, and what it is set to. */
export function countedBy({ name, accesses, graph }: GlobalUse): Counted {
  const starts = [...graph.nodes.values()].flatMap(
    ({ facts }) => facts.declared.get(name)?.binding.declarations.map((id) => parentOf(id)!) ?? [],
  );
  const isBig = (node: Node): boolean => node.type === 'VariableDeclarator' && node.init?.type === 'BigIntLiteral';
  if (starts.some(isBig)) return 'big';
  const isStart = (node: Node): boolean =>
    node.type === 'VariableDeclarator' && Boolean(node.init) && isWhole(node.init!);
  const isCount = ({ access }: GlobalUse['accesses'][number]): boolean => {
    if (access.mode === 'read') return true;
    const parent = parentOf(access.node);
    if (parent?.type === 'UpdateExpression') return true;
    return parent?.type === 'AssignmentExpression' && /^[+-]?=$/.test(parent.operator) && isWhole(parent.right);
  };
  return starts.length > 0 && starts.every(isStart) && accesses.every(isCount) ? 'whole' : 'any';
}

function isWhole(node: Node): boolean {
  if (node.type === 'UnaryExpression') return node.operator === '-' && isWhole(node.argument);
  return node.type === 'NumericLiteral' && Number.isSafeInteger(node.value);
}
