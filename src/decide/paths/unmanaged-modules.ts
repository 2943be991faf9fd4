import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { analyse } from '../../analyse/analyse.js';
import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import type { Action } from '../actions.js';
import type { FindingList } from '../findings.js';

/** A CommonJS file that the project loads and the run does not touch: git ignores it, or a tool writes it. */
export interface UnmanagedModule {
  path: string;
  folder: string;
  /** Index of its package. */
  package: number;
  /** Who loads it. */
  edge: Edge;
}

/**
 * Finds the files that `"type": "module"` would break: `.js` files of a package with CommonJS code, which code of the
 * project loads, but which are not among its files. Source: Node.js, "Packages: determining module system".
 */
export function unmanagedModules({ project, modules }: Graph): UnmanagedModule[] {
  const found = new Map<string, UnmanagedModule>();
  const packageAt = new Map(project.packages.map((pack, number) => [pack.dir === '' ? '.' : pack.dir, number]));
  for (const edge of [...modules.values()].flatMap((module) => module.out)) {
    if (edge.resolution.kind !== 'asset' || edge.request.form === 'resolve' || edge.request.typeOnly) continue;
    const { path } = edge.resolution;
    if (!/^(?!\.\.\/)[^/].*\.js$/.test(path) || found.has(path)) continue;
    const number = packageAt.get(scopeOf(project.root, posix.dirname(path)));
    if (number === undefined || project.packages[number]!.json.type === 'module') continue;
    const { syntax } = analyse(path, readFileSync(join(project.root, path), 'utf8'));
    if (syntax === 'cjs') found.set(path, { path, folder: posix.dirname(path), package: number, edge });
  }
  return [...found.values()];
}

/** The folder whose package.json Node asks for the type of a file. */
function scopeOf(root: string, folder: string): string {
  if (folder === '.' || existsSync(join(root, folder, 'package.json'))) return folder;
  return scopeOf(root, posix.dirname(folder));
}

/**
 * Keeps CommonJS what has to be, so that such files work: their folder, by a package.json of its own, or their package
 * where the folder is the package's own or holds ES modules.
 * @returns the folders that get a package.json
 */
export function keepUnmanaged(
  graph: Graph,
  unmanaged: readonly UnmanagedModule[],
  actions: Map<string, Action>,
  findings: FindingList,
): Set<string> {
  const folders = new Set<string>();
  const filesOf = (number: number): GraphModule[] =>
    [...graph.modules.values()].filter(({ file }) => file.package === number && !file.esm);
  const below = ({ folder, package: number }: UnmanagedModule): GraphModule[] =>
    filesOf(number).filter(({ path }) => path.startsWith(`${folder}/`));
  const converts = ({ path, facts }: GraphModule): boolean =>
    facts.syntax === 'cjs' && actions.get(path)!.action === 'convert';
  const isOwnFolder = ({ folder, package: number }: UnmanagedModule): boolean =>
    folder === (graph.project.packages[number]!.dir || '.');
  const turning = unmanaged.filter((one) => filesOf(one.package).some(converts));
  const kept = new Set(turning.flatMap(below));
  const stays = (one: UnmanagedModule): boolean =>
    isOwnFolder(one) ||
    below(one).some(({ facts }) => facts.syntax === 'esm') ||
    filesOf(one.package).every((module) => kept.has(module) || !converts(module));
  const staying = new Set(turning.filter(stays).map((one) => one.package));
  for (const one of turning) {
    const { path, folder, edge } = one;
    const isWhole = staying.has(one.package);
    const why = `${path} is CommonJS and no part of the run: git ignores it, or a tool writes it`;
    for (const module of isWhole ? filesOf(one.package) : below(one))
      if (actions.get(module.path)!.action === 'convert')
        actions.set(module.path, { action: isWhole ? 'leave' : 'cjs', reason: why });
    if (!isWhole) folders.add(folder);
    findings.add({
      rule: 'unmanaged-module',
      severity: 'warning',
      file: edge.from,
      at: edge.request.range.start,
      message: isWhole
        ? `The package stays as it is: ${why}, and with "type": "module" Node would read it as an ES module.`
        : `${why}. ${folder}/package.json says so for its folder, which stays CommonJS.`,
      advice: `Have it written as ${path.replace(/\.js$/, '.cjs')}, name it so where it is loaded, and run again.`,
    });
  }
  return folders;
}
