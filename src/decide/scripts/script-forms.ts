import type { ScriptGraph } from '../../link/script-graph.js';
import type { ScriptsPlan } from './script-plan.js';

/**
 * What was read as the function of a module, and opens into no exports: it has to stay as it is written.
 * @param sources all texts of the project: none but the script itself may know the name of the function
 */
export function unopenedForms(
  graph: ScriptGraph,
  plan: ScriptsPlan,
  sources: ReadonlyMap<string, string>,
): { id: string; name: string }[] {
  return [...graph.nodes.values()].flatMap(({ id, facts }) =>
    facts.script.forms
      .filter(({ name, maker }) => {
        if (plan.globals.get(name, id)?.mode !== 'members') return true;
        return maker !== null && isKnown(maker, graph, sources);
      })
      .map(({ name }) => ({ id, name })),
  );
}

/** Whether a function is named anywhere but where it is declared and called. */
function isKnown(name: string, graph: ScriptGraph, sources: ReadonlyMap<string, string>): boolean {
  const word = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g');
  let found = 0;
  for (const text of sources.values()) found += text.match(word)?.length ?? 0;
  return found > 2 || [...graph.nodes.values()].some(({ facts }) => facts.computed.some((mayBe) => mayBe(name)));
}
