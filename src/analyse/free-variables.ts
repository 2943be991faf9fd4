import type { FreeKind, FreeUse } from './facts.js';
import type { Places } from './places.js';
import { outerRange, rangeOf } from './ranges.js';
import type { Range } from '../range.js';
import { parentOf, type Node } from './tree.js';
import type { ScopeInfo } from './scope.js';
import { isModuleExports, isTypeof, memberKey } from './uses.js';

/** Finds the uses of CommonJS's own variables that are neither imports nor exports. */
export function findFreeUses(scopes: ScopeInfo, places: Places): FreeUse[] {
  const uses: FreeUse[] = [];
  const add = (kind: FreeKind, node: Node, range = outerRange(node)): void => {
    const place = places.at(node);
    const parent = parentOf(node);
    const shorthand = parent?.type === 'ObjectProperty' && parent.shorthand;
    uses.push({ kind, range, unit: place.unit, when: place.when, guarded: guardedBy(node), shorthand });
  };
  for (const name of ['__dirname', '__filename'] as const) {
    for (const { node } of scopes.free.get(name) ?? []) add(name, node);
  }
  for (const { node, mode } of scopes.free.get('require') ?? [])
    if (mode === 'read') requireUse(node, add);
    else add('require =', node);
  for (const { node } of scopes.free.get('module') ?? []) moduleUse(node, add);
  for (const { node } of scopes.free.get('exports') ?? []) if (isTypeof(node)) add('typeof exports', parentOf(node)!);
  for (const binding of scopes.redeclared) add('redeclared', binding.declarations[0]!);
  for (const node of scopes.topLevelReturns) add('return', node, rangeOf(node));
  for (const { node } of scopes.free.get('arguments') ?? []) {
    const fn = functionWithArguments(node);
    if (!fn) add('arguments', node);
  }
  for (const node of scopes.evals) add('eval', node);
  return uses.sort((a, b) => a.range.start - b.range.start);
}

type Add = (kind: FreeKind, node: Node) => void;

function requireUse(node: Node, add: Add): void {
  const parent = parentOf(node)!;
  if (isTypeof(node)) return add('typeof require', parent);
  if (parent.type === 'CallExpression' && parent.callee === node && parent.arguments.length === 1) return;
  if (parent.type !== 'MemberExpression' || parent.object !== node) return add('require', node);
  const key = memberKey(parent);
  if (key === 'main') {
    const comparison = comparisonWithModule(parent);
    if (comparison)
      return add(comparison.equal ? 'require.main === module' : 'require.main !== module', comparison.node);
    return add('require.main', parent);
  }
  if (key === 'resolve') return add('require.resolve', parent);
  if (key === 'cache') return add('require.cache', parent);
  if (key === 'extensions') return add('require.extensions', parent);
  return add('require', node);
}

/** What runs only where an expression holds, as the test of an `if` or a part of it. */
function guardedBy(node: Node): Range | null {
  let test = node;
  let parent = parentOf(node);
  for (; parent?.type === 'LogicalExpression' && parent.operator === '&&'; parent = parentOf(parent)) test = parent;
  return parent?.type === 'IfStatement' && parent.test === test ? rangeOf(parent.consequent) : null;
}

function comparisonWithModule(main: Node): { node: Node; equal: boolean } | null {
  const parent = parentOf(main);
  if (parent?.type !== 'BinaryExpression') return null;
  const other = parent.left === main ? parent.right : parent.left;
  if (other.type !== 'Identifier' || other.name !== 'module') return null;
  if (parent.operator === '===' || parent.operator === '==') return { node: parent, equal: true };
  if (parent.operator === '!==' || parent.operator === '!=') return { node: parent, equal: false };
  return null;
}

function moduleUse(node: Node, add: Add): void {
  const parent = parentOf(node)!;
  if (isTypeof(node)) return add('typeof module', parent);
  if (isModuleExports(parent)) {
    if (isTypeof(parent)) add('typeof exports', parentOf(parent)!);
    return;
  }
  if (parent.type === 'BinaryExpression') {
    const other = parent.left === node ? parent.right : parent.left;
    // The comparison is reported once, from its `require.main` side.
    if (
      other.type === 'MemberExpression' &&
      other.object.type === 'Identifier' &&
      other.object.name === 'require' &&
      memberKey(other) === 'main'
    )
      return;
  }
  if (parent.type !== 'MemberExpression' || parent.object !== node) return add('module', node);
  const key = memberKey(parent);
  if (key === 'parent') {
    const outer = parentOf(parent);
    if (outer?.type === 'UnaryExpression' && outer.operator === '!') {
      const double = parentOf(outer);
      if (!(double?.type === 'UnaryExpression' && double.operator === '!')) return add('!module.parent', outer);
    }
    if (outer?.type === 'BinaryExpression' && /^===?$/.test(outer.operator)) {
      const other = outer.left === parent ? outer.right : outer.left;
      const isNothing = other.type === 'NullLiteral' || (other.type === 'Identifier' && other.name === 'undefined');
      if (isNothing) return add('!module.parent', outer);
    }
    return add('module.parent', parent);
  }
  switch (key) {
    case 'id':
    case 'filename':
    case 'path':
    case 'paths':
    case 'children':
    case 'loaded':
    case 'require':
      return add(`module.${key}`, parent);
    default:
      return add('module', node);
  }
}

/** The function whose `arguments` object a reference reads; null at the top level of the file. */
function functionWithArguments(node: Node): Node | null {
  for (let up = parentOf(node); up; up = parentOf(up)) {
    if (/^(FunctionDeclaration|FunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/.test(up.type))
      return up;
  }
  return null;
}
