import { posix } from 'node:path';
import { parse } from '../../analyse/parse.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import type { FindingList } from '../findings.js';
import type { FilePlan } from '../plan.js';

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

/** Takes the files of such folders out of the migration: the folder gets a package.json with `"type": "commonjs"`. */
export function keepFolders(
  graph: Graph,
  folders: ReadonlySet<string>,
  actions: Map<string, { action: FilePlan['action']; reason: string | null }>,
  findings: FindingList,
): void {
  for (const { path, file } of graph.modules.values()) {
    const isHere = folders.has(posix.dirname(path)) && !file.esm && actions.get(path)?.action === 'convert';
    if (!isHere) continue;
    const reason = 'a file of its folder has an extension that Node runs only as CommonJS';
    actions.set(path, { action: 'cjs', reason });
    findings.add({
      rule: 'unknown-extension',
      severity: 'warning',
      file: path,
      at: 0,
      message: `Stays CommonJS: ${reason}.`,
      advice: 'Give that file the extension .js or .cjs, and run again.',
    });
  }
}
