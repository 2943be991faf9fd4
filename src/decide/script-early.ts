import type { Access } from '../analyse/script-facts.js';
import type { EarlyRuns, ScriptGraph, ScriptNode } from '../link/script-graph.js';
import type { GlobalPlan } from './script-plan.js';

/**
 * What declares a global so that code which may read it before it is set finds what it did: undefined (`var`), or nothing
 * at all, which throws as a `const` does. `both`: no declaration does, since some code throws and some does not.
 * @returns null when nothing reads it early
 */
export function earlyDeclaration(
  plan: GlobalPlan,
  graph: ScriptGraph,
  early: EarlyRuns,
): 'var' | 'const' | 'both' | null {
  const nodes = [...graph.nodes.values()].filter((n) => plan.scripts.has(n.id));
  const reads = nodes.flatMap((n) =>
    n.facts.accesses.filter((a) => a.name === plan.name && a.mode === 'read' && mayRunEarly(plan, n, a, early)),
  );
  if (reads.length === 0) return null;
  if (nodes.some((n) => n.facts.declared.has(plan.name))) return 'var';
  const asks = reads.filter((a) => a.via !== 'bare' || a.use.kind === 'typeof');
  if (asks.length === 0) return 'const';
  return reads.length > asks.length ? 'both' : 'var';
}

function mayRunEarly(plan: GlobalPlan, node: ScriptNode, access: Access, early: EarlyRuns): boolean {
  const { unit } = access.use;
  if (node.id !== plan.owner) return early.mayPrecede(node.id, unit, plan.owner!, true);
  const at = startOf(plan.definition, node);
  return unit === 0 ? isFinite(at) && access.node.start! < at : early.runsBefore(node.id, unit, at);
}

/** Where its script gives a global its value. */
function startOf(definition: GlobalPlan['definition'], { facts }: ScriptNode): number {
  if (definition?.kind === 'write') return definition.statement.start!;
  if (definition?.kind !== 'init') return Infinity;
  const { node } = definition.init;
  return facts.script.program.body.find((s) => s.start! <= node.start! && node.end! <= s.end!)!.start!;
}
