import type { AmdPage } from '../../link/amd-pages.js';
import { isFunctionNode, type Node } from '../../analyse/tree.js';
import type { Finding } from '../../finding.js';
import type { AmdModule, AmdProgram } from './amd.js';
import { loadError } from './load-errors.js';

/**
 * Says, once a page, that an error of one module while it loads now stops others: an AMD loader goes on with the modules
 * that do not need it, imports stop with the first error (ECMA-262 16.2.1.6.1.3).
 */
export function amdLoadErrors({ page, loader }: AmdPage, { modules }: AmdProgram): Finding[] {
  const order = [...modules];
  const needs = (from: string, to: string, seen = new Set<string>()): boolean =>
    from === to ||
    (!seen.has(from) &&
      Boolean(seen.add(from)) &&
      (modules.get(from)?.targets ?? []).some(
        ({ target }) => target.kind === 'module' && needs(target.path, to, seen),
      ));
  const isStopped = order.some(
    ([path, module], i) =>
      works(module) && order.slice(i + 1).some(([other, later]) => works(later) && !needs(other, path)),
  );
  return isStopped ? [loadError(page, loader.element.start)] : [];
}

/** Whether a module does more while it loads than to declare and to return. */
function works({ facts }: AmdModule): boolean {
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
