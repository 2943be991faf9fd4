import { posix } from 'node:path';
import { loadedBy } from '../../link/closure.js';
import type { Edge, Graph } from '../../link/graph.js';
import type { FindingList } from '../findings.js';
import { listsFolder } from './folder-listing.js';
import { computedRemoval } from '../loading/cache-removal.js';
import { loadedByOthers } from '../loading/outside-loads.js';

/**
 * Kept CommonJS files that get the extension `.cjs` although others find them by their old path: a computed require()
 * (`require` adds `.js`, `.json` and `.node` to a name, never `.cjs`), or a file whose text the run leaves alone. At the
 * old path a module stays that passes the file on.
 * Who takes the names from the folder itself finds the new name there, unless it looks for `.js`.
 * @param newPaths paths after the run, by path before it
 * @param isLeft the text of the file stays as it is
 */
export function keptOldPaths(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  newPaths: ReadonlyMap<string, string>,
  isLeft: (path: string) => boolean,
  findings: FindingList,
): Set<string> {
  const kept = new Set<string>();
  const patterns = [...graph.modules.values()].flatMap(({ path: from, facts }) =>
    facts.patternPaths.map(({ prefix, suffix }) => ({ from, prefix: posix.join(posix.dirname(from), prefix), suffix })),
  );
  const handedOn = new Map(loadedByOthers(graph).map((load) => [load.path, load.by]));
  for (const { path, dynamic, in: loads, file } of graph.modules.values()) {
    // Its tool finds a configuration under either name, and would find two.
    if (file.roles.includes('cjs-config')) continue;
    const renamed = newPaths.get(path) ?? path;
    if (renamed === path || !path.endsWith('.js')) continue;
    const stem = posix.basename(path, '.js');
    const isFound = ({ request, from }: Edge): boolean =>
      (request.pattern !== null ||
        request.candidates !== null ||
        graph.named.paths().has(path) ||
        graph.modules.get(from)!.facts.fileNames.includes(stem)) &&
      !readsFolder(sources.get(from) ?? '');
    const named = patterns.find(
      (p) =>
        !file.roles.includes('test') &&
        posix.dirname(path) === posix.dirname(`${p.prefix}x`) &&
        path.startsWith(p.prefix) &&
        (path.endsWith(p.suffix) || path.endsWith(`${p.suffix}.js`)) &&
        !readsFolder(sources.get(p.from) ?? ''),
    );
    const computed = dynamic.find(isFound)?.from ?? handedOn.get(path) ?? named?.from;
    const left = loads.find(({ from }) => isLeft(from))?.from;
    const by = computed ?? left;
    if (by === undefined) continue;
    kept.add(path);
    const how =
      computed === undefined ? 'loads it, and is left as it is' : 'may load it by a path that it puts together';
    // While the cycle loads, Node refuses to require() a module that leads back to what is loading.
    const isCycle = computed !== undefined && loadedBy(graph, [path]).has(computed);
    const isReloaded = computed !== undefined && computedRemoval(graph.modules.get(computed)!.facts) !== undefined;
    const end = isCycle
      ? ', which is in a require cycle with it: Node refuses that while the cycle loads.'
      : isReloaded
        ? ', and takes what it finds there out of require.cache, but an ES module is loaded only once.'
        : '.';
    findings.add({
      rule: 'old-path',
      severity: isCycle || isReloaded ? 'warning' : 'info',
      file: path,
      at: 0,
      message: `Stays as a module that passes ${renamed} on: ${by} ${how}${end}`,
      advice: `Name ${renamed} there, and delete this file.`,
    });
  }
  return kept;
}

/** The names come from the folder, and are not asked for `.js`. */
function readsFolder(source: string): boolean {
  return listsFolder(source) && !/['"`]\.js['"`]|\\\.js/.test(source);
}
