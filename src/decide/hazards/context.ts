import type { GraphModule, Graph } from '../../link/graph.js';
import type { MigrateOptions } from '../../options.js';
import type { FindingList } from '../findings.js';
import type { Plan } from '../plan.js';

/** What is known when everything is decided. */
export interface HazardContext {
  graph: Graph;
  plan: Plan;
  options: MigrateOptions;
  findings: FindingList;
}

/** True for a file that this run turns from CommonJS into an ES module. */
export function isTurned({ plan }: HazardContext, { path, file, facts }: GraphModule): boolean {
  return plan.files.get(path)?.action === 'convert' && !file.esm && facts.syntax !== 'esm';
}
