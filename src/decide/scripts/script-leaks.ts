import { OF_PROTOTYPE } from '../../analyse/scripts/global-leaks.js';
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
 * property that some script names may be one. What libraries get is theirs: they do not know the names of the program.
 */
export function leakedNames(graph: ScriptGraph): LeakedNames {
  const nodes = [...graph.nodes.values()];
  const isOwn = (name: string): boolean =>
    nodes.some(
      ({ facts }) => facts.declared.has(name) || facts.accesses.some((a) => a.name === name && a.mode !== 'read'),
    );
  const leaks = nodes.flatMap(({ facts }) => facts.leaks);
  const isShared = nodes.some(({ id, facts }) =>
    [...facts.declared.values()].some(
      ({ name, binding }) =>
        facts.globals.aliasOf(binding)?.kind === 'object' &&
        nodes.some((other) => other.id !== id && other.facts.accesses.some((a) => a.name === name)),
    ),
  );
  const isListed = leaks.some(({ to }) => to !== null && LISTING.has(to));
  const isLeaked = isShared || leaks.some(({ to }) => to === null || isOwn(to));
  const others = new Set([OF_PROTOTYPE, ...nodes.flatMap(({ facts }) => objectsOf(facts))]);
  const mayBe = (objects: ReadonlySet<string> | undefined): boolean =>
    objects !== undefined && [...objects].some((object) => !others.has(object));
  return {
    isRead: (name) => isListed || (isLeaked && nodes.some(({ facts }) => mayBe(facts.keys.read.get(name)))),
    isWritten: (name) => isLeaked && nodes.some(({ facts }) => mayBe(facts.keys.written.get(name))),
  };
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
