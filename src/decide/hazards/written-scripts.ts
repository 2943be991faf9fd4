import { posix } from 'node:path';
import type { WrittenScriptFact } from '../../analyse/facts.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import { majorVersion } from '../packages/installed-version.js';
import { startsPrograms } from '../paths/started-programs.js';
import { type HazardContext, isTurned } from './context.js';

/**
 * Scripts that the program itself writes and then loads or starts: in a package that says `"type": "module"` Node takes a
 * `.js` file for an ES module, whoever wrote it (Node.js, "Packages: determining module system"). Once a file.
 */
export function reportWrittenScripts(context: HazardContext): void {
  const { graph, findings, plan } = context;
  const modules = [...graph.modules.values()];
  const turning = new Set(modules.filter((module) => isTurned(context, module)).map(({ file }) => file.package));
  const missing = missingNames(graph);
  for (const module of modules) {
    const { facts, file, path } = module;
    if (!turning.has(file.package)) continue;
    const isKept = (script: WrittenScriptFact): boolean => {
      const folder = keepableFolder(graph, module, script);
      return folder !== null && [...plan.commonJsFolders].some((kept) => `${folder}/`.startsWith(`${kept}/`));
    };
    const written = facts.writtenScripts.find((script) => mayBeLoaded(module, script, missing) && !isKept(script));
    if (!written) continue;
    findings.add({
      rule: 'written-script',
      severity: 'warning',
      file: path,
      at: written.range.start,
      message: 'Writes a .js file that may be loaded as CommonJS: in a package of ES modules Node takes it for one.',
      advice: 'Write it as .cjs, or write an ES module.',
    });
  }
}

/**
 * Folders of tests below which one of them writes a CommonJS script that may be loaded: the folder has to stay CommonJS.
 * @returns the folders, with the file that writes
 */
export function writtenFolders(graph: Graph): Map<string, string> {
  const folders = new Map<string, string>();
  let missing: ReadonlySet<string> | null = null;
  for (const module of graph.modules.values()) {
    for (const script of module.facts.writtenScripts) {
      if (!script.isCommonJs || !mayBeLoaded(module, script, (missing ??= missingNames(graph)))) continue;
      const folder = keepableFolder(graph, module, script);
      if (folder !== null && !folders.has(folder)) folders.set(folder, module.path);
    }
  }
  return folders;
}

/**
 * The folder that makes a written script CommonJS when it says so: the nearest one that exists, and that holds nothing but
 * tests; the one of package.json never does.
 */
function keepableFolder(graph: Graph, module: GraphModule, { folder }: WrittenScriptFact): string | null {
  if (folder === null) return null;
  const { dir, json } = graph.project.packages[module.file.package]!;
  if (folder.base === 'tap') {
    const major = majorVersion(graph.resolver, posix.join(dir, 'package.json'), json, 'tap');
    if (major === null || major >= firstWithOwnFolder) return null;
  }
  const isBelow = (path: string, above: string): boolean => path.startsWith(`${above}/`);
  let found = posix.join(folder.base === 'cwd' ? dir : posix.dirname(module.path), folder.path);
  while (found !== '.' && !graph.project.files.some(({ path }) => isBelow(path, found))) found = posix.dirname(found);
  if (found === '.' || graph.project.packages.some((pack) => pack.dir === found)) return null;
  if (dir !== '' && !isBelow(found, dir)) return null;
  const isTest = ({ file }: GraphModule): boolean => file.roles.length === 1 && file.roles[0] === 'test';
  return [...graph.modules.values()].every((other) => !isBelow(other.path, found) || isTest(other)) ? found : null;
}

/** From this version on `t.testdir()` makes its folder in `.tap` beside package.json. */
const firstWithOwnFolder = 18;

/** Somebody may load the script: a file requires its name, which does not exist yet, or who writes it loads what nobody sees. */
function mayBeLoaded(module: GraphModule, { name }: WrittenScriptFact, missing: ReadonlySet<string>): boolean {
  return missing.has(name) || loadsUnseen(module);
}

/** The names of what the files require and nobody finds now. */
function missingNames(graph: Graph): Set<string> {
  const missing = new Set<string>();
  for (const { out } of graph.modules.values())
    for (const { request, resolution } of out)
      if (resolution.kind === 'missing' && /^\.{1,2}\//.test(request.specifier ?? ''))
        missing.add(posix.parse(request.specifier!).name);
  return missing;
}

/** The file loads by names that are put together, or starts other programs. */
function loadsUnseen(module: GraphModule): boolean {
  const isUnseen = module.facts.requests.some(({ form, specifier }) => form === 'require' && specifier === null);
  return isUnseen || startsPrograms(module);
}
