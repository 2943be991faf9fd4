import type * as t from '@babel/types';
import type { Scope, ScopeInfo, ThisUse } from './scope.js';
import { isWriteTarget, parentOf, thisOwner, type Node } from './tree.js';

/** What a function does with its own `this`, as far as it is known yet. */
export function thisUseOf(info: ScopeInfo, owner: Node): ThisUse {
  let use = info.thisUse.get(owner);
  if (!use)
    info.thisUse.set(owner, (use = { reads: false, writes: false, escapes: false, isTested: false, usesSuper: false }));
  return use;
}

/** Notes one `this`: at the top level of the file, or with the function that gives it its value. */
export function recordThis(info: ScopeInfo, node: t.ThisExpression, scope: Scope): void {
  const owner = thisOwner(node);
  if (!owner) {
    info.topLevelThis.push({ node, scope });
    return;
  }
  const use = thisUseOf(info, owner);
  const parent = parentOf(node);
  if (parent?.type === 'BinaryExpression' && parent.operator === 'instanceof') {
    use.isTested = true;
    return;
  }
  use.reads = true;
  const isMember =
    (parent?.type === 'MemberExpression' || parent?.type === 'OptionalMemberExpression') && parent.object === node;
  if (!isMember || parent.computed) use.escapes = true;
  if (isMember && isWriteTarget(parent)) use.writes = true;
}
