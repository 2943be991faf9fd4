import type { EarlyRuns, GlobalUse, ScriptGraph } from '../link/script-graph.js';
import type { UnwrapPlan } from './script-plan.js';

/** What the decision about one global looks at. */
export interface GlobalsContext {
  graph: ScriptGraph;
  modules: ReadonlySet<string>;
  unwraps: ReadonlyMap<string, UnwrapPlan[]>;
  early: EarlyRuns;
  /** Names that scripts of others write, or code that has the global object as a value. */
  writtenElsewhere: (name: string) => boolean;
  /** Names that must stay readable on the global object: handlers, code in strings, scripts of others. */
  readElsewhere: (name: string) => boolean;
  /** Ids and names of elements: browsers make globals of them. */
  elementIds: ReadonlySet<string>;
  /** Names that some script asks the global object for: `'X' in window`. */
  asked: ReadonlySet<string>;
  /** Code from other hosts runs on a page. */
  remote: boolean;
  /** A free path for a new module that holds a namespace. */
  newModule: (use: GlobalUse, folder: string) => string;
  /** Namespaces whose members would meet other exports or imports. */
  noMembers: ReadonlySet<string>;
  /** Pages whose order imports of later scripts would break. */
  noForward: ReadonlySet<string>;
}
