import type { Graph, GraphModule } from '../../link/graph.js';

/** The given modules, and all that they may load. */
export function reachedBy(graph: Graph, starts: readonly GraphModule[]): Set<GraphModule> {
  const seen = new Set<GraphModule>();
  const visit = (module: GraphModule): void => {
    if (seen.has(module)) return;
    seen.add(module);
    for (const edge of module.out) {
      for (const path of edge.to === null ? edge.computed : [edge.to]) {
        const target = graph.modules.get(path);
        if (target) visit(target);
      }
    }
  };
  for (const start of starts) visit(start);
  return seen;
}
