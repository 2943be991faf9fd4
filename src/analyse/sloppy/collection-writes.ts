import type * as t from '@babel/types';
import { rangeOf } from '../ranges.js';
import { parentOf, type Node } from '../tree.js';
import { memberKey } from '../uses.js';
import type { Binding } from '../scope.js';
import { type SloppyContext, walk } from './context.js';

/** What gives a list of elements, whose members are elements, functions and the number `length`. */
const LISTS = new Set(
  'querySelectorAll getElementsByTagName getElementsByTagNameNS getElementsByClassName getElementsByName'.split(' '),
);

/**
 * `for (i in list) list[i].onclick = f` over a list of elements comes to its `length` too: a member of a number is not
 * set in sloppy mode, and a TypeError in strict mode (ECMA-262 6.2.5.6). `Object(x)` is what sloppy mode writes to, and no
 * member of such a list is null or undefined.
 */
export function findCollectionWrites(c: SloppyContext): void {
  if (!/\bfor\s*\([^;)]*\sin\s/.test(c.source)) return;
  walk(c.program, (node) => {
    if (node.type !== 'ForInStatement' || !c.isSloppy(node)) return;
    const { left, right, body } = node;
    const key = left.type === 'VariableDeclaration' ? left.declarations[0]!.id : left;
    const list = right.type === 'Identifier' ? bindingOf(c, right) : null;
    const loop = key.type === 'Identifier' ? bindingOf(c, key) : null;
    if (!list || !loop || !isElementList(list)) return;
    const isItem = (value: Node | null | undefined): boolean =>
      value?.type === 'MemberExpression' &&
      value.computed &&
      bindingOf(c, value.object) === list &&
      bindingOf(c, value.property) === loop;
    const items = new Set<Binding>();
    walk(body, (inner) => {
      if (inner.type !== 'VariableDeclarator' || inner.id.type !== 'Identifier' || !isItem(inner.init)) return;
      const binding = bindingOf(c, inner.id);
      if (binding?.declarations.length === 1 && binding.references.every((r) => r.mode === 'read')) items.add(binding);
    });
    walk(body, (inner) => {
      const target = inner.type === 'AssignmentExpression' ? inner.left : null;
      if (target?.type !== 'MemberExpression') return;
      const { object } = target;
      const binding = bindingOf(c, object);
      if (!isItem(object) && !(binding && items.has(binding))) return;
      c.fix('primitive-write', rangeOf(target), null, [{ ...rangeOf(object), text: `Object(${c.text(object)})` }]);
    });
  });
}

const bindingOf = (c: SloppyContext, node: Node): Binding | null =>
  c.scopes.byNode.get(node)?.binding ?? c.scopes.declared.get(node) ?? null;

/** A variable that holds nothing but lists of elements. */
function isElementList({ declarations, references }: Binding): boolean {
  const values = [...declarations, ...references.filter((r) => r.mode !== 'read').map((r) => r.node)].flatMap((id) => {
    const parent = parentOf(id);
    if (parent?.type === 'VariableDeclarator' && parent.id === id) return parent.init ? [parent.init] : [];
    return [
      parent?.type === 'AssignmentExpression' && parent.left === id && parent.operator === '=' ? parent.right : null,
    ];
  });
  return values.length > 0 && values.every((value) => value !== null && givesList(value));
}

const givesList = (value: t.Node): boolean =>
  value.type === 'CallExpression' &&
  value.callee.type === 'MemberExpression' &&
  LISTS.has(memberKey(value.callee) ?? '');
