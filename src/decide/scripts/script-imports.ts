import type { Access } from '../../analyse/scripts/script-facts.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import type { ScriptNode } from '../../link/script-graph.js';
import { copiesOf } from './script-copies.js';
import type { GlobalPlan, ScriptsPlan, UnwrapPlan } from './script-plan.js';

/** What a script takes from one module. */
export interface WantedImport {
  /** Local names by exported name. */
  named: Map<string, string>;
  /** Local names of the whole. */
  namespaces: Set<string>;
}

/** The modules that a script will import, in import order, each with the names it needs. */
export function importsOf(
  node: ScriptNode,
  plan: ScriptsPlan,
  rank: (owner: string) => number,
): Map<string, WantedImport> {
  const needed = new Map<string, WantedImport>();
  const from = (owner: string): WantedImport => {
    const wanted = needed.get(owner) ?? { named: new Map<string, string>(), namespaces: new Set<string>() };
    needed.set(owner, wanted);
    return wanted;
  };
  for (const access of node.facts.accesses) {
    const to = plan.globals.get(access.name, node.id);
    if (to?.members) addMember(node, access, to, from);
    if (!to || !isImported(to, node.id) || to.viaGlobal.has(access)) continue;
    for (const name of neededNames(access, to, plan.unwraps.get(node.id) ?? [])) {
      from(to.owner!).named.set(name, name);
    }
  }
  for (const { name, members } of plan.globals.of(node.id)) {
    if (members?.made?.id === node.id)
      for (const access of members.made.accesses) addMember(node, access, { name, members }, from);
    const form = members?.clonedBy.has(node.id) ? members.forms.get(node.id) : undefined;
    if (form?.kind === 'namespace') addCopied(node, form.from, name, plan, from);
    for (const [member, inits] of members?.shared ?? [])
      for (const { id, variable } of inits)
        if (id === node.id && id !== member.id && variable !== null) from(member.id).named.set(member.key, variable);
  }
  return new Map([...needed].sort(([a], [b]) => rank(a) - rank(b)));
}

function addMember(
  node: ScriptNode,
  access: Access,
  { name, members }: Pick<GlobalPlan, 'name' | 'members'>,
  from: (owner: string) => WantedImport,
): void {
  const form = members!.forms.get(node.id);
  const { key, kind } = access.use;
  if (!form || access.init || access.intoAlias || access.mode !== 'read' || key === null || kind === 'write') return;
  if (form.kind === 'namespace') return void from(form.from).namespaces.add(name);
  if (form.hidden.has(access)) return void from(node.id).namespaces.add(name);
  const member = members!.targets.get(access);
  if (member && member.id !== node.id) from(member.id).named.set(key, form.locals.get(member)!);
}

/** A script that copies a namespace loads it; it needs the whole for what it takes as a value. */
function addCopied(
  node: ScriptNode,
  owner: string,
  name: string,
  plan: ScriptsPlan,
  from: (owner: string) => WantedImport,
): void {
  const wanted = from(owner);
  const clones = plan.globals.of(node.id).flatMap(({ members }) => (members?.clone?.from === name ? [members] : []));
  if (clones.some((members) => copiesOf(members).values.length > 0)) wanted.namespaces.add(name);
}

const isImported = (to: GlobalPlan, id: string): boolean =>
  (to.mode === 'export' || to.mode === 'namespace') && to.owner !== id;

function neededNames(access: Access, to: GlobalPlan, unwraps: UnwrapPlan[]): string[] {
  if (to.mode === 'namespace') {
    if (access.init && (access.init.statement || isInOpenedArgument(access.node, unwraps))) return [];
    if (access.mode !== 'read') return [];
  }
  if (isInOpenedArgument(access.node, unwraps) && access.intoAlias) return [];
  if (access.mode === 'read') return access.via === 'alias' && !isRenamed(access, unwraps) ? [] : [to.name];
  const parent = parentOf(access.node);
  const isPlain = parent?.type === 'AssignmentExpression' && parent.operator === '=';
  return isPlain ? [to.setter!] : [to.setter!, to.name];
}

function isRenamed(access: Access, unwraps: UnwrapPlan[]): boolean {
  return unwraps.some((u) =>
    u.params.some((p, i) => u.iife.params[i]!.id === access.alias?.declarations[0] && p.action !== 'declare'),
  );
}

const isInOpenedArgument = (node: Node, unwraps: UnwrapPlan[]): boolean =>
  unwraps.some((u) => u.params.some((p) => p.value && p.action !== 'declare' && isWithin(node, p.value)));

export const isWithin = (node: Node, outer: Node): boolean => node.start! >= outer.start! && node.end! <= outer.end!;
