import { type HazardContext, isTurned } from './context.js';

/**
 * `module.parent.parent` and the like: the file stays CommonJS, but an ES module among those that load it has no parent,
 * so that the chain ends there (F04).
 */
export function reportParentChains(context: HazardContext): void {
  const { graph, findings } = context;
  if (![...graph.modules.values()].some((module) => isTurned(context, module))) return;
  for (const module of graph.modules.values()) {
    const chain = module.facts.hazards.find((hazard) => hazard.kind === 'parent-chain');
    if (!chain || !module.file.selected) continue;
    findings.add({
      rule: 'module-object',
      severity: 'error',
      file: module.path,
      at: chain.range.start,
      message: 'Follows module.parent upwards: the chain ends at the first ES module now, which has no parent.',
      advice: 'Hand what it looks for as an argument, or set it in the program that is started.',
    });
  }
}
