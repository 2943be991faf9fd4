import type { Access, ScriptFacts } from '../../analyse/scripts/script-facts.js';
import type { Node } from '../../analyse/tree.js';
import type { Scope } from '../../analyse/scope.js';
import { HELPER } from '../../link/load-order.js';
import { placement, type GlobalUse } from '../../link/script-graph.js';
import { isForwardAllowed } from './script-accesses.js';
import type { GlobalsContext } from './script-context.js';
import { commonFolder, namesAtTop } from './script-places.js';
import type { Member, ReaderForm } from './script-plan.js';
import { isBindingName } from '../../analyse/identifier-names.js';

/** A use of one member. */
export interface MemberUse {
  id: string;
  access: Access;
  key: string;
}

/**
 * Which of the values that scripts give a member one after the other a read sees.
 * @param layers in load order; each is always loaded before the next
 * @returns null when that cannot be told
 */
export function layerRead({ id, access }: MemberUse, layers: Member[], context: GlobalsContext): Member | null {
  const last = layers.at(-1)!;
  if (layers.length === 1) return isReadable(id, access, last, context) ? last : null;
  const own = layers.findIndex((m) => m.id === id);
  if (own >= 0 && access.use.unit === 0) {
    const { statement } = layers[own]!;
    return access.node.start! > statement!.end! ? layers[own]! : (layers[own - 1] ?? null);
  }
  if (own >= 0 || access.use.unit !== 0) {
    const isBehind = own >= 0 ? layers[own] === last : placement(context.graph, id, last.id).before;
    return isBehind && isReadable(id, access, last, context) ? last : null;
  }
  const before = layers.filter((m) => isReadable(id, access, m, context)).at(-1);
  const isLater = (m: Member): boolean => {
    const { graph } = context;
    return graph.pages.every(
      ({ order }) => !order.includes(id) || !order.includes(m.id) || order.indexOf(id) < order.indexOf(m.id),
    );
  };
  return before && layers.slice(layers.indexOf(before) + 1).every(isLater) ? before : null;
}

/** Whether a member is certainly set where it is read. */
function isReadable(id: string, access: Access, member: Member, context: GlobalsContext): boolean {
  const at = access.node.start!;
  if (member.id.startsWith(HELPER)) return true;
  if (id === member.id) {
    if (member.statement === null) return true;
    if (access.use.unit === 0) return at > member.statement.end!;
    return !context.early.runsBefore(id, access.use.unit, member.statement.end!);
  }
  const { always, before } = placement(context.graph, id, member.id);
  if (!always) return false;
  if (before) return true;
  return (
    isForwardAllowed(id, member.id, context) &&
    access.use.unit !== 0 &&
    !context.early.mayPrecede(id, access.use.unit, member.id, true)
  );
}

/**
 * How each script reaches the members.
 * @param names names that a script has for a member already: `var old = NS.x`
 * @param clonedBy scripts that copy all members: they need a namespace
 * @returns why the object stays
 */
export function readers(
  use: GlobalUse,
  members: Member[],
  reads: (MemberUse & { member: Member | null })[],
  names: ReadonlyMap<string, ReadonlyMap<Member, string>>,
  clonedBy: ReadonlySet<string>,
  context: GlobalsContext,
): { forms: Map<string, ReaderForm>; facade: string | null } | string {
  const { name } = use;
  const parts = [...new Set(members.map((m) => m.id))].filter((part) => !part.startsWith(HELPER));
  const single = parts.length === 1 ? parts[0]! : null;
  const forms = new Map<string, ReaderForm>();
  let facade: string | null = null;
  for (const id of new Set([...reads.map((r) => r.id), ...clonedBy])) {
    const { facts } = context.graph.nodes.get(id)!;
    const own = reads.filter((r) => r.id === id);
    const complete = parts.every((part) => {
      const { always, before } = placement(context.graph, id, part);
      return always && (before || isForwardAllowed(id, part, context));
    });
    const isWhole = complete && own.every(({ member }) => !member?.overridden && !member?.id.startsWith(HELPER));
    if (parts.includes(id) || !isWhole) {
      if (clonedBy.has(id)) return 'a script that may not have all of it copies it';
      const locals = new Map(names.get(id));
      const taken = new Set([...locals.values(), ...members.filter((m) => m.id === id).map((m) => m.local)]);
      const hidden = new Set<Access>();
      for (const { member, key, access } of own) {
        if (!member) return `its member \`${key}\` is never set`;
        let local = locals.get(member);
        if (local === undefined) {
          local = member.id === id ? member.local : freeLocal(key, name, facts, id, taken, context);
          locals.set(member, local);
          taken.add(local);
        }
        if (!isHidden(local, access, facts, id, context)) continue;
        if (member.id !== id || taken.has(name) || isHidden(name, access, facts, id, context))
          return `\`${key}\` means something else where it is used`;
        hidden.add(access);
      }
      forms.set(id, { kind: 'named', locals, hidden });
      continue;
    }
    if (own.some(({ access }) => access.via !== 'bare' && isHidden(name, access, facts, id, context)))
      return 'its name means something else where it is used';
    if (single === null)
      facade ??= HELPER + context.newModule(use, commonFolder(parts.map((p) => context.graph.nodes.get(p)!.path!)));
    forms.set(id, { kind: 'namespace', from: single ?? facade! });
  }
  return { forms, facade };
}

function freeLocal(
  key: string,
  name: string,
  facts: ScriptFacts,
  id: string,
  taken: ReadonlySet<string>,
  context: GlobalsContext,
): string {
  const top = namesAtTop(facts, context.unwraps.get(id) ?? []);
  const isFree = (local: string): boolean =>
    isBindingName(local) && !top.has(local) && !facts.script.scopes.names.has(local) && !taken.has(local);
  const long = `${name}${key[0]!.toUpperCase()}${key.slice(1)}`;
  return [key, long].find(isFree) ?? `${long}Before`;
}

/** Whether a name of the module's top level is hidden by an inner one at a place. */
export function isHidden(
  local: string,
  access: Access,
  facts: ScriptFacts,
  id: string,
  context: GlobalsContext,
): boolean {
  const opened = new Set((context.unwraps.get(id) ?? []).map((u) => u.iife.fn as Node));
  for (let scope: Scope | null = access.scope; scope && scope !== facts.script.scopes.program; scope = scope.parent) {
    if (scope.bindings.has(local) && !opened.has(scope.node)) return true;
  }
  return false;
}
