import { posix } from 'node:path';
import { loaderTestAt } from './analyse/universal/node-form.js';
import { servesScripts } from './discover/served-scripts.js';
import type { Project } from './discover/project.js';
import { locate } from './analyse/parse.js';
import { isCopiedLibrary } from './link/copied-libraries.js';
import { type GraphModule, link } from './link/graph.js';
import { createResolver } from './link/resolve.js';
import { textReads, usesRunner } from './decide/paths/data-files.js';
import type { Plan } from './decide/plan.js';
import type { Finding } from './finding.js';
import { analyseFile, type FileRecord } from './strict-files.js';

/**
 * Takes universal modules (UMD) for what Node's require() runs of them, where nothing in the project loads them in another
 * way: no page, no AMD loader, nobody who reads their text, no tool that makes scripts of them. Others' libraries that were
 * copied into it stay as they are.
 * @param isElsewhere whether pages load a file
 * @returns the paths of those that are plain CommonJS now; their records are replaced
 */
export function takeForNode(
  project: Project,
  records: Map<string, FileRecord>,
  isElsewhere: (path: string) => boolean,
): Set<string> {
  const { root, packages, files } = project;
  const taken = new Set<string>();
  const candidates = files.filter((file) => {
    const { path, kind, esm, selected } = file;
    const record = records.get(path);
    if (kind !== 'js' || esm || !selected || record?.facts.syntax !== 'cjs' || isElsewhere(path)) return false;
    return loaderTestAt(record.source) >= 0 && !isCopiedLibrary(path, record.source, packages[file.package]!.json.name);
  });
  if (candidates.length === 0) return taken;
  const graph = link(project, new Map([...records].map(([path, { facts }]) => [path, facts])), createResolver(project));
  const read = new Set(textReads(graph).map(({ path }) => path));
  const served = packages.map((pack) => servesScripts(root, pack, (path) => records.has(path)));
  for (const file of candidates) {
    if (served[file.package] !== null || read.has(file.path) || !isLoadedByNode(project, graph.modules.get(file.path)!))
      continue;
    const record = records.get(file.path)!;
    const form = analyseFile(file, record.original?.source ?? record.source, true);
    if (form.source === record.source) continue;
    records.set(file.path, form);
    taken.add(file.path);
  }
  return taken;
}

/** Some module requires the file, somebody starts it, or package.json names it: it is more than a script that lies there. */
function isLoadedByNode({ packages, references }: Project, module: GraphModule): boolean {
  const { path, file, facts, in: loads, dynamic } = module;
  if (loads.length > 0 || dynamic.length > 0) return true;
  if (file.roles.includes('bin') || file.roles.includes('script')) return true;
  // What neither requires anything nor is a test to its runner is data of tests.
  if (file.roles.includes('test') && (facts.requests.length > 0 || usesRunner(facts))) return true;
  const { manifest, dir } = packages[file.package]!;
  return path === posix.join(dir, 'index.js') || references.some((r) => r.target === path && r.from === manifest);
}

/** What those of them that become ES modules no longer do. */
export function universalFindings(
  taken: ReadonlySet<string>,
  plan: Plan,
  records: ReadonlyMap<string, FileRecord>,
): Finding[] {
  const converted = [...taken].filter((path) => plan.files.get(path)!.action === 'convert');
  return converted.map((path) => {
    const { source } = records.get(path)!.original!;
    const { line, column } = locate(source, loaderTestAt(source), '');
    return {
      rule: 'universal-module',
      severity: 'info',
      file: path,
      line,
      column,
      message: 'Universal module (UMD): what it did for pages without modules and for AMD loaders is gone.',
      advice: 'Users in browsers import it, or a bundler makes a script of it; publish this as a major version.',
    };
  });
}
