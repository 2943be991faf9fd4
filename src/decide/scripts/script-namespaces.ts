import type { ScriptFacts } from '../../analyse/scripts/script-facts.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import { HELPER } from '../../link/load-order.js';
import { placement, type GlobalUse } from '../../link/script-graph.js';
import type { GlobalsContext } from './script-context.js';
import { atModuleLevel, commonFolder, firstOnAllPages } from './script-places.js';
import type { Definition, GlobalPlan } from './script-plan.js';
import { targetName } from './script-unwrap.js';

/** Every value it ever gets is `{}`, or what a loose augmentation returns. */
export function isNamespace(use: GlobalUse, context: GlobalsContext): boolean {
  const inits = use.accesses.filter((a) => a.access.init);
  if (inits.length === 0 && !declaresEmpty(use, context)) return false;
  return (
    context.graph.nodes.size > 0 &&
    use.accesses.every(
      ({ id, access }) => access.mode === 'read' || access.init || isAugmented(id, use.name, access.node, context),
    )
  );
}

function declaresEmpty(use: GlobalUse, { graph }: GlobalsContext): boolean {
  return [...graph.nodes.values()].some((n) => n.facts.inits.some((i) => i.name === use.name));
}

/** `M = (function (my) {…; return my})(M || {})` */
function isAugmented(id: string, name: string, target: Node, context: GlobalsContext): boolean {
  const { facts } = context.graph.nodes.get(id)!;
  return facts.iifes.some((iife) => {
    if (iife.target !== target || targetName(iife, facts) !== name) return false;
    const value = iife.returned?.argument;
    const binding = value ? facts.script.scopes.byNode.get(value)?.binding : null;
    const alias = binding ? facts.globals.aliasOf(binding) : null;
    return alias?.kind === 'global' && alias.name === name;
  });
}

/** One script makes the object, others only add to it: `var M = (function (my) {…; return my})(M)`. */
export function augmentedPlan(
  use: GlobalUse,
  declarers: string[],
  plan: GlobalPlan,
  context: GlobalsContext,
): GlobalPlan | null {
  const { graph } = context;
  const isAddition = (id: string, target: Node): boolean => isAugmented(id, use.name, target, context);
  const makers = declarers.filter((id) =>
    graph.nodes
      .get(id)!
      .facts.declared.get(use.name)!
      .binding.declarations.some((d) => !isAddition(id, d)),
  );
  const owner = makers[0];
  if (owner === undefined || makers.length > 1) return null;
  const others = new Set([...declarers, ...use.accesses.filter((a) => a.access.mode !== 'read').map((a) => a.id)]);
  others.delete(owner);
  const declared = graph.nodes.get(owner)!.facts.declared.get(use.name)!;
  const isMadeOnce = declared.kind === 'var' && !declared.reassigned && declared.direct;
  const onlyAdds = use.accesses.every(
    ({ id, access }) => access.mode === 'read' || (id !== owner && isAddition(id, access.node)),
  );
  if (others.size === 0 || !isMadeOnce || !onlyAdds) return null;
  if (![...others].every((id) => placement(graph, id, owner).always && placement(graph, id, owner).before)) return null;
  return { ...plan, mode: 'namespace', owner, definition: { kind: 'declared' } };
}

export function namespacePlan(use: GlobalUse, plan: GlobalPlan, context: GlobalsContext): GlobalPlan | string {
  const { name } = use;
  const { graph } = context;
  const scripts = [...graph.nodes.values()].filter(
    (n) => n.facts.inits.some((i) => i.name === name) || n.facts.declared.has(name),
  );
  for (const node of scripts) {
    const declared = node.facts.declared.get(name);
    if (declared && declared.kind !== 'var') return `it is declared with ${declared.kind}`;
    const inits = node.facts.inits.filter((i) => i.name === name);
    if (
      declared &&
      declared.binding.declarations.some(
        (d) => !inits.some((i) => i.node === parentOf(d)) && !isAugmented(node.id, name, d, context),
      )
    ) {
      return 'it is declared apart from its value';
    }
    for (const init of inits) {
      const isInArgument = init.statement === null;
      if (!isInArgument && !atModuleLevel(init.statement!, node.id, context))
        return 'it is made inside a function or a block';
      if (isInArgument && !isArgument(init.node)) return 'it is made inside an expression';
    }
  }
  const ids = scripts.map((n) => n.id);
  // An inline script can't export it: a module of its own does.
  const owner = scripts.some((n) => n.path === null) ? null : firstOnAllPages(ids, graph);
  const isAgain = ({ id, facts }: (typeof scripts)[number]): boolean => {
    const inits = facts.inits.filter((i) => i.name === name);
    if (!inits.some((i) => i.form === 'empty')) return false;
    if (inits.some((i, at) => i.form === 'empty' && at > 0)) return true;
    return graph.pages.some(({ order }) => order.includes(id) && order.find((o) => ids.includes(o)) !== id);
  };
  if (scripts.some(isAgain)) return 'it is set to a new object again';
  const ofOwner = owner === null ? [] : graph.nodes.get(owner)!.facts.inits.filter((i) => i.name === name);
  if (
    !scripts.some(
      (n) =>
        n.facts.inits.some((i) => i.name === name && i.form !== 'value') ||
        n.facts.declared.has(name) ||
        isAugmentedIn(n.facts, name, context),
    )
  )
    return 'no script sets it';
  const folder = commonFolder(scripts.flatMap((n) => n.path ?? []));
  const definition: Definition | null = ofOwner[0] ? { kind: 'init', init: ofOwner[0] } : null;
  return {
    ...plan,
    mode: 'namespace',
    owner: owner ?? HELPER + context.newModule(use, folder),
    definition: owner === null ? null : definition,
  };
}

const isAugmentedIn = (facts: ScriptFacts, name: string, context: GlobalsContext): boolean =>
  facts.iifes.some((iife) => iife.target && isAugmented(facts.script.id, name, iife.target, context));

/** An argument of an immediately called function, or the value of an alias. */
function isArgument(node: Node): boolean {
  const parent = parentOf(node);
  return parent?.type === 'CallExpression' || parent?.type === 'VariableDeclarator';
}
