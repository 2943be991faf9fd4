import { posix } from 'node:path';
import type * as t from '@babel/types';
import type { ScriptFacts } from '../../analyse/scripts/script-facts.js';
import { parentOf, type Node } from '../../analyse/tree.js';
import type { ScriptGraph } from '../../link/script-graph.js';
import type { GlobalsContext } from './script-context.js';
import type { UnwrapPlan } from './script-plan.js';
import { scopeOf } from './script-unwrap.js';

/** The names that the module's top level will bind. */
export function namesAtTop(facts: ScriptFacts, unwraps: UnwrapPlan[]): Set<string> {
  const names = new Set(facts.script.scopes.program.bindings.keys());
  for (const unwrap of unwraps) {
    for (const binding of scopeOf(unwrap.iife, facts)?.bindings.values() ?? []) {
      const param = unwrap.params.find((p) => p.name === binding.name && binding.kind === 'param');
      if (!param || param.action === 'declare') names.add(binding.name);
    }
  }
  return names;
}

/** The statement `target = value;` that sets something and does no more; null where it is set in another way. */
export function settingStatement(target: Node): { statement: t.ExpressionStatement; value: t.Expression } | null {
  const assignment = parentOf(target);
  const statement = assignment ? parentOf(assignment) : null;
  return assignment?.type === 'AssignmentExpression' &&
    assignment.operator === '=' &&
    statement?.type === 'ExpressionStatement'
    ? { statement, value: assignment.right }
    : null;
}

/** True for a statement of the program, or of a function that opens up. */
export function atModuleLevel(statement: Node, id: string, context: Pick<GlobalsContext, 'unwraps'>): boolean {
  const parent = parentOf(statement);
  if (parent?.type === 'Program') return true;
  return (context.unwraps.get(id) ?? []).some((u) => u.iife.body === parent);
}

/** The one of several scripts that runs first on every page that loads any of them. */
export function firstOnAllPages(ids: string[], graph: ScriptGraph): string | null {
  let first: string | null = null;
  for (const { order } of graph.pages) {
    const here = order.find((id) => ids.includes(id));
    if (here === undefined) continue;
    if (first !== null && first !== here) return null;
    first = here;
  }
  return first;
}

export function commonFolder(paths: string[]): string {
  let folder = posix.dirname(paths[0]!);
  while (!paths.every((p) => folder === '.' || p.startsWith(`${folder}/`))) folder = posix.dirname(folder);
  return folder;
}
