import { reportEarlyLoads } from './hazards/early-loads.js';
import type { HazardContext } from './hazards/context.js';
import { reportJobOrder, reportOrigins } from './hazards/job-order.js';
import { reportModuleSystem } from './hazards/module-hooks.js';
import { reportParentChains } from './hazards/parent-chain.js';
import { reportPublicInterfaces } from './hazards/public-interface.js';
import { reportReadOnlyWrites } from './hazards/read-only-writes.js';
import { reportStacks } from './hazards/stack-traces.js';
import { reportWrittenScripts } from './hazards/written-scripts.js';

/**
 * Says where a finished plan may show a difference that no form of ES module avoids: only where the syntax gives a
 * reason, and once a place. Each rule has a page in `docs/rules/`; what they rest on is in `docs/measured.md`.
 */
export function reportHazards(context: HazardContext): void {
  reportStacks(context);
  reportJobOrder(context);
  reportOrigins(context);
  reportModuleSystem(context);
  reportEarlyLoads(context);
  reportParentChains(context);
  reportPublicInterfaces(context);
  reportReadOnlyWrites(context);
  reportWrittenScripts(context);
}
