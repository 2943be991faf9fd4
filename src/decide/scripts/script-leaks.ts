import { leaksOfProperty, OTHER_OBJECT, type Leak } from '../../analyse/scripts/global-leaks.js';
import type { ScriptFacts } from '../../analyse/scripts/script-facts.js';
import { parentOf } from '../../analyse/tree.js';
import type { ScriptGraph } from '../../link/script-graph.js';

/** Globals that code may reach through a value that is the global object. */
export interface LeakedNames {
  isRead: (name: string) => boolean;
  isWritten: (name: string) => boolean;
}

/** Functions of the platform that list the properties of what they get. */
const LISTING = new Set(['Object', 'Reflect']);

/**
 * What may happen to globals where scripts hand the global object on (`init(window)`, `var env = { root: window }`): any
 * property that some script names may be one. What libraries get is theirs: they do not know the names of the program,
 * except those that they have for a listener.
 *
 * @param namedByLibrary whether a library of the pages names a member so
 */
export function leakedNames(graph: ScriptGraph, namedByLibrary: (name: string) => boolean): LeakedNames {
  const nodes = [...graph.nodes.values()];
  const isOwn = (name: string): boolean =>
    nodes.some(
      ({ facts }) => facts.declared.has(name) || facts.accesses.some((a) => a.name === name && a.mode !== 'read'),
    );
  const leaks = allLeaks(nodes.map(({ facts }) => facts));
  const isShared = nodes.some(({ id, facts }) =>
    [...facts.declared.values()].some(
      ({ name, binding }) =>
        facts.globals.aliasOf(binding)?.kind === 'object' &&
        nodes.some((other) => other.id !== id && other.facts.accesses.some((a) => a.name === name)),
    ),
  );
  const receivers = leaks.flatMap((leak) => (leak.kind === 'value' ? [leak.to] : []));
  const isListener = leaks.some((leak) => leak.kind === 'value' && leak.alone && leak.to !== null && !isOwn(leak.to));
  const isListed = receivers.some((to) => to !== null && LISTING.has(to));
  const isLeaked = isShared || receivers.some((to) => to === null || isOwn(to));
  const isMember = (name: string, isWrite: boolean): boolean =>
    leaks.some((leak) => leak.kind === 'member' && leak.key === name && leak.isWrite === isWrite);
  const others = new Set([OTHER_OBJECT, ...nodes.flatMap(({ facts }) => objectsOf(facts))]);
  const mayBe = (objects: ReadonlySet<string> | undefined): boolean =>
    objects !== undefined && [...objects].some((object) => !others.has(object));
  return {
    isRead: (name) =>
      isListed ||
      isMember(name, false) ||
      (isListener && namedByLibrary(name)) ||
      (isLeaked && nodes.some(({ facts }) => mayBe(facts.keys.read.get(name)))),
    isWritten: (name) =>
      isMember(name, true) || (isLeaked && nodes.some(({ facts }) => mayBe(facts.keys.written.get(name)))),
  };
}

/** The leaks of scripts, and what they do with the properties that hold the global object. */
function allLeaks(scripts: readonly ScriptFacts[]): Leak[] {
  const leaks = scripts.flatMap((facts) => facts.leaks);
  const keys = new Set<string>();
  for (const leak of leaks) {
    if (leak.kind !== 'property' || keys.has(leak.key)) continue;
    keys.add(leak.key);
    // The loop goes on over what is added here.
    leaks.push(...scripts.flatMap((facts) => leaksOfProperty(leak.key, facts)));
  }
  return leaks;
}

/** Globals that are certainly something else than the global object: `NS = NS || {}`, functions, objects written out. */
function objectsOf({ inits, declared }: ScriptFacts): string[] {
  const made = [...declared.values()].filter(({ binding, kind, reassigned }) => {
    if (kind === 'function' || kind === 'class') return !reassigned;
    const declarator = parentOf(binding.declarations[0]!);
    const value = declarator?.type === 'VariableDeclarator' ? declarator.init : null;
    return !reassigned && value && /^(?:Object|Function|Class|Array)Expression$/.test(value.type);
  });
  return [...inits.map((i) => i.name), ...made.map((d) => d.name)];
}
