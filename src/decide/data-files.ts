import { posix } from 'node:path';
import type { Graph, GraphModule } from '../link/graph.js';

/** What a test runner gives its files: a file that uses one of them is run. */
const testGlobals = ['describe', 'it', 'test', 'suite', 'before', 'beforeEach', 'QUnit', 'jest', 'context', 'specify'];

/**
 * The files that tests read as text: scripts below a test folder that nothing loads, nothing names, and that neither load
 * anything nor use what a test runner provides. Their text is an input of a test, so it must stay.
 */
export function dataFiles(graph: Graph): Set<string> {
  const named = namesInStrings(graph);
  const data = new Set<string>();
  for (const module of graph.modules.values()) {
    if (isUnused(module) && !named.has(nameOf(module))) data.add(module.path);
  }
  return data;
}

/**
 * Modules that export something, that nothing here is seen to load, and that a string names: a program gets the path on
 * its command line, a test puts one together. Whoever loads them reads what require() returned.
 */
export function loadedByName(graph: Graph): Set<string> {
  const named = namesInStrings(graph);
  const found = new Set<string>();
  for (const module of graph.modules.values()) {
    if (module.in.length > 0 || module.dynamic.length > 0 || module.file.roles.includes('public')) continue;
    if (named.has(nameOf(module))) found.add(module.path);
  }
  return found;
}

/** Last segments of the paths in the strings of all files, without extensions. */
function namesInStrings(graph: Graph): Set<string> {
  const named = new Set<string>();
  for (const module of graph.modules.values()) for (const name of module.facts.fileNames) named.add(name);
  return named;
}

const nameOf = (module: GraphModule): string => posix.basename(module.path).replace(/\.[cm]?[jt]sx?$/, '');

function isUnused({ file, facts, in: loadedBy, dynamic }: GraphModule): boolean {
  const isOnlyTest = file.roles.length === 1 && file.roles[0] === 'test';
  if (!isOnlyTest || loadedBy.length > 0 || dynamic.length > 0 || facts.syntax !== 'cjs') return false;
  return facts.requests.length === 0 && !facts.freeNames.some((name) => testGlobals.includes(name));
}
