import { posix } from 'node:path';
import type { Graph, GraphModule } from '../../link/graph.js';
import type { FindingList } from '../findings.js';
import type { JestMode } from './jest-mode.js';
import { isJest } from './mock-tools.js';

/**
 * Where a file that becomes an ES module gets `jest` from: jest gives CommonJS modules a variable of that name, and ES
 * modules none. (`describe`, `test` and `expect` are real globals.) All files of a test share one '@jest/globals', whose
 * `jest` reads relative names as the first importer would; a file that gives it such names, and is not alone, takes its
 * own from `import.meta`.
 * Sources: jest's documentation, "ECMAScript Modules"; jest-runtime's `resolveModule`.
 */
export function jestSource(graph: Graph, module: GraphModule, mode: JestMode | null): 'globals' | 'meta' | null {
  if (mode?.kind !== 'vm-modules' || !readsJest(module) || !isLoadedByTestsOnly(graph, module, new Set())) return null;
  const namesFiles = module.facts.stringCalls.some((c) => isJest(module, c) && c.specifier.startsWith('.'));
  return namesFiles && othersShare(graph, module, mode) ? 'meta' : 'globals';
}

/** True when a helper or a setup file of the package imports jest's object too. */
function othersShare(graph: Graph, module: GraphModule, mode: JestMode): boolean {
  const isShared = (other: GraphModule): boolean =>
    other !== module && readsJest(other) && (other.in.length > 0 || mode.config.includes(posix.basename(other.path)));
  return [...graph.modules.values()].some(isShared);
}

/** A file that programs load too can't import '@jest/globals', which throws outside jest. */
export function reportJestGlobal(
  graph: Graph,
  module: GraphModule,
  mode: JestMode | null,
  findings: FindingList,
): void {
  if (mode?.kind !== 'vm-modules' || !readsJest(module) || isLoadedByTestsOnly(graph, module, new Set())) return;
  findings.add({
    rule: 'jest-global',
    severity: 'warning',
    file: module.path,
    at: 0,
    message: 'Uses the variable `jest`, which ES modules do not have, and is loaded outside jest too.',
    advice: 'Read it from `import.meta.jest`, which is undefined outside jest.',
  });
}

/** True for a file in which `jest` is jest's variable: used, and declared or imported nowhere. */
function readsJest({ facts }: GraphModule): boolean {
  return facts.freeNames.includes('jest');
}

function isLoadedByTestsOnly(graph: Graph, module: GraphModule, seen: Set<string>): boolean {
  if (module.file.roles.includes('test') || seen.has(module.path)) return true;
  seen.add(module.path);
  if (module.file.roles.some((role) => role === 'bin' || role === 'script')) return false;
  return module.in.every((edge) => isLoadedByTestsOnly(graph, graph.modules.get(edge.from)!, seen));
}
