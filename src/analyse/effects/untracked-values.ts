import { isOwnExports } from './callables.js';
import { isWriteTarget, parentOf, type Node } from '../tree.js';
import { membersOf } from './module-values.js';
import { propertyKey } from '../uses.js';

/**
 * Finds where the value of an expression goes that nobody follows: into an argument, an object, another variable, a copy.
 * Whatever is behind that place may look into it. What is only exported, compared, called or given a name of its own is
 * followed or not looked into.
 * @returns the offset from which on that may happen; null when it does not
 */
export function untrackedFrom(node: Node): number | null {
  let value = node;
  for (let up = parentOf(value); up; value = up, up = parentOf(up)) {
    const there = up.end!;
    switch (up.type) {
      case 'ConditionalExpression':
        if (up.test === value) return null;
        break;
      case 'LogicalExpression':
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'ArrayExpression':
      case 'ObjectExpression':
        break;
      case 'SequenceExpression':
        if (up.expressions.at(-1) !== value) return null;
        break;
      case 'ObjectProperty':
        if (up.value !== value) return there;
        break;
      case 'AssignmentExpression':
        if (up.left === value) return null;
        if (!isExports(up.left)) return there;
        break;
      case 'VariableDeclarator':
        // A variable that holds the very value is followed, and so is what a pattern takes.
        return value === node ? null : there;
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
        return up.callee === value ? null : there;
      case 'BinaryExpression':
        return up.operator === 'in' || up.operator === '+' ? there : null;
      case 'MemberExpression':
        return isWriteTarget(up) || up.object !== value || value === node ? null : there;
      case 'OptionalMemberExpression':
        return up.object === value ? there : null;
      case 'ForOfStatement':
      case 'ForInStatement':
        return up.right === value ? value.end! : null;
      case 'SpreadElement':
      case 'TemplateLiteral':
      case 'TaggedTemplateExpression':
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
      case 'AwaitExpression':
      case 'YieldExpression':
      case 'AssignmentPattern':
      case 'ClassProperty':
        return there;
      default:
        return null;
    }
  }
  return null;
}

/**
 * The member of the exports that a value becomes, alone or in an object: `exports.a = value`, `module.exports = { a: value }`.
 * `*`: the exports themselves; null: none.
 */
export function exportedAs(node: Node): string | null {
  let key: string | null = null;
  for (let up = parentOf(node); up; up = parentOf(up)) {
    if (up.type === 'AssignmentExpression')
      return isExports(up.left) ? (memberOfExports(membersOf(up.left)) ?? key ?? '*') : null;
    if (up.type === 'ObjectProperty') key = propertyKey(up);
    else if (up.type !== 'ObjectExpression') return null;
  }
  return null;
}

/** The first key behind `exports` or `module.exports`; null where there is none. */
export function memberOfExports({ root, keys }: ReturnType<typeof membersOf>): string | null {
  return (root.type === 'Identifier' && root.name === 'module' ? keys[1] : keys[0]) ?? null;
}

/** `exports`, `module.exports`, and members of them. */
function isExports(target: Node): boolean {
  const { root } = membersOf(target);
  return root.type === 'Identifier' && isOwnExports(root.name);
}
