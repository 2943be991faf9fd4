import { posix } from 'node:path';
import type { Graph } from '../../link/graph.js';
import type { FindingInput, FindingList } from '../findings.js';
import type { Kept } from '../hazards/commonjs-only.js';
import { writtenFolders } from '../hazards/written-scripts.js';
import type { FilePlan } from '../plan.js';
import { foldersOfOldProxyquire } from '../test-tools/old-proxyquire.js';
import { foldersOfUnknownExtensions } from './unknown-extensions.js';

/** Why a folder stays CommonJS as a whole. */
export type KeptFolder = Pick<FindingInput, 'rule' | 'severity' | 'advice'> & { reason: string };

/** The folders that stay CommonJS as a whole, with a package.json that says so, because their files have to keep their names. */
export function keptFolders(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  commonJsOnly: ReadonlyMap<string, Kept>,
): Map<string, KeptFolder> {
  const folders = new Map<string, KeptFolder>();
  for (const path of foldersOfUnknownExtensions(graph, sources))
    folders.set(path, {
      rule: 'unknown-extension',
      severity: 'warning',
      reason: 'a file of its folder has an extension that Node runs only as CommonJS',
      advice: 'Give that file the extension .js or .cjs, and run again.',
    });
  for (const [path, { rule, advice }] of commonJsOnly) {
    // A module at its old path that passes it on would fail for good.
    const isComputed = graph.modules.get(path)!.dynamic.some(({ request }) => request.form === 'require');
    const folder = posix.dirname(path);
    if (rule !== 'retry-failed-load' || !isComputed || folder === '.' || folders.has(folder)) continue;
    const reason = `${posix.basename(path)} beside it is loaded by its path, again when that fails`;
    folders.set(folder, { rule, severity: 'info', reason, advice });
  }
  for (const [path, by] of foldersOfOldProxyquire(graph)) {
    if (path === '.' || folders.has(path)) continue;
    folders.set(path, {
      rule: 'mock-tool',
      severity: 'info',
      reason: `${by} loads a module of its folder by proxyquire 0.x, which knows no .cjs`,
      advice: 'Update proxyquire to version 1 or later, and run again.',
    });
  }
  for (const [path, by] of writtenFolders(graph)) {
    if (folders.has(path)) continue;
    folders.set(path, {
      rule: 'written-script',
      severity: 'info',
      reason: `${by} writes CommonJS scripts below its folder, and what is named .js there may be loaded`,
      advice: 'Write them as .cjs, or below a folder with a package.json of its own, and run again.',
    });
  }
  return folders;
}

/** Takes the files of such folders out of the migration: the folder gets a package.json with `"type": "commonjs"`. */
export function keepFolders(
  graph: Graph,
  folders: ReadonlyMap<string, KeptFolder>,
  actions: Map<string, { action: FilePlan['action']; reason: string | null }>,
  findings: FindingList,
): void {
  if (folders.size === 0) return;
  for (const { path, file } of graph.modules.values()) {
    const kept = around(graph, folders, path);
    if (!kept || file.esm || actions.get(path)?.action !== 'convert') continue;
    const { reason, rule, severity, advice } = kept;
    actions.set(path, { action: 'cjs', reason });
    findings.add({ rule, severity, file: path, at: 0, message: `Stays CommonJS: ${reason}.`, advice });
  }
}

/** The folder that holds a file, at any depth; a package.json further down takes its files out. */
function around(graph: Graph, folders: ReadonlyMap<string, KeptFolder>, path: string): KeptFolder | undefined {
  const top = graph.project.packages[graph.modules.get(path)!.file.package]!.dir || '.';
  for (let folder = posix.dirname(path); folder !== top && folder !== '.'; folder = posix.dirname(folder)) {
    const kept = folders.get(folder);
    if (kept) return kept;
  }
  return undefined;
}
