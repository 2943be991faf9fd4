import type { Access } from '../../analyse/scripts/script-facts.js';
import type { EarlyRuns, ScriptGraph, ScriptNode } from '../../link/script-graph.js';
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
  if (isLexical(plan, graph)) {
    // Reading it too early is an error in a script and in a module; only who asks by `typeof` sees a difference.
    const isAsked = nodes.some(
      (n) =>
        n.id !== plan.owner &&
        n.facts.accesses.some((a) => a.name === plan.name && asks(a) && mayRunEarly(plan, n, a, early)),
    );
    return isAsked ? 'both' : null;
  }
  const reads = nodes.flatMap((n) =>
    n.facts.accesses
      .filter((a) => a.name === plan.name && a.mode === 'read' && mayRunEarly(plan, n, a, early))
      .map((a) => (asks(a) ? true : seesDeclaration(n, plan, nodes, graph))),
  );
  if (reads.length === 0) return null;
  if (reads.every((isQuiet) => isQuiet === true)) return 'var';
  return reads.every((isQuiet) => isQuiet === false) ? 'const' : 'both';
}

/** Declared by its owner with let, const or class. */
const isLexical = ({ name, owner, definition }: GlobalPlan, { nodes }: ScriptGraph): boolean =>
  definition?.kind === 'declared' &&
  /^(?:let|const|class)$/.test(nodes.get(owner!)?.facts.declared.get(name)?.kind ?? '');

/** A variable that is missing is undefined here, and no error. */
const asks = (access: Access): boolean => access.via !== 'bare' || access.use.kind === 'typeof';

/**
 * Whether a script that declares the variable is that of the code, or runs before it wherever the owner runs later; null
 * when pages differ.
 */
function seesDeclaration(
  { id }: ScriptNode,
  { name, owner }: GlobalPlan,
  nodes: readonly ScriptNode[],
  { pages }: ScriptGraph,
): boolean | null {
  const declarers = nodes.filter((n) => n.facts.declared.has(name)).map((n) => n.id);
  if (declarers.includes(id)) return true;
  const seen = pages
    .filter(({ order }) => order.includes(id) && order.indexOf(owner!) >= order.indexOf(id))
    .map(({ order }) => declarers.some((d) => order.includes(d) && order.indexOf(d) < order.indexOf(id)));
  return seen.every((s) => s) ? true : seen.some((s) => s) ? null : false;
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
