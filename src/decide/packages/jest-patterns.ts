import { posix } from 'node:path';
import { testsOf } from '../../discover/packages.js';
import type { Package, Project } from '../../discover/project.js';
import { isObject } from '../../discover/text.js';
import { startOfFile, type Finding } from '../../finding.js';
import { setJsonValue } from './package-json-text.js';

/**
 * `transform` patterns that leave files out which become ES modules (`"__tests__/.+\\.js$": "babel-jest"`): those files
 * would reach jest as they are. In package.json a pattern for all scripts is added.
 * Source: jest's documentation of `transform`.
 * @param converted files that become ES modules
 * @returns the new text of package.json
 */
export function coverCompiled(project: Project, pack: Package, text: string, converted: ReadonlySet<string>): string {
  const config = (pack.json as { jest?: unknown }).jest;
  const table = isObject(config) && isObject(config.transform) ? config.transform : null;
  if (!table) return text;
  const patterns = Object.keys(table).map((pattern) => new RegExp(pattern));
  const isCovered = (path: string): boolean => patterns.some((p) => p.test(`/${posix.relative(pack.dir, path)}`));
  const missed = project.files.find(
    ({ path, package: index, kind }) =>
      project.packages[index] === pack && kind === 'js' && converted.has(path) && !isCovered(path),
  );
  if (!missed) return text;
  return setJsonValue(text, ['jest', 'transform', '\\.js$'], Object.values(table)[0]);
}

/** The version of jest from which on it loads ES modules. */
const firstWithModules = 26;

/**
 * Tests that an old jest can't run: it has no way to load ES modules, and no transformer makes CommonJS of them here.
 * @param major the installed major version, or null
 */
export function tooOldForModules(
  project: Project,
  pack: Package,
  major: number | null,
  converted: ReadonlySet<string>,
): Finding[] {
  if (major === null || major >= firstWithModules) return [];
  const tests = testsOf(project, pack).filter(({ path }) => converted.has(path));
  return tests.map(({ path }) => ({
    rule: 'jest-vm-modules',
    severity: 'error',
    file: path,
    ...startOfFile,
    message: `jest ${major}, which is installed, can't load ES modules: this file fails there if it is a test or a test loads it.`,
    advice: `Install jest 29 or later, and run it with node --experimental-vm-modules node_modules/jest/bin/jest.js.`,
  }));
}
