import { posix } from 'node:path';
import type { Graph, GraphModule } from '../../link/graph.js';
import type { Place } from '../hazards/module-system.js';
import { majorVersion } from '../packages/installed-version.js';

/** From this version on tap takes the test from `process.argv`. */
const firstWithArguments = 15;

/**
 * Tests that get a folder of their own from `t.testdir()`: before version 15 tap names it after `require.main`, which is
 * undefined where an ES module was started, and all such tests would share one folder.
 * Source: tap 14's `lib/test.js` (`testdirName`).
 */
export function* testsWithTapFolder(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
): Generator<Place & { path: string }> {
  for (const module of graph.modules.values()) {
    const at = loadsTap(module) ? (sources.get(module.path) ?? '').search(/\.testdir(Name)?\b/) : -1;
    if (at < 0) continue;
    const { dir, json } = graph.project.packages[module.file.package]!;
    const major = majorVersion(graph.resolver, posix.join(dir, 'package.json'), json, 'tap');
    if (major !== null && major < firstWithArguments)
      yield { path: module.path, at, what: `tap ${major} names the folder of t.testdir() after require.main` };
  }
}

const loadsTap = ({ facts }: GraphModule): boolean => facts.requests.some(({ specifier }) => specifier === 'tap');
