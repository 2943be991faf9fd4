import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { UserError } from '../finding.js';
import { readManifest, type Manifest } from './manifest.js';
import type { Package, PackageJson, Project, SourceFile } from './project.js';
import { isTestByConvention } from './test-files.js';

/** Folders whose content tests read as data. `__testfixtures__` is the convention of codemods, the others of test suites. */
const fixtureFolder = /(^|\/)(fixtures?|__fixtures__|__testfixtures__|__mockdata__|testdata)\//;

/**
 * True for a file that tests read as data, not as code of this project: inside a package of its own below a fixture or
 * test folder (its package.json gives it a scope of its own, so it stays CommonJS whatever the project becomes), or below
 * `__testfixtures__` (inputs and expected outputs of codemods). Its text is part of some test's expectation.
 */
export function isFixture(path: string, pack: Package): boolean {
  return pack.fixture || /(^|\/)__testfixtures__\//.test(path);
}

/**
 * Reads every package.json among the files: each opens a scope of its own, workspace or not.
 * @returns sorted by folder, so the root ('') is first
 * @throws {UserError} invalid JSON, except in fixtures and below test folders, where a broken package.json may be the point
 */
export function readPackages(root: string, files: string[]): Package[] {
  const manifests = files.filter((file) => posix.basename(file) === 'package.json');
  const packages = manifests.map((manifest) => readPackage(root, manifest));
  if (!manifests.includes('package.json'))
    packages.push(existsSync(join(root, 'package.json')) ? readPackage(root, 'package.json') : noPackage);
  return packages.sort((a, b) => (a.dir < b.dir ? -1 : 1));
}

/** A package, then those of the folders around it, the nearest first. */
export function packagesAround(packages: readonly Package[], pack: Package): Package[] {
  const outer = packages.filter((p) => p !== pack && (p.dir === '' || pack.dir.startsWith(`${p.dir}/`)));
  return [pack, ...outer.sort((a, b) => b.dir.length - a.dir.length)];
}

/** The root of a folder of pages: nothing says what its other files are. */
const noPackage: Package = {
  dir: '',
  manifest: 'package.json',
  text: '',
  json: {},
  published: false,
  fixture: false,
  missing: true,
};

function readPackage(root: string, manifest: string): Package {
  const dir = posix.dirname(manifest) === '.' ? '' : posix.dirname(manifest);
  const read = isTestData(manifest) ? tryReadManifest(root, manifest) : readManifest(root, manifest);
  const { text, json } = read ?? { text: '', json: {} };
  const fixture = fixtureFolder.test(manifest) || read === null || (isTestByConvention(dir) && !isWorkedOn(json));
  const published = typeof json.name === 'string' && json.name !== '' && json.private !== true && !fixture;
  return { dir, manifest, text, json, published, fixture, missing: false };
}

function isTestData(manifest: string): boolean {
  return fixtureFolder.test(manifest) || isTestByConvention(manifest);
}

/** A package that somebody runs or installs by itself, where tests only look at the others: as a resolver's tests do. */
function isWorkedOn({ scripts, devDependencies }: PackageJson): boolean {
  return [scripts, devDependencies].some((table) => Object.keys(table ?? {}).length > 0);
}

/** Null for a package.json that Node can't read either. */
function tryReadManifest(root: string, manifest: string): Manifest | null {
  try {
    return readManifest(root, manifest);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** A function from a file to the index of its nearest package.json. */
export function scopeLookup(packages: Package[]): (path: string) => number {
  const byDir = new Map(packages.map((pack, index) => [pack.dir, index]));
  const known = new Map<string, number>();
  const scopeOf = (dir: string): number => {
    let found = byDir.get(dir) ?? known.get(dir);
    if (found === undefined) {
      found = scopeOf(parentOf(dir));
      known.set(dir, found);
    }
    return found;
  };
  return (path) => scopeOf(parentOf(path));
}

function parentOf(path: string): string {
  const dir = posix.dirname(path);
  return dir === '.' ? '' : dir;
}

/** A path that a package names (`./lib/x.js`), relative to the project root; null when it leaves the project. */
export function inPackage(pack: Pick<Package, 'dir'>, path: string): string | null {
  const joined = posix.normalize(posix.join(pack.dir, path));
  if (joined === '..' || joined.startsWith('../') || posix.isAbsolute(path)) return null;
  return joined === '.' || joined === './' ? '' : joined.replace(/\/$/, '');
}

/** The test files of a package. */
export function testsOf({ files, packages }: Project, pack: Package): SourceFile[] {
  return files.filter((file) => packages[file.package] === pack && file.roles.includes('test'));
}
