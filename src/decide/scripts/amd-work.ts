import { isFunctionNode, type Node } from '../../analyse/tree.js';
import type { AmdModule } from './amd.js';

/** Whether a module does more while it loads than to declare and to return. */
export function doesWork({ facts }: AmdModule): boolean {
  if (facts.object) return !isQuiet(facts.object);
  const statements = facts.factory?.body.body ?? [];
  const own = new Set<Node>((facts.requires ?? []).map((r) => r.statement));
  return statements.some((s) => !own.has(s) && !isQuiet(s));
}

/** Declares, or names a value. */
function isQuiet(node: Node): boolean {
  if (isFunctionNode(node) || /Literal$|^(?:Identifier|EmptyStatement|ThisExpression)$/.test(node.type))
    return node.type !== 'TemplateLiteral';
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.every(({ id, init }) => id.type === 'Identifier' && (!init || isQuiet(init)));
    case 'ReturnStatement':
      return !node.argument || isQuiet(node.argument);
    case 'ExpressionStatement':
      return isQuiet(node.expression);
    case 'AssignmentExpression':
      // `exports.x = f`, `X.prototype.m = f`
      return node.operator === '=' && isQuiet(node.left) && isQuiet(node.right);
    case 'MemberExpression':
      return !node.computed && isQuiet(node.object);
    case 'ObjectExpression':
      return node.properties.every(
        (p) => (p.type === 'ObjectProperty' && !p.computed && isQuiet(p.value)) || p.type === 'ObjectMethod',
      );
    case 'ArrayExpression':
      return node.elements.every((e) => e === null || isQuiet(e));
    default:
      return false;
  }
}
