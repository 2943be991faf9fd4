import { posix } from 'node:path';
import type { Package, Project } from '../../discover/project.js';
import { isObject } from '../../discover/text.js';
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
