import type * as t from '@babel/types';
import type { Access } from '../../analyse/scripts/script-facts.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import type { Binding } from '../../analyse/scope.js';
import { classifyUse } from '../../analyse/uses.js';
import { HELPER } from '../../link/load-order.js';
import { placement, type GlobalUse } from '../../link/script-graph.js';
import type { GlobalsContext } from './script-context.js';
import { isHidden, layerRead, readers, type MemberUse } from './script-member-readers.js';
import { definition, isReassigned, madeMembers, nameMember, newMember, usesThis } from './script-member-sources.js';
import { cloneOf, fillsClone, isCloned } from './script-clones.js';
import { ownDefault, sharedObject } from './script-member-shared.js';
import { atModuleLevel } from './script-places.js';
import type { GlobalPlan, MadeObject, Member, MembersPlan, SharedInit } from './script-plan.js';

/**
 * Whether a namespace needs no object: every use of it names one member, and each member is set at the top level of one
 * script, again only by that script or around its value by later ones (the rules of `docs/rules/namespace-object.md`).
 * @param plan the plan that keeps the object
 * @returns the plan of the members, or why the object stays
 */
export function planMembers(use: GlobalUse, plan: GlobalPlan, context: GlobalsContext): MembersPlan | string {
  if (plan.bridge || plan.viaGlobal.size > 0) return 'it must stay on the global object';
  if (plan.setter !== null) return 'another script replaces it';
  const isMade = plan.mode === 'export' || plan.definition?.kind === 'declared';
  const made = isMade ? madeMembers(use, plan, context) : { members: [], object: null };
  if (typeof made === 'string') return made;
  const uses = memberUses(use, plan, made.object, context);
  if (typeof uses === 'string') return uses;
  const shared = new Map<Member, SharedInit[]>();
  const copies = made.object ? cloneOf(use, made.object.id, uses.writes, context) : null;
  if (typeof copies === 'string') return copies;
  const members = settleMembers(use, [...made.members, ...(copies?.members ?? [])], uses, shared, context);
  if (typeof members === 'string') return members;
  const byKey = new Map<string, Member[]>();
  for (const member of members) byKey.set(member.key, [...(byKey.get(member.key) ?? []), member]);
  if (byKey.size === 0) return 'it has no members that are set at the top level';
  if (byKey.has('default')) return 'it has a member `default`';
  const calls = uses.reads.map((r) => r.access);
  for (const member of members) {
    const problem = nameMember(member, members, calls, context);
    if (problem !== null) return problem;
  }
  const targets = new Map<Access, Member>();
  const reads: (MemberUse & { member: Member | null })[] = [];
  for (const read of uses.reads) {
    const layers = byKey.get(read.key);
    const member = layers ? layerRead(read, layers, context) : null;
    if (layers && !member)
      return layers.length > 1
        ? `code that reads \`${read.key}\` may see what a later script sets it to`
        : `\`${read.key}\` may be read before it is set`;
    if (!member && !isAsked(read, context)) return `its member \`${read.key}\` is never set`;
    if (member) targets.set(read.access, member);
    reads.push({ ...read, member });
  }
  for (const { id, access, key } of uses.writes) {
    const member = byKey.get(key)![0]!;
    if (isHidden(member.local, access, context.graph.nodes.get(id)!.facts, id, context))
      return `\`${key}\` means something else where it is set`;
    targets.set(access, member);
  }
  const old = oldValues(use.name, reads, context);
  for (const [member, inits] of shared) {
    for (const { id, variable } of inits) {
      if (variable !== null && id !== member.id)
        old.names.set(id, (old.names.get(id) ?? new Map<Member, string>()).set(member, variable));
    }
  }
  const found = readers(use, members, reads, old.names, uses.clonedBy, context);
  if (typeof found === 'string') return found;
  const dropped = new Map(
    [...uses.aliases].map(([id, list]) => [id, new Set([...list, ...(old.dropped.get(id) ?? [])])]),
  );
  for (const [id, list] of old.dropped) if (!dropped.has(id)) dropped.set(id, list);
  return {
    members,
    parts: [...new Set(members.map((m) => m.id))].filter((part) => !part.startsWith(HELPER)),
    shared,
    ...found,
    targets,
    made: made.object,
    clone: copies?.clone ?? null,
    clonedBy: uses.clonedBy,
    dropped,
  };
}

/** All uses of the members of a namespace. */
interface MemberUses {
  reads: MemberUse[];
  writes: MemberUse[];
  /** What goes with the object, by script: `var C = NS`, `Object.defineProperty(NS, '__esModule', …)`. */
  aliases: MembersPlan['dropped'];
  /** The scripts with a loop that copies all members. */
  clonedBy: Set<string>;
}

function memberUses(
  use: GlobalUse,
  plan: GlobalPlan,
  made: MadeObject | null,
  context: GlobalsContext,
): MemberUses | string {
  const uses: MemberUses = { reads: [], writes: [], aliases: new Map(), clonedBy: new Set() };
  const inner = made?.accesses.map((access) => ({ id: made.id, access })) ?? [];
  for (const { id, access } of [...use.accesses, ...inner]) {
    if (fillsClone(use.name, id, access.node, context)) continue;
    if (isCloned(access, id, context)) {
      uses.clonedBy.add(id);
      continue;
    }
    if (access.init || access.intoAlias) {
      if (!access.intoAlias || isOpenedAlias(access.intoAlias, id, context)) continue;
      const alias = aliasVariable(access);
      if (!alias) return 'a function takes it as an argument';
      uses.aliases.set(id, (uses.aliases.get(id) ?? new Set()).add(alias));
      continue;
    }
    if (access.mode !== 'read') {
      if (plan.mode === 'export' && plan.definition?.kind === 'write' && access === plan.definition.access) continue;
      if (isTarget(access.node, id, context)) continue;
      return 'it is written';
    }
    if (isReturned(access.node, id, context)) continue;
    const { kind, key } = access.use;
    const marker = esModuleMarker(access, context);
    if (marker) {
      uses.aliases.set(id, (uses.aliases.get(id) ?? new Set()).add(marker));
      continue;
    }
    if (key === null || !/^(?:member|call-member|construct-member|write)$/.test(kind)) return 'it is used as a value';
    (kind === 'write' ? uses.writes : uses.reads).push({ id, access, key });
  }
  return uses;
}

/** The members with what sets them. Takes the writes that define a member out of `uses.writes`. */
function settleMembers(
  use: GlobalUse,
  made: Member[],
  uses: MemberUses,
  shared: Map<Member, SharedInit[]>,
  context: GlobalsContext,
): Member[] | string {
  const members = [...made];
  const again: MemberUse[] = [];
  const keys = new Set([...made.map((m) => m.key), ...uses.writes.map((w) => w.key)]);
  for (const key of keys) {
    const writes = uses.writes.filter((w) => w.key === key);
    const first = made.filter((m) => m.key === key);
    if (first.length > 1) return 'a member is set more than once';
    const object = first.length === 0 ? sharedObject(use, key, writes, uses.reads, context) : null;
    if (typeof object === 'string') return object;
    if (object) {
      members.push(object.member);
      shared.set(object.member, object.inits);
      uses.reads = uses.reads.filter((r) => !object.reads.includes(r.access));
      continue;
    }
    const found = writes.map((w) => ({ use: w, member: definition(w.id, w.access, key, context) }));
    const set = [...first, ...found.flatMap(({ member }) => (typeof member === 'string' ? [] : [member]))];
    const ids = new Set([...first.map((m) => m.id), ...writes.map((w) => w.id)]);
    if (set.length === 1 && writes.length + first.length === 1) {
      const only = writes[0] ? ownDefault(writes[0], uses.reads) : null;
      if (only) {
        set[0]!.value = only.value;
        uses.reads = uses.reads.filter((r) => r.access !== only.read);
      }
      members.push(...(first.length === 0 ? set : []));
    } else if (ids.size === 1) {
      const live = liveMember(key, set, writes, context);
      if (typeof live === 'string') return live;
      if (first.length === 0) members.push(live);
      again.push(...writes.filter((w) => parentOf(parentOf(parentOf(w.access.node)!)!) !== live.statement));
    } else {
      const reason = found.map(({ member }) => member).find((m): m is string => typeof m === 'string');
      const layers = reason === undefined ? inLoadOrder(set, context) : null;
      if (!layers) return reason ?? 'a member is set more than once';
      for (const layer of layers) layer.overridden = layer !== layers.at(-1);
      members.push(...layers.filter((layer) => !members.includes(layer)));
    }
  }
  uses.writes = again;
  return members;
}

/** A member that its script sets more than once, or in functions: a variable. */
function liveMember(key: string, set: Member[], writes: MemberUse[], context: GlobalsContext): Member | string {
  const { id } = writes[0]!;
  const { facts } = context.graph.nodes.get(id)!;
  const member = set[0] ?? newMember(id, key, null, null, 'declared');
  member.live = true;
  for (const { access } of writes) {
    const target = parentOf(access.node)!;
    const assignment = parentOf(target);
    if (assignment && parentOf(assignment) === member.statement) continue;
    const isEarly =
      member.statement !== null &&
      (access.use.unit === 0
        ? access.node.start! < member.statement.start!
        : context.early.runsBefore(id, access.use.unit, member.statement.start!));
    if (isEarly) return 'a member is set more than once';
    if (assignment?.type === 'AssignmentExpression' && usesThis(assignment.right, facts))
      return `\`${key}\` uses \`this\``;
  }
  return member;
}

/** Values of one member by several scripts, each always loaded before the next; null when pages do not agree. */
function inLoadOrder(set: Member[], { graph }: GlobalsContext): Member[] | null {
  const isBefore = (a: Member, b: Member): boolean => {
    const { always, before } = placement(graph, b.id, a.id);
    return a.id !== b.id && always && before;
  };
  const sorted = [...set].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return sorted.every((m, i) => i === 0 || isBefore(sorted[i - 1]!, m)) ? sorted : null;
}

/** `if (NS.x)`, `NS.x && …`: whether a member is there is asked where nothing sets it. */
function isAsked({ id, access, key }: MemberUse, { graph }: GlobalsContext): boolean {
  if (key in Object.prototype) return false;
  // Another export of that name would be found.
  const isOther = [...graph.nodes.values()].some(
    (n) => n.facts.declared.has(key) || n.facts.accesses.some((a) => a.name === key),
  );
  if (isOther) return false;
  const member = parentOf(access.node)!;
  const { kind } = classifyUse(member, graph.nodes.get(id)!.facts.script.places);
  const logical = parentOf(member);
  if (access.use.kind === 'call-member') return true;
  return /^(?:test|typeof)$/.test(kind) || (logical?.type === 'LogicalExpression' && logical.left === member);
}

/** `var old = NS.x` in a script that sets the member around its old value: the variable becomes the import. */
function oldValues(
  name: string,
  reads: (MemberUse & { member: Member | null })[],
  context: GlobalsContext,
): { names: Map<string, Map<Member, string>>; dropped: MembersPlan['dropped'] } {
  const names = new Map<string, Map<Member, string>>();
  const dropped: MembersPlan['dropped'] = new Map();
  for (const { id, access, member } of reads) {
    if (!member?.overridden || member.live || member.id === id || names.get(id)?.has(member)) continue;
    const declarator = parentOf(parentOf(access.node)!);
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') continue;
    const { facts } = context.graph.nodes.get(id)!;
    const local = declarator.id.name;
    const binding = facts.script.scopes.declared.get(declarator.id);
    const isShared = [...context.graph.nodes.values()].some(
      (n) => n.id !== id && n.facts.accesses.some((a) => a.name === local),
    );
    if (!binding || isReassigned(binding) || isShared || local === name) continue;
    if (!atModuleLevel(parentOf(declarator)!, id, context)) continue;
    names.set(id, (names.get(id) ?? new Map<Member, string>()).set(member, local));
    dropped.set(id, (dropped.get(id) ?? new Set()).add(declarator));
  }
  return { names, dropped };
}

/** `Object.defineProperty(NS, '__esModule', { value: true })`, `NS.__esModule = true`: for tools, where no script asks for it. */
function esModuleMarker({ node, use }: Access, { graph }: GlobalsContext): t.ExpressionStatement | null {
  const parent = parentOf(node);
  const isDefined = parent?.type === 'CallExpression' && /^Object\.defineProperty$/.test(calleeText(parent));
  const [, name] = isDefined ? parent.arguments : [];
  const isMarker =
    use.key === '__esModule' ? use.kind === 'write' : name?.type === 'StringLiteral' && name.value === '__esModule';
  const whole = use.key === '__esModule' ? parentOf(parent!) : parent;
  const statement = isMarker && whole ? parentOf(whole) : null;
  const isRead = [...graph.nodes.values()].some(
    ({ facts }) => facts.keys.read.has('__esModule') && !facts.keys.written.has('__esModule'),
  );
  return statement?.type === 'ExpressionStatement' && !isRead ? statement : null;
}

const calleeText = ({ callee }: t.CallExpression): string =>
  callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.property.type === 'Identifier'
    ? `${callee.object.name}.${callee.property.name}`
    : '';

function isOpenedAlias(alias: Binding, id: string, context: GlobalsContext): boolean {
  return (context.unwraps.get(id) ?? []).some((u) =>
    u.iife.params.some((p, i) => p.id === alias.declarations[0] && u.params[i]!.action !== 'declare'),
  );
}

/** `var C = NS;` */
function aliasVariable({ intoAlias, node, init }: Access): t.VariableDeclarator | null {
  const declarator = intoAlias ? parentOf(intoAlias.declarations[0]!) : null;
  return declarator?.type === 'VariableDeclarator' && declarator.init === node && !init ? declarator : null;
}

/** The variable that gets what an opened function returns. */
function isTarget(node: Node, id: string, context: GlobalsContext): boolean {
  return (context.unwraps.get(id) ?? []).some((u) => u.iife.target === node);
}

/** `return my` of an opened function. */
function isReturned(node: Node, id: string, context: GlobalsContext): boolean {
  const parent = parentOf(node) as t.Node | null;
  return parent?.type === 'ReturnStatement' && (context.unwraps.get(id) ?? []).some((u) => u.iife.returned === parent);
}
