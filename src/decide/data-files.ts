import { posix } from 'node:path';
import type { Graph, GraphModule } from '../link/graph.js';

/** What a test runner gives its files: a file that uses one of them is run. */
const testGlobals = ['describe', 'it', 'test', 'suite', 'before', 'beforeEach', 'QUnit', 'jest', 'context', 'specify'];

/**
 * The files that tests read as text: scripts below a test folder that nothing loads, nothing names, and that neither load
 * anything nor use what a test runner provides. Their text is an input of a test, so it must stay.
 */
export function dataFiles(graph: Graph): Set<string> {
  const named = new Set<string>();
  for (const module of graph.modules.values()) for (const name of module.facts.fileNames) named.add(name);
  const data = new Set<string>();
  for (const module of graph.modules.values()) {
    const name = posix.basename(module.path).replace(/\.[cm]?[jt]sx?$/, '');
    if (isUnused(module) && !named.has(name)) data.add(module.path);
  }
  return data;
}

function isUnused({ file, facts, in: loadedBy, dynamic }: GraphModule): boolean {
  const isOnlyTest = file.roles.length === 1 && file.roles[0] === 'test';
  if (!isOnlyTest || loadedBy.length > 0 || dynamic.length > 0 || facts.syntax !== 'cjs') return false;
  return facts.requests.length === 0 && !facts.freeNames.some((name) => testGlobals.includes(name));
}
