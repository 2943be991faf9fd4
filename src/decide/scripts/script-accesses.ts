import type { Access, ScriptFacts } from '../../analyse/scripts/script-facts.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import { HELPER } from '../../link/load-order.js';
import { placement, type GlobalUse } from '../../link/script-graph.js';
import type { GlobalsContext } from './script-context.js';
import type { GlobalPlan } from './script-plan.js';

/** Marks the accesses that can't become imports. */
export function readAccesses(use: GlobalUse, plan: GlobalPlan, context: GlobalsContext): void {
  const owner = plan.owner!;
  const isHelper = owner.startsWith(HELPER);
  for (const { id, access } of use.accesses) {
    if (!context.modules.has(id)) {
      plan.viaGlobal.add(access);
      continue;
    }
    const { facts } = context.graph.nodes.get(id)!;
    if (access.via === 'member' && isShadowed(access, id, use.name, context)) plan.viaGlobal.add(access);
    else if (
      id !== owner &&
      !isHelper &&
      !(importable(id, access, owner, context) && isBoundTo(use, id, owner, context))
    )
      plan.viaGlobal.add(access);
    else if (id !== owner && access.via === 'bare' && facts.declared.has(use.name) && plan.mode !== 'namespace')
      plan.viaGlobal.add(access);
  }
}

/** A name is one thing in a module: when one access of a script can't be the import, none of them is. */
function isBoundTo(use: GlobalUse, id: string, owner: string, context: GlobalsContext): boolean {
  return use.accesses.every(
    (a) => a.id !== id || a.access.via === 'member' || importable(id, a.access, owner, context),
  );
}

/** Whether a script may import one that runs later on some page. */
export function isForwardAllowed(id: string, owner: string, { graph, noForward }: GlobalsContext): boolean {
  return graph.pages.every(
    ({ page, order }) => !noForward.has(page.path) || !order.includes(id) || order.indexOf(owner) < order.indexOf(id),
  );
}

function importable(id: string, access: Access, owner: string, context: GlobalsContext): boolean {
  const { always, before } = placement(context.graph, id, owner);
  if (!always) return false;
  if (before) return true;
  const { unit, kind } = access.use;
  if (!isForwardAllowed(id, owner, context) || unit === 0) return false;
  // Reading such a variable too early is an error in a script and in a module.
  const isLexical = /^(?:let|const|class)$/.test(
    context.graph.nodes.get(owner)!.facts.declared.get(access.name)?.kind ?? '',
  );
  if (isLexical && access.via === 'bare' && kind !== 'typeof') return true;
  return !context.early.mayPrecede(id, unit, owner);
}

/** Whether `X` would mean something else where `window.X` stands. */
function isShadowed(access: Access, id: string, name: string, context: GlobalsContext): boolean {
  const { facts } = context.graph.nodes.get(id)!;
  let scope = access.scope;
  if (!scope) {
    // `this.X`: the scope around it is that of the nearest function, which the reference of no name tells.
    for (let up: Node | null = access.node; up && !scope; up = parentOf(up)) scope = scopeOfFunction(up, facts);
    scope ??= facts.script.scopes.program;
  }
  const opened = new Set((context.unwraps.get(id) ?? []).map((u) => u.iife.fn as Node));
  for (let at = scope; at !== facts.script.scopes.program; at = at.parent!) {
    const binding = at.bindings.get(name);
    if (!binding) {
      if (!at.parent) break;
      continue;
    }
    if (!opened.has(at.node)) return true;
    if (binding.kind === 'param') continue;
    // At the top level of the opened function it is the module's variable: right only if that is what the global holds.
    return !isDefinedFrom(facts, name);
  }
  return false;
}

function isDefinedFrom(facts: ScriptFacts, name: string): boolean {
  return facts.accesses.some((a) => {
    const parent = parentOf(a.node);
    return (
      a.name === name &&
      parent?.type === 'AssignmentExpression' &&
      parent.left === a.node &&
      parent.right.type === 'Identifier' &&
      parent.right.name === name
    );
  });
}

function scopeOfFunction(node: Node, facts: ScriptFacts): Access['scope'] {
  if (!('params' in node)) return null;
  for (const reference of facts.script.scopes.references) {
    for (let scope: Access['scope'] = reference.scope; scope; scope = scope.parent)
      if (scope.node === node && scope.isFunction) return scope;
  }
  return null;
}

/** Some page has a script that may use the namespace where no script has made it yet, itself included. */
export function isUsedUnmade(use: GlobalUse, { graph, early, modules }: GlobalsContext): boolean {
  const makes = (id: string): boolean => {
    const { facts } = graph.nodes.get(id)!;
    return facts.declared.has(use.name) || facts.inits.some((i) => i.name === use.name);
  };
  return use.accesses.some(({ id, access }) => {
    if (!modules.has(id)) return false;
    if (makes(id)) {
      const isFirst = graph.pages.some(({ order }) => order.find(makes) === id);
      const made = Math.min(
        ...graph.nodes
          .get(id)!
          .facts.inits.filter((i) => i.name === use.name)
          .map((i) => i.node.start!),
      );
      const isNamed = access.via !== 'alias' && !access.init && access.mode === 'read';
      if (!isFirst || !isNamed || !Number.isFinite(made)) return false;
      const { unit } = access.use;
      return unit === 0 ? access.node.start! < made : early.runsBefore(id, unit, made);
    }
    return graph.pages.some(({ order }) => {
      const at = order.indexOf(id);
      const maker = order.findIndex(makes);
      if (at < 0 || (maker >= 0 && maker < at)) return false;
      return maker < 0 || access.use.unit === 0 || early.mayPrecede(id, access.use.unit, order[maker]!);
    });
  });
}
