import { loopAround, type CloneLoop } from '../../analyse/scripts/clone-loops.js';
import type { Access } from '../../analyse/scripts/script-facts.js';
import type { Node } from '../../analyse/tree.js';
import type { GlobalUse, ScriptNode } from '../../link/script-graph.js';
import type { GlobalsContext } from './script-context.js';
import { layerRead } from './script-member-readers.js';
import { definition, newMember } from './script-member-sources.js';
import { atModuleLevel } from './script-places.js';
import type { Clone, GlobalPlans, Member } from './script-plan.js';
import { returnedObject, targetName } from './script-unwrap.js';

/** A loop of the module's top level that copies a namespace into the object of another one. */
interface NamespaceClone {
  loop: CloneLoop;
  id: string;
  /** The namespace that is copied. */
  from: string;
  /** The one that gets the copies. */
  to: string;
}

type CloneContext = Pick<GlobalsContext, 'graph' | 'modules' | 'unwraps' | 'noMembers'>;

/** The loops by which opened functions of a script make a namespace from another one. */
function clonesIn(id: string, context: CloneContext): NamespaceClone[] {
  const { facts } = context.graph.nodes.get(id)!;
  return facts.cloneLoops.flatMap((loop) => {
    const denoted = facts.globals.denotes(loop.from);
    const opened = (context.unwraps.get(id) ?? []).find(
      ({ iife }) => returnedObject(iife, facts)?.binding === loop.to && iife.body.body.includes(loop.statement),
    );
    const to = opened ? targetName(opened.iife, facts) : null;
    if (denoted?.kind !== 'global' || to === null || to === denoted.name || !isOfLibrary(loop, id, context)) return [];
    return atModuleLevel(loop.statement, id, context) ? [{ loop, id, from: denoted.name, to }] : [];
  });
}

const COPYING_LIBRARIES = new Set(['$', 'jQuery', '_', 'angular']);

/** The function that copies is the one of a well-known library, which no script of the project puts in its place. */
function isOfLibrary({ library }: CloneLoop, id: string, { graph }: CloneContext): boolean {
  if (!library) return true;
  const denoted = graph.nodes.get(id)!.facts.globals.denotes(library);
  if (denoted?.kind !== 'global' || !COPYING_LIBRARIES.has(denoted.name)) return false;
  return [...graph.nodes.values()].every(
    ({ facts }) =>
      !facts.declared.has(denoted.name) &&
      facts.accesses.every(
        (a) => a.name !== denoted.name || (a.mode === 'read' && !(a.use.kind === 'write' && a.use.key === 'extend')),
      ),
  );
}

/** Whether a use of a namespace is that of a loop which copies all its members to another one. */
export function isCloned(access: Access, id: string, context: CloneContext): boolean {
  const { facts } = context.graph.nodes.get(id)!;
  if (facts.cloneLoops.length === 0 || !loopAround(access.node, facts.cloneLoops)) return false;
  return clonesIn(id, context).some(
    ({ loop, from, to }) =>
      from === access.name && !context.noMembers.has(to) && loopAround(access.node, [loop]) !== null,
  );
}

/**
 * The copies that a namespace starts with.
 * @returns null where no loop copies anything, or why the copies are not known
 */
export function cloneOf(
  use: GlobalUse,
  id: string,
  set: readonly { access: Access; key: string }[],
  context: GlobalsContext,
): { clone: Clone; members: Member[] } | string | null {
  const clones = clonesIn(id, context).filter(({ to }) => to === use.name);
  const [first] = clones;
  if (!first) return null;
  const { decided } = context;
  const source = decided?.globals.get(first.from, id)?.members;
  if (clones.length > 1 || !decided || !source) return 'the members that it copies are not known';
  const { facts } = context.graph.nodes.get(id)!;
  const { statement } = first.loop;
  if (!first.loop.isGuarded && [...decided.graph.nodes.values()].some(addsToAllObjects))
    return 'what it copies may have members of all objects';
  // As far as its members are concerned, the loop reads them all where it stands.
  const access = facts.accesses.find((a) => a.name === first.from && loopAround(a.node, [first.loop]));
  const members: Member[] = [];
  const of = new Map<Member, Member>();
  for (const member of source.members.filter((m) => !m.overridden)) {
    const { key } = member;
    const layers = source.members.filter((m) => m.key === key);
    const isKnown =
      access && member.statement !== null && member.from !== 'shared' && !source.shared.has(member)
        ? layerRead({ id, access, key }, layers, { ...context, graph: decided.graph }) === member
        : false;
    if (!isKnown) return `it copies \`${key}\`, which may not be set yet`;
    const again = set.filter((s) => s.key === key);
    const found = again.length === 1 ? definition(id, again[0]!.access, key, context) : null;
    const isReplaced = found !== null && typeof found !== 'string' && found.statement!.start! > statement.end!;
    if (isReplaced) continue;
    const copy = newMember(id, key, statement, null, 'copied');
    members.push(copy);
    of.set(copy, member);
  }
  return { clone: { id, loop: first.loop, from: first.from, of }, members };
}

/** `Object.prototype.x = …`: a loop over any object finds it. */
const addsToAllObjects = ({ facts }: ScriptNode): boolean =>
  /\bObject\.prototype(?:\.\w+|\[[^\]]+\])\s*=[^=]/.test(facts.script.source);

/** Globals that clone another one: they are decided once that is. */
export function isClone(name: string, context: CloneContext): boolean {
  return [...context.graph.nodes.keys()].some(
    (id) => context.modules.has(id) && clonesIn(id, context).some(({ to }) => to === name),
  );
}

/** Namespaces that were to be copied into one that stays an object: they have to stay objects themselves. */
export function uncopied(globals: GlobalPlans, context: CloneContext): string[] {
  return [...context.graph.nodes.keys()].flatMap((id) =>
    (context.modules.has(id) ? clonesIn(id, context) : []).flatMap(({ from, to }) => {
      const isOpen = (name: string): boolean => Boolean(globals.get(name, id)?.members);
      return isOpen(from) && !isOpen(to) ? [to] : [];
    }),
  );
}

/** Whether a node is part of a loop that makes copies for a namespace. */
export const fillsClone = (name: string, id: string, node: Node, context: CloneContext): boolean =>
  clonesIn(id, context).some(({ to, loop }) => to === name && loopAround(node, [loop]) !== null);
