import type { Graph, GraphModule } from '../link/graph.js';
import type { FindingList } from './findings.js';
import type { JestMode } from './jest-mode.js';

/**
 * Whether a file that becomes an ES module has to import `jest`: jest gives CommonJS modules a variable of that name, and
 * ES modules none. (`describe`, `test` and `expect` are real globals.)
 * Source: jest's documentation, "ECMAScript Modules: differences between ESM and CommonJS".
 */
export function importsJestGlobal(graph: Graph, module: GraphModule, mode: JestMode | null): boolean {
  return mode?.kind === 'vm-modules' && readsJest(module) && isLoadedByTestsOnly(graph, module, new Set());
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
