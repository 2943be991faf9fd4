import { posix } from 'node:path';
import { parse } from '../../analyse/parse.js';
import type { Graph, GraphModule } from '../../link/graph.js';

/**
 * Folders with a program (a file with a hashbang) and a `.ts` file of plain JavaScript that nothing imports: test data for
 * a tool that finds programs by their extension. CommonJS runs a file of any extension as JavaScript; in a scope of ES
 * modules Node refuses an extension it does not know (ERR_UNKNOWN_FILE_EXTENSION). Such a folder stays CommonJS.
 * Source: Node's documentation, "ECMAScript modules: mandatory file extensions" and "Packages: extensions".
 */
export function foldersOfUnknownExtensions(graph: Graph, sources: ReadonlyMap<string, string>): Set<string> {
  const folders = new Set<string>();
  if (knowsTypeScript(graph.project.floor)) return folders;
  const programs = new Set(
    [...sources].filter(([, text]) => text.startsWith('#!')).map(([path]) => posix.dirname(path)),
  );
  for (const module of graph.modules.values()) {
    const folder = posix.dirname(module.path);
    if (programs.has(folder) && isPlainScript(module, sources.get(module.path) ?? '')) folders.add(folder);
  }
  return folders;
}

/** Node strips types since 22.18. */
function knowsTypeScript([major, minor]: Graph['project']['floor']): boolean {
  return major > 22 || (major === 22 && minor >= 18);
}

function isPlainScript({ path, file, facts, in: users }: GraphModule, text: string): boolean {
  if (!/\.ts$/.test(path) || path.endsWith('.d.ts') || file.esm || !file.roles.includes('test')) return false;
  if (users.length > 0 || facts.problem || facts.syntax === 'esm' || facts.syntax === 'mixed') return false;
  return !('message' in parse(text, 'script.js'));
}
