import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import type { Shape } from './shape.js';

/** The request of `module.exports = require('./x')`. */
export function reexportEdge(module: GraphModule, shape: Shape): Edge | null {
  const assignment = shape.replacement === null ? null : module.facts.exports.assignments[shape.replacement];
  const request = assignment?.value.request ?? null;
  return request === null ? null : (module.out[request] ?? null);
}

/** The project modules that a file's `module.exports` is: `module.exports = require('./x')`, also by way of a variable. */
export function passedOn(graph: Graph, path: string): string[] {
  const module = graph.modules.get(path)!;
  const targets: string[] = [];
  for (const { request, to } of module.out) {
    if (to === null || request.form !== 'require') continue;
    const isValue = module.facts.exports.assignments.some(
      (a) =>
        a.value.request === request.id &&
        a.value.members.length === 0 &&
        a.targets.some((t) => t.key === null && t.object !== 'local'),
    );
    if (isValue || request.uses.some((u) => u.kind === 'reexport')) targets.push(to);
  }
  return targets;
}

/** The project module that a file exports as one of its members. */
export function memberTarget(module: GraphModule, key: string): string | null {
  return module.out[memberRequest(module, key) ?? -1]?.to ?? null;
}

/** The request whose value a file exports as one of its members. */
export function memberRequest(module: GraphModule, key: string): number | null {
  const { assignments } = module.facts.exports;
  const values = assignments.flatMap((a) => {
    if (a.targets.some((t) => t.key === key && t.object !== 'local')) return [a.value];
    return (a.value.properties ?? []).filter((p) => p.key === key).map((p) => p.value);
  });
  for (const value of values) {
    const request =
      value?.request ?? module.facts.requests.find((r) => r.local !== null && r.local === value?.name)?.id ?? null;
    if (request !== null) return request;
  }
  return null;
}
