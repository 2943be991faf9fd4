import type { Graph, GraphModule } from '../../link/graph.js';
import { sameComponent } from '../cycles/cycle-groups.js';
import type { FindingList } from '../findings.js';
import { isEntry } from '../hazards/module-system.js';

/**
 * Programs that stay CommonJS under a new name and that nothing in the project names: a command that starts them is
 * written where no run can follow it (a document, CI, a container, somebody's memory). Published files are told of by
 * `renamed-public`.
 * @param oldPaths the files that keep a module at their old path
 */
export function reportPrograms(
  graph: Graph,
  newPaths: ReadonlyMap<string, string>,
  oldPaths: ReadonlySet<string>,
  findings: FindingList,
): void {
  const followed = new Set(graph.project.references.map(({ target }) => target));
  for (const module of graph.modules.values()) {
    const { path, file } = module;
    const renamed = newPaths.get(path)!;
    if (renamed === path || oldPaths.has(path) || followed.has(path)) continue;
    if (!(isEntry(module) || isMainOfCycle(graph, module)) || file.roles.includes('public')) continue;
    findings.add({
      rule: 'renamed-program',
      severity: 'warning',
      file: path,
      at: 0,
      message: `It stays CommonJS as ${renamed}: whoever starts or loads it by its old name does not find it.`,
      advice: `Change the commands outside package.json that name it (node ${renamed}).`,
    });
  }
}

/** The index.js of a package that names no `main`, which only files that it loads itself require. */
function isMainOfCycle(graph: Graph, { path, file, in: loads, dynamic }: GraphModule): boolean {
  const { dir, json } = graph.project.packages[file.package]!;
  const isMain = path === (dir === '' ? 'index.js' : `${dir}/index.js`) && json.main === undefined;
  return isMain && dynamic.length === 0 && loads.every(({ from }) => sameComponent(graph, from, path));
}
