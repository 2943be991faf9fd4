import type { Edge, Graph } from '../../link/graph.js';
import { keysAtLoad, stateOf } from './cycle-run.js';
import type { LoadEvents } from './load-events.js';
import type { FilePlan } from '../plan.js';

/** What is asked of a group of modules before its loads are replayed. */
export interface QuietWorld {
  graph: Graph;
  sources: ReadonlyMap<string, string>;
  events: LoadEvents;
  files: ReadonlyMap<string, FilePlan>;
  /** A binding that CommonJS left unfinished would be noticed. */
  isNoticed: (edge: Edge, key: string | null) => boolean;
}

/**
 * True for a group in which nothing is read while it loads: all that happens is imports whose bindings are live, so that no
 * order of loading, from whichever entry, makes a difference. Most cycles are like that, and a replay of each entry of a
 * large one takes long.
 */
export function isQuiet(world: QuietWorld, members: Iterable<string>): boolean {
  for (const path of members) {
    for (const event of world.events.of(path)) {
      if (event.kind !== 'load' || event.edge.to === null || !isLiveImport(world, event.edge)) return false;
      if (keysAtLoad(event.edge).some(({ key }) => mayShow(world, event.edge, key))) return false;
    }
  }
  return true;
}

/** The request becomes an import declaration, and nothing of its value is copied where it stood. */
function isLiveImport({ files }: QuietWorld, edge: Edge): boolean {
  const plan = files.get(edge.from)?.requests[edge.request.id];
  return edge.request.form === 'require' && plan?.form === 'static' && plan.replacement === null;
}

/** CommonJS may have kept less than the module will have, and something may tell. */
function mayShow(world: QuietWorld, edge: Edge, key: string | null): boolean {
  if (world.graph.modules.get(edge.to!)!.facts.syntax === 'esm' || !world.isNoticed(edge, key)) return false;
  const state = stateOf(world, edge.to!);
  return state.read(-1, key) !== 'final' && (key === null || state.mayHave(key));
}
