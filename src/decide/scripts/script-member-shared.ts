import type * as t from '@babel/types';
import type { Access } from '../../analyse/scripts/script-facts.js';
import { isEmptyObject } from '../../analyse/scripts/global-object.js';
import { parentOf } from '../../analyse/tree.js';
import { memberKey } from '../../analyse/uses.js';
import { HELPER } from '../../link/load-order.js';
import type { GlobalUse } from '../../link/script-graph.js';
import type { GlobalsContext } from './script-context.js';
import type { MemberUse } from './script-member-readers.js';
import { isReassigned, newMember } from './script-member-sources.js';
import { atModuleLevel, commonFolder, firstOnAllPages } from './script-places.js';
import type { Member, SharedInit } from './script-plan.js';

/** `NS.x = NS.x || value`: the value, and the read of the old one. */
export function ownDefault({ access, key }: MemberUse, reads: MemberUse[]): { value: t.Node; read: Access } | null {
  const assignment = parentOf(parentOf(access.node)!);
  if (assignment?.type !== 'AssignmentExpression' || assignment.operator !== '=') return null;
  const { right } = assignment;
  if (right.type !== 'LogicalExpression' || right.operator !== '||') return null;
  const { left } = right;
  if (left.type !== 'MemberExpression' || memberKey(left) !== key) return null;
  const read = reads.find((r) => r.access.node === left.object);
  return read ? { value: right.right, read: read.access } : null;
}

/**
 * `NS.x = NS.x || {}`, the only thing that scripts set a member to: an object that they share. The first of them makes
 * it; one that nothing else reads (private state) gets a module of its own.
 * @param reads what reads the member otherwise
 * @returns null when the member is set in other ways
 */
export function sharedObject(
  use: GlobalUse,
  key: string,
  writes: MemberUse[],
  reads: MemberUse[],
  context: GlobalsContext,
): { member: Member; inits: SharedInit[]; reads: Access[] } | string | null {
  const inits: SharedInit[] = [];
  const taken: Access[] = [];
  for (const write of writes) {
    const found = ownDefault(write, reads);
    const init = found && isEmptyObject(found.value) ? initOf(write, context) : null;
    if (!found || !init) return null;
    inits.push(init);
    taken.push(found.read);
  }
  const ids = inits.map((i) => i.id);
  if (new Set(ids).size !== ids.length) return null;
  const others = reads.filter((r) => r.key === key && !taken.includes(r.access));
  const isEarly = others.some(({ id, access }) => {
    const init = inits.find((i) => i.id === id);
    return init && access.use.unit === 0 && access.node.start! < init.statement.start!;
  });
  if (isEarly) return `\`${key}\` may be read before it is set`;
  const isPrivate = ids.length > 1 && others.every((r) => ids.includes(r.id));
  const folder = commonFolder(ids.map((id) => context.graph.nodes.get(id)!.path ?? ''));
  const owner = isPrivate
    ? HELPER + context.newModule({ ...use, name: `${use.name}-private` }, folder)
    : firstOnAllPages(ids, context.graph);
  if (owner === null) return 'the pages do not agree on which script sets it first';
  const own = inits.find((i) => i.id === owner);
  return { member: newMember(owner, key, own?.statement ?? null, null, 'shared'), inits, reads: taken };
}

/** `NS.x = NS.x || {};`, `var x = NS.x = NS.x || {};` at the top level of the module. */
function initOf({ id, access }: MemberUse, context: GlobalsContext): SharedInit | null {
  const assignment = parentOf(parentOf(access.node)!)!;
  const parent = parentOf(assignment);
  if (parent?.type === 'ExpressionStatement')
    return atModuleLevel(parent, id, context) ? { id, statement: parent, variable: null } : null;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return null;
  const declaration = parentOf(parent) as t.VariableDeclaration;
  const { facts } = context.graph.nodes.get(id)!;
  const binding = facts.script.scopes.declared.get(parent.id);
  const isPlain = declaration.declarations.length === 1 && atModuleLevel(declaration, id, context);
  const isShared = binding?.scope === facts.script.scopes.program;
  return isPlain && binding && !isShared && !isReassigned(binding)
    ? { id, statement: declaration, variable: parent.id.name }
    : null;
}
