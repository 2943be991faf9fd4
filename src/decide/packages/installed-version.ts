import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Package } from '../../discover/project.js';
import type { Resolver } from '../../link/resolve.js';

/**
 * The major version of an installed package.
 * @param folder absolute folder of the package; null when it is not found
 * @returns null when there is no such package
 */
export function installedMajor(folder: string | null): number | null {
  const manifest = folder === null ? null : join(folder, 'package.json');
  if (manifest === null || !existsSync(manifest)) return null;
  const major = /"version":\s*"(\d+)\./.exec(readFileSync(manifest, 'utf8'))?.[1];
  return major === undefined ? null : Number(major);
}

/**
 * The major version of a package as a folder sees it: the one that is installed, or the one that package.json asks for.
 * @param from a path in that folder
 * @param json the package.json that says which it should be
 * @returns null when neither says
 */
export function majorVersion(
  resolver: Resolver,
  from: string,
  { devDependencies, dependencies }: Package['json'],
  name: string,
): number | null {
  const found = resolver.resolve(`${name}/package.json`, from);
  if (found.kind === 'external' && found.package.requireFile !== null)
    return installedMajor(dirname(found.package.requireFile));
  const range = devDependencies?.[name] ?? dependencies?.[name];
  // `24`, `24.x`, `~24.1`, `^24.9.0`; any other range may give a later version.
  const major = typeof range === 'string' ? /^\s*[\^~=v]?(\d+)(\.[\w.-]*)?\s*$/.exec(range)?.[1] : undefined;
  return major === undefined ? null : Number(major);
}
