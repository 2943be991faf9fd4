import type { UseFacts } from '../analyse/facts.js';
import type { Edge, Graph, GraphModule } from '../link/graph.js';
import { isChange } from './order/changes.js';
import { calledFunction } from './order/exported-function.js';
import { memberRequest } from './interfaces/handed-on.js';

/**
 * Finds the builtins and packages whose members somebody assigns to, maybe by way of a module that hands them on, or by
 * handing them to something that may do so: named imports would not see it (I05).
 * @returns names of builtins and packages
 */
export function patchedModules(graph: Graph): Set<string> {
  const patched = new Set<string>();
  const note = (edge: Edge | undefined): void => {
    const name = edge && nameOf(edge);
    if (name) patched.add(name);
  };
  for (const module of graph.modules.values()) {
    for (const edge of module.out) {
      const { uses, parts } = edge.request;
      if (uses.some(isChange)) for (const passed of [edge, ...passedOn(graph, edge)]) note(passed);
      const target = edge.to === null ? undefined : graph.modules.get(edge.to);
      if (!target) continue;
      const changed = parts.filter(({ use }) => isChange(use)).map(({ key }) => key);
      for (const key of [...changed, ...uses.filter(writesMember).map((u) => u.key!)])
        note(target.out[memberRequest(target, key) ?? -1]);
    }
    for (const request of handedToWriters(graph, module)) note(module.out[request]);
  }
  return patched;
}

const writesMember = ({ key, writesThrough }: UseFacts): boolean => writesThrough && key !== null;

function nameOf({ resolution }: Edge): string | null {
  if (resolution.kind === 'builtin') return resolution.name;
  return resolution.kind === 'external' ? resolution.package.name : null;
}

/** The requests whose value the target of an edge exports as its own. */
function passedOn(graph: Graph, { to }: Edge): Edge[] {
  const target = to === null ? undefined : graph.modules.get(to);
  if (!target) return [];
  const isWhole = (id: number): boolean =>
    target.facts.exports.assignments.some(
      (a) => a.value.request === id && a.value.members.length === 0 && a.targets.some((t) => t.key === null),
    );
  return target.out.filter(({ request }) => isWhole(request.id) || request.uses.some((u) => u.kind === 'reexport'));
}

/** Requests whose value a file hands to a function of the project that writes to what it is given. */
function handedToWriters(graph: Graph, module: GraphModule): number[] {
  const { units } = module.facts;
  return units.flatMap(({ effects }) =>
    effects.flatMap((effect) => {
      if (effect.kind !== 'call') return [];
      const passes = effect.passes.filter((p) => !p.deep && nameOf(module.out[p.request]!) !== null);
      if (passes.length === 0) return [];
      const called = calledFunction(graph, module, effect.callee);
      return called && writesToParameter(called.module, called.unit) ? passes.map((p) => p.request) : [];
    }),
  );
}

/** A function that writes to a member of something that is no variable of its file: of a parameter. */
function writesToParameter({ facts }: GraphModule, unit: number): boolean {
  const isOwn = (name: string): boolean =>
    name === 'exports' || name === 'module' || name === 'this' || facts.bindings.some((b) => b.name === name);
  return (facts.units[unit]?.effects ?? []).some((e) => e.kind === 'write' && e.to === 'foreign' && !isOwn(e.path[0]!));
}
