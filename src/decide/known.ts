import type { Graph } from '../link/graph.js';
import { CacheRemoval } from './loading/cache-removal.js';
import { Cycles } from './cycles/cycles.js';
import { dataFiles, dataFolders } from './paths/data-files.js';
import { handedFolders } from './paths/handed-folders.js';
import { findCommonJsOnly, type Kept } from './hazards/commonjs-only.js';
import { type KeptFolder, keptFolders } from './paths/kept-folders.js';
import { HookedLoads } from './loading/hooked-loads.js';
import { LoadEvents } from './cycles/load-events.js';
import { Effects } from './order/order.js';
import { patchedModules } from './patched-modules.js';
import { compiledPackages } from './packages/compiled-packages.js';
import type { LeftPackage } from './packages/left-packages.js';
import { packagesWithCheckedDirectives } from './test-tools/checked-directives.js';
import { packagesOfOldJest } from './test-tools/old-jest.js';
import { unmanagedModules, type UnmanagedModule } from './paths/unmanaged-modules.js';

/** What a graph says whatever is decided about it. */
export interface Known {
  effects: Effects;
  cycles: Cycles;
  /** Files, and folders of files, that tests read as data. */
  data: ReadonlySet<string>;
  held: ReadonlySet<string>;
  commonJsOnly: ReadonlyMap<string, Kept>;
  /** Folders that stay CommonJS as a whole. */
  folders: ReadonlyMap<string, KeptFolder>;
  /** CommonJS files that the project loads and the run does not touch. */
  unmanaged: readonly UnmanagedModule[];
  /** Packages that stay as they are, by index. */
  left: ReadonlyMap<number, LeftPackage>;
  removal: CacheRemoval;
  hooked: HookedLoads;
  /** Packages whose tests look for 'use strict', by index. */
  checkedDirectives: ReadonlySet<number>;
  /** Builtins and packages whose members somebody assigns to. */
  patched: ReadonlySet<string>;
  /** What the load of each module does, over the whole graph. */
  events: LoadEvents;
}

const byGraph = new WeakMap<Graph, Known>();

/** Works it out once for each graph: a plan that does not hold is made again for the same one. */
export function knownOf(graph: Graph, sources: ReadonlyMap<string, string>): Known {
  let known = byGraph.get(graph);
  if (!known) {
    const effects = new Effects(graph);
    const commonJsOnly = findCommonJsOnly(graph, sources, effects);
    known = {
      effects,
      cycles: new Cycles(graph, sources),
      data: dataFiles(graph, sources),
      held: new Set([...dataFolders(graph, sources), ...handedFolders(graph, sources)]),
      commonJsOnly,
      folders: keptFolders(graph, sources, commonJsOnly),
      unmanaged: unmanagedModules(graph),
      left: new Map([...packagesOfOldJest(graph), ...compiledPackages(graph)]),
      removal: new CacheRemoval(graph),
      hooked: new HookedLoads(graph),
      checkedDirectives: packagesWithCheckedDirectives(graph, sources),
      patched: patchedModules(graph),
      events: new LoadEvents(graph, sources, () => true),
    };
    byGraph.set(graph, known);
  }
  return known;
}
