import { posix } from 'node:path';
import { isTestName } from '../../discover/test-files.js';
import { foldersLoadedWhole } from '../../discover/whole-folders.js';
import type { FindingList } from '../findings.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import { listedFolders, listedForReading } from './listed-folders.js';
import { modulesByFolder } from './modules-by-folder.js';

/** What a test runner gives its files: a file that uses one of them is run. */
const testGlobals = ['describe', 'it', 'test', 'suite', 'before', 'beforeEach', 'QUnit', 'jest', 'context', 'specify'];

/** Packages of runners that take each script they find in a folder; a test requires them. */
const testPackages = [
  'tape',
  'tap',
  'node:test',
  'test',
  'lab',
  '@hapi/lab',
  'uvu',
  'zora',
  'vows',
  'ava',
  '@jest/globals',
];

/**
 * The files that tests read as text: scripts below a test folder that nothing loads, nothing names, and that neither load
 * anything nor use what a test runner provides. Their text is an input of a test, so it must stay. The same goes for any
 * file that is only read, and for scripts in folders that a test lists, and loads nothing from.
 */
export function dataFiles(graph: Graph, sources: ReadonlyMap<string, string>): Set<string> {
  const named = namesInStrings(graph);
  const data = new Set<string>();
  const searched = searchedFolders(graph);
  for (const { path } of textReads(graph)) {
    const { file, facts, in: loads, dynamic } = graph.modules.get(path)!;
    const isLoaded = dynamic.length > 0 || loads.some((e) => e.request.form !== 'resolve') || file.roles.length > 0;
    if (!isLoaded && wouldChange(facts)) data.add(path);
  }
  for (const module of graph.modules.values()) {
    if (!isUnused(graph, module) || !wouldChange(module.facts) || named.has(nameOf(module))) continue;
    if (!searched.has(posix.dirname(module.path))) data.add(module.path);
  }
  for (const path of listedForReading(graph, sources)) {
    const module = graph.modules.get(path)!;
    if (isOnlyTest(module) && !usesRunner(module.facts) && wouldChange(module.facts)) data.add(path);
  }
  return data;
}

/**
 * Folders of data files that are also named, that a computed require() with nothing known of its path may load, or whose
 * scripts a test runner loads, all of them: there each text stays, and a package.json says that they are CommonJS, so
 * that who reads them and who loads them finds what there was. Only folders whose scripts are all unused by code, with
 * none below.
 */
export function dataFolders(graph: Graph, sources: ReadonlyMap<string, string>): Set<string> {
  const named = namesInStrings(graph);
  const isNamed = (module: GraphModule): boolean => named.has(nameOf(module));
  const byFolder = modulesByFolder([...graph.modules.values()].filter(({ path }) => !/\.[cm][jt]s$/.test(path)));
  const loadsAny = [...graph.modules.values()].some(({ facts }) =>
    facts.requests.some((r) => r.form === 'require' && r.specifier === null && r.pattern === null && !r.candidates),
  );
  const packages = new Set(graph.project.packages.map((pack) => pack.dir));
  const whole = foldersLoadedWhole(graph.project);
  const listed = listedFolders(graph, sources);
  const given = new Set(graph.project.references.map((reference) => reference.target));
  // A command or a configuration loads what it names, jest its mocks; who lists the folder would see its package.json.
  const isLeftAlone = (folder: string, inside: GraphModule[]): boolean =>
    !listed.has(folder) && !/(^|\/)__mocks__(\/|$)/.test(folder) && !inside.some(({ path }) => given.has(path));
  const folders = new Set<string>();
  for (const [folder, inside] of byFolder) {
    const isFlat = inside.every((module) => posix.dirname(module.path) === folder && isUnused(graph, module));
    const isRun = whole.some((dir) => folder.startsWith(`${dir}/`));
    const isLoaded = inside.some((module) => (loadsAny || isRun || isNamed(module)) && wouldChange(module.facts));
    if (!isFlat || !isLoaded || packages.has(folder)) continue;
    if (isRun || !inside.every(isNamed) || isLeftAlone(folder, inside)) folders.add(folder);
  }
  return folders;
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
    // A string like `'clone'` is a title here, for a runner finds its tests by their folder.
    if (module.file.roles.includes('test') && usesRunner(module.facts)) continue;
    if (named.has(nameOf(module))) found.add(module.path);
  }
  return found;
}

const namesOfGraph = new WeakMap<Graph, Set<string>>();

/** Last segments of the paths in the strings of all files, without extensions. */
function namesInStrings(graph: Graph): Set<string> {
  const known = namesOfGraph.get(graph);
  if (known) return known;
  const named = new Set<string>();
  namesOfGraph.set(graph, named);
  for (const module of graph.modules.values()) for (const name of module.facts.fileNames) named.add(name);
  return named;
}

const nameOf = (module: GraphModule): string => posix.basename(module.path).replace(/\.[cm]?[jt]sx?$/, '');

/**
 * Folders in which a test runner takes each script for a test: one of them is a test only by the folder it lies in, for
 * nothing else names it. The runner loads its neighbours, too, whatever they hold. What loads nothing tests nothing.
 */
function searchedFolders(graph: Graph): Set<string> {
  const named = new Set(graph.project.references.map((reference) => reference.target));
  const tests = [...graph.modules.values()].filter(
    (module) =>
      isOnlyTest(module) &&
      !named.has(module.path) &&
      !isTestName(module.path) &&
      usesRunner(module.facts) &&
      module.facts.requests.length > 0 &&
      !isUnloadable(graph, module),
  );
  return new Set(tests.map((module) => posix.dirname(module.path)));
}

/** A script below a test folder that no code loads, and that can't load anything itself, nor uses a test runner. */
function isUnused(graph: Graph, module: GraphModule): boolean {
  const { facts } = module;
  if (!isOnlyTest(module) || usesGlobals(facts)) return false;
  return isUnloadable(graph, module) || (facts.requests.length === 0 && !usesRunner(facts));
}

/**
 * It requires, first of all, a package that is neither there nor a dependency of anything: nobody can load it. A path that
 * leads nowhere may be that of a file that a build writes.
 */
function isUnloadable(graph: Graph, { out }: GraphModule): boolean {
  return out.some(({ request, resolution }) => {
    const { form, specifier, caught, unit, when, own } = request;
    if (form !== 'require' || own || caught || unit !== 0 || when !== 'eager' || resolution.kind !== 'missing')
      return false;
    const name = /^(@[^/]+\/)?[^/.#~][^/]*/.exec(specifier ?? '')?.[0];
    if (name === undefined || testPackages.includes(name)) return false;
    // NODE_PATH and aliases make names of folders.
    const isFolder = [...graph.modules.keys()].some((path) => `/${path}`.includes(`/${name}/`));
    return !isFolder && !graph.project.packages.some(({ text }) => text.includes(`"${name}"`));
  });
}

function isOnlyTest({ file, facts, in: loadedBy, dynamic }: GraphModule): boolean {
  const isTest = file.roles.length === 1 && file.roles[0] === 'test';
  return isTest && loadedBy.length === 0 && dynamic.length === 0 && facts.syntax !== 'esm';
}

/** The text would not stay as it is in an ES module: it is a CommonJS module, or a script of sloppy code. */
const wouldChange = ({ syntax, exports, free, useStrict, isStrictForm }: GraphModule['facts']): boolean =>
  syntax === 'cjs' || (syntax === 'none' && (isStrictForm || exports.refs.length + free.length + useStrict.length > 0));

const usesGlobals = (facts: GraphModule['facts']): boolean =>
  facts.freeNames.some((name) => testGlobals.includes(name));

export const usesRunner = (facts: GraphModule['facts']): boolean =>
  usesGlobals(facts) || facts.requests.some(({ specifier }) => specifier !== null && testPackages.includes(specifier));

/** Modules whose text another file reads, by a path that is known, and who does. */
export function textReads(graph: Graph): { path: string; by: string }[] {
  return [...graph.modules.values()].flatMap(({ path: by, file, facts }) => {
    const root = graph.project.packages[file.package]!.dir;
    return facts.textReads.flatMap(({ base, path }) => {
      const named = posix.join(base === 'folder' ? posix.dirname(by) : root, path);
      const found = [named, `${named}.js`].find((p) => graph.modules.has(p) && p !== by);
      return found === undefined ? [] : [{ path: found, by }];
    });
  });
}

/** The decision about a data file, with its finding. */
export function leaveData(findings: FindingList, graph: Graph, path: string): { action: 'leave'; reason: string } {
  const by = textReads(graph).find((read) => read.path === path)?.by;
  findings.add({
    rule: 'data-file',
    severity: 'info',
    file: path,
    at: 0,
    message:
      by === undefined
        ? 'Is left as it is: no code loads it or names it, so a test seems to read its text.'
        : `Is left as it is: ${by} reads its text, and nothing loads it.`,
    advice: 'If something runs it, rename it to .cjs.',
  });
  return { action: 'leave', reason: by === undefined ? 'a test seems to read its text' : `${by} reads its text` };
}
