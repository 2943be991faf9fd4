import { relative, resolve, sep } from 'node:path';
import fastGlob from 'fast-glob';
import { toPosix, type Root } from './root.js';

/**
 * Which files the options let the run rewrite. Globs are relative to the working directory; `exclude` wins over
 * `include`, and both narrow the given paths. A glob without a slash (`*.test.js`) matches in every folder.
 */
export function selection(cwd: string, root: Root, include: string[], exclude: string[]): (path: string) => boolean {
  const globbed = (globs: string[]): Set<string> | null => (globs.length === 0 ? null : filesOf(cwd, root.root, globs));
  const byPath = globbed(root.globs);
  const included = globbed(include);
  const excluded = globbed(exclude);
  const isGiven = (path: string): boolean => {
    if (root.bases.length === 0 && byPath === null) return true;
    const absolute = resolve(root.root, path);
    return (
      root.bases.some((base) => absolute === base || absolute.startsWith(base + sep)) || (byPath?.has(path) ?? false)
    );
  };
  return (path) => isGiven(path) && (included?.has(path) ?? true) && !(excluded?.has(path) ?? false);
}

function filesOf(cwd: string, root: string, globs: string[]): Set<string> {
  const patterns = globs.flatMap((glob) => {
    const pattern = toPosix(glob).replace(/\/$/, '').replace(/^\.\//, '');
    const anywhere = pattern.includes('/') ? pattern : `**/${pattern}`;
    // A folder means everything in it.
    return [anywhere, `${anywhere}/**`];
  });
  const found = fastGlob.sync(patterns, {
    cwd,
    dot: true,
    absolute: true,
    followSymbolicLinks: false,
    ignore: ['**/node_modules/**'],
  });
  return new Set(found.map((file) => toPosix(relative(root, file))));
}
