import { loadedBy } from '../../link/closure.js';
import type { Edge, Graph } from '../../link/graph.js';
import { loaderHooks } from '../hazards/module-system.js';

/**
 * Requests that a hook into require() may see: imports pass it by (O22, O23). It counts for files that load the module of
 * the project which sets the hook, from there on.
 */
export class HookedLoads {
  /** By path, the module that sets the hook and where it is loaded first. */
  private readonly users = new Map<string, { by: string; at: number }>();

  constructor(graph: Graph) {
    const { modules } = graph;
    const hooking = [...modules.values()].filter((module) => loaderHooks(module).length > 0).map(({ path }) => path);
    if (hooking.length === 0) return;
    const leads = new Map<string, string>(hooking.map((path) => [path, path]));
    for (const path of modules.keys()) {
      const loaded = leads.has(path) ? null : loadedBy(graph, [path]);
      const by = loaded && hooking.find((hook) => loaded.has(hook));
      if (by) leads.set(path, by);
    }
    for (const { path, out } of modules.values())
      for (const { request, to } of out) {
        const by = to === null || to === path || request.form === 'resolve' ? undefined : leads.get(to);
        if (by !== undefined && by !== path && !this.users.has(path))
          this.users.set(path, { by, at: request.range.start });
      }
  }

  /** Why a request must stay a require(); null where it need not. */
  needsRequire({ from, request }: Edge): string | null {
    const user = this.users.get(from);
    const isBefore = !user || (request.when === 'eager' && request.range.start <= user.at);
    return isBefore ? null : `${user.by} hooks into require()`;
  }
}
