import { posix } from 'node:path';
import { binFiles, namedEntries, publishedByNpm } from './entry-points.js';
import type { FileIndex } from './file-index.js';
import type { Package, Role } from './project.js';
import { commandsOf, scriptTexts, targetsOf } from './script-words.js';
import { isTestByConvention } from './test-files.js';
import { configRole, configRoleForTool } from './tool-configs.js';
import { requiredByJest, testGlobs } from './test-globs.js';

/**
 * How each file of a package is used. Outside users reach what a published package names, and without an `exports` map
 * every module npm publishes. Of a private package or an application, others can still load what it names outright (`main`,
 * `exports`).
 * @param files the package's own module files
 * @param modules those of all packages: what it names may lie in a folder with a package.json of its own
 * @returns roles by path; files with no role are absent
 */
export function rolesOf(
  root: string,
  pack: Package,
  files: string[],
  modules: ReadonlySet<string>,
  index: FileIndex,
): Map<string, Role[]> {
  const roles = new Map<string, Role[]>();
  const own = new Set(files);
  const addNamed = (file: string, role: Role): void => {
    const list = roles.get(file) ?? [];
    if (modules.has(file) && !list.includes(role)) roles.set(file, [...list, role]);
  };
  const add = (file: string | null, role: Role): void => {
    if (file !== null && own.has(file)) addNamed(file, role);
  };
  for (const file of files) {
    const local = posix.relative(pack.dir, file);
    if (isTestByConvention(local)) add(file, 'test');
    const config = configRole(local, pack.json);
    if (config) add(file, config);
  }
  for (const name of requiredByJest(root, pack)) add(index.resolve(pack, name), 'cjs-config');
  for (const glob of testGlobs(root, pack)) for (const file of index.match(pack, glob)) add(file, 'test');
  addScriptRoles(pack, index, add);
  if (pack.published && !isApplication(pack, index)) {
    const published = publishedByNpm(root, pack);
    // A test or a configuration is public only when it is named outright.
    const isLibrary = (file: string): boolean => published(file) && !roles.has(file);
    const deep = pack.json.exports === undefined ? files.filter(isLibrary) : [];
    for (const file of [...namedEntries(pack, index, isLibrary), ...deep, ...binFiles(pack, index)])
      addNamed(file, 'public');
  } else if (!pack.fixture && (typeof pack.json.main === 'string' || pack.json.exports !== undefined)) {
    for (const file of namedEntries(pack, index, () => true)) addNamed(file, 'public');
  }
  for (const file of binFiles(pack, index)) addNamed(file, 'bin');
  return roles;
}

/** True for a package that is started, not required: `npm start` runs what `main` names, and nothing else is for users. */
export function isApplication(pack: Package, index: FileIndex): boolean {
  const { main, scripts, exports, files, bin, publishConfig } = pack.json;
  const isForUsers = [exports, files, bin, publishConfig].some((field) => field !== undefined);
  if (isForUsers || typeof scripts?.start !== 'string') return false;
  const started = commandsOf(scripts.start).flatMap((command) => targetsOf(command).programs);
  const entry = index.resolve(pack, typeof main === 'string' ? main : './index.js');
  return started.some((name) => {
    const file = index.resolve(pack, name);
    return file !== null && (entry === null || entry === file);
  });
}

function addScriptRoles(pack: Package, index: FileIndex, add: (file: string | null, role: Role) => void): void {
  for (const command of scriptTexts(pack.json).flatMap(commandsOf)) {
    const { programs, tests, configs } = targetsOf(command);
    add(programs.map((name) => index.resolve(pack, name)).find((file) => file !== null) ?? null, 'script');
    for (const name of tests) {
      for (const file of index.match(pack, name)) add(file, 'test');
      add(index.resolve(pack, name), 'test');
    }
    for (const { tool, name } of configs) add(index.resolve(pack, name), configRoleForTool(tool));
  }
}
