import { posix } from 'node:path';
import fastGlob from 'fast-glob';
import { inPackage } from './packages.js';

/** The folder that a name is relative to: a package's, or a configuration file's. Relative to the project root. */
export interface Base {
  dir: string;
}

/** Looks up project files by the names that package.json, scripts and configs give them. */
export interface FileIndex {
  has(path: string): boolean;
  /** The file of exactly this name, or null. */
  exact(base: Base, name: string): string | null;
  /**
   * The file that Node's CommonJS loader would take for a path: itself, with an extension added, or the
   * index of a folder. Null when it is no file of the project.
   */
  resolve(base: Base, name: string): string | null;
  /** The files a glob (or a folder: everything in it) names, relative to the package. */
  match(base: Base, glob: string): string[];
}

/** Extensions that require() adds by itself, in its order, and then those of other sources. */
const addedExtensions = ['.js', '.json', '.cjs', '.mjs', '.ts', '.tsx', '.jsx'];

/** @param files paths relative to the project root */
export function createFileIndex(root: string, files: string[]): FileIndex {
  const known = new Set(files);
  const has = (path: string): boolean => known.has(path);
  const asFile = (path: string): string | undefined =>
    has(path) ? path : addedExtensions.map((extension) => path + extension).find(has);
  const exact = (base: Base, name: string): string | null => {
    const path = inPackage(base, name);
    return path !== null && has(path) ? path : null;
  };
  const resolve = (base: Base, name: string): string | null => {
    const path = inPackage(base, name);
    if (path === null) return null;
    const file = name.endsWith('/') || path === base.dir ? undefined : asFile(path);
    return file ?? asFile(posix.join(path, 'index')) ?? null;
  };
  const match = (base: Base, glob: string): string[] => {
    const path = inPackage(base, glob);
    if (path === null) return [];
    if (!fastGlob.isDynamicPattern(glob)) {
      return has(path) ? [path] : files.filter((file) => path === '' || file.startsWith(path + '/'));
    }
    const found = fastGlob.sync(path, {
      cwd: root,
      dot: true,
      followSymbolicLinks: false,
      ignore: ['**/node_modules/**'],
    });
    return found.filter(has).sort();
  };
  return { has, exact, resolve, match };
}
