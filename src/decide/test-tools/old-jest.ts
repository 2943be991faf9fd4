import type { Graph, GraphModule } from '../../link/graph.js';
import type { LeftPackage } from '../packages/left-packages.js';
import { jestMode } from './jest-mode.js';
import { reachedBy } from './reached-by.js';

/** The version of jest from which on it loads ES modules. */
const firstWithModules = 26;

/**
 * The packages that tests of an old jest reach: it has no way to load ES modules, and no transformer makes CommonJS of
 * them. So that the tests go on running, these packages stay CommonJS until a later jest is installed.
 * @returns by index of the package
 */
export function packagesOfOldJest(graph: Graph): Map<number, LeftPackage> {
  const { project, resolver } = graph;
  const majors = project.packages.map((pack) => {
    const mode = jestMode(project, resolver, pack);
    const isOld = mode?.kind === 'vm-modules' && mode.major !== null && mode.major < firstWithModules;
    return isOld ? mode : null;
  });
  const left = new Map<number, LeftPackage>();
  const starts = new Map<number, GraphModule[]>();
  for (const module of graph.modules.values()) {
    const mode = majors[module.file.package];
    if (mode && module.file.roles.includes('test'))
      starts.set(mode.major!, [...(starts.get(mode.major!) ?? []), module]);
  }
  for (const [major, tests] of starts) {
    const reached = new Set([...reachedBy(graph, tests)].map(({ file }) => file.package));
    // The package that configures jest holds what all of its tests load.
    const owners = new Set(tests.map(({ file }) => project.packages.indexOf(majors[file.package]!.pack)));
    for (const owner of owners) reached.add(owner);
    const others = reached.size - owners.size;
    const end = others > 0 ? `, and reach ${others} other package${others > 1 ? 's' : ''}, which also stay` : '';
    for (const number of reached)
      left.set(number, {
        rule: 'old-jest',
        what: owners.has(number) ? `its tests run under jest ${major}, which can't load ES modules${end}` : null,
        advice: 'Update jest to version 29 or later, and run again.',
        reason: `jest ${major} can't load ES modules`,
      });
  }
  return left;
}
