import type { Callee } from '../../analyse/facts.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import { exportedValue } from './exported-unit.js';

/** The function of the project that a call in a module runs; null when it is not known. */
export function calledFunction(
  graph: Graph,
  module: GraphModule,
  callee: Callee,
): { module: GraphModule; unit: number } | null {
  if (callee.kind === 'unit') return { module, unit: callee.unit };
  const own = callee.kind === 'global' ? ownMember(callee.path) : null;
  if (own !== null) return exportedFunction(graph, module.path, [own]);
  if (callee.kind !== 'request') return null;
  return exportedFunction(graph, module.out[callee.request]?.to ?? null, callee.path);
}

/** `exports.run()`, `module.exports.run()` */
function ownMember([object, ...path]: readonly string[]): string | null {
  const members = object === 'module' && path[0] === 'exports' ? path.slice(1) : object === 'exports' ? path : [];
  return members.length === 1 ? members[0]! : null;
}

/**
 * The function that calling `path` on a module's exports runs (a class stands for its constructor), with members that are
 * re-exported followed to the file that holds them.
 * @param path the members read from the exports; empty: the exports themselves are called
 * @returns null when it is not known
 */
export function exportedFunction(
  graph: Graph,
  target: string | null,
  path: readonly string[],
  seen: ReadonlySet<string> = new Set(),
): { module: GraphModule; unit: number } | null {
  const module = target === null ? undefined : graph.modules.get(target);
  const id = `${target} ${path.join('.')}`;
  if (!module || path.length > 1 || seen.has(id)) return null;
  const value = exportedValue(module.facts, path[0] ?? null);
  if (value && value.unit !== null) return { module, unit: value.unit };
  if (value?.kind === 'identifier') return unitOfBinding(module, value.name);
  if (value?.kind === 'require' && value.request !== null)
    return exportedFunction(graph, module.out[value.request]?.to ?? null, value.members, new Set([...seen, id]));
  if (value) return null;
  const whole = path.length === 0 ? null : exportedValue(module.facts, null);
  if (whole?.kind === 'require' && whole.request !== null && whole.members.length === 0)
    return exportedFunction(graph, module.out[whole.request]?.to ?? null, path, new Set([...seen, id]));
  return moduleFunction(graph, module, path[0] ?? 'default', new Set([...seen, id]));
}

function unitOfBinding(module: GraphModule, name: string | null): { module: GraphModule; unit: number } | null {
  const unit = module.facts.bindings.find((b) => b.name === name)?.unit ?? null;
  return unit === null ? null : { module, unit };
}

/** The same for ES syntax. */
function moduleFunction(
  graph: Graph,
  module: GraphModule,
  name: string,
  seen: ReadonlySet<string>,
): { module: GraphModule; unit: number } | null {
  const own = module.facts.moduleExports.find((e) => e.name === name);
  if (own) return unitOfBinding(module, own.local);
  for (const edge of module.out) {
    if (edge.request.form !== 'export') continue;
    const named = edge.request.specifiers.find((s) => s.local === name);
    const star = edge.request.specifiers.some((s) => s.local === '*') && name !== 'default';
    if (!named && !star) continue;
    const found = exportedFunction(graph, edge.to, [named?.imported ?? name], seen);
    if (found) return found;
  }
  return null;
}
