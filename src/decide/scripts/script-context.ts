import type { EarlyRuns, GlobalUse, ScriptGraph } from '../../link/script-graph.js';
import type { Outside } from './script-outside.js';
import type { GlobalPlans, UnwrapPlan } from './script-plan.js';

/** What the decision about one global looks at. */
export interface GlobalsContext {
  graph: ScriptGraph;
  modules: ReadonlySet<string>;
  unwraps: ReadonlyMap<string, UnwrapPlan[]>;
  early: EarlyRuns;
  /** What others do on the pages of this global. */
  outside: Outside;
  /** A free path for a new module that holds a namespace. */
  newModule: (use: GlobalUse, folder: string) => string;
  /** Namespaces whose members would meet other exports or imports. */
  noMembers: ReadonlySet<string>;
  /** Pages whose order imports of later scripts would break. */
  noForward: ReadonlySet<string>;
  /** What is decided of others so far, for those that copy them. */
  decided?: { globals: GlobalPlans; graph: ScriptGraph };
}
