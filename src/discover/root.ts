import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import fastGlob from 'fast-glob';
import ignore from 'ignore';
import { UserError } from '../finding.js';
import { isObject, strings } from './text.js';

/** Where a run works: the folder whose files are facts, and the part of it that the user pointed at. */
export interface Root {
  /** Absolute folder of the project's package.json, or of its pages where there is none. */
  root: string;
  /** Absolute paths that limit what is rewritten; empty: everything. Globs are kept apart, in `globs`. */
  bases: string[];
  /** Globs among the given paths, relative to the working directory. */
  globs: string[];
}

/** `\` to `/`, so that paths read the same on every system. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/**
 * Finds the project: the nearest package.json at or above the working directory, or above the given paths where these lie
 * elsewhere. A member of a workspace belongs to the project of its workspace root: its siblings may require it, so they
 * count as facts, and only the member is rewritten. A folder of pages is a project without a package.json.
 * @throws {UserError} a path that does not exist, or neither a package.json nor a page
 */
export function findRoot(cwd: string, paths: string[]): Root {
  const globs = paths.filter((path) => !existsSync(resolve(cwd, path)) && fastGlob.isDynamicPattern(path));
  const bases = paths.filter((path) => !globs.includes(path)).map((path) => existing(cwd, path));
  const starts = [...bases.map(folderOf), ...globs.map((glob) => resolve(cwd, staticFolder(glob)))];
  const start = starts.length > 0 ? commonFolder(starts) : resolve(cwd);
  const own = nearestPackage(start);
  if (own === null && hasPage(start)) return { root: start, bases, globs };
  if (own === null) throw new UserError(`no package.json found in ${start} or above it, and no page (.html) in it`);
  const workspace = workspaceRootOf(own);
  if (workspace === null) return { root: own, bases, globs };
  return { root: workspace, bases: paths.length > 0 ? bases : [own], globs };
}

function existing(cwd: string, path: string): string {
  const absolute = resolve(cwd, path);
  if (!existsSync(absolute)) throw new UserError(`no such file or folder: ${path}`);
  return absolute;
}

function folderOf(path: string): string {
  return statSync(path).isDirectory() ? path : dirname(path);
}

/** The leading folders of a glob that hold no wildcard. */
function staticFolder(glob: string): string {
  const parts = glob.split('/');
  const wild = parts.findIndex((part) => fastGlob.isDynamicPattern(part));
  return parts.slice(0, wild).join('/') || '.';
}

function commonFolder(folders: string[]): string {
  let common = folders[0] ?? '.';
  for (const folder of folders) {
    while (folder !== common && !folder.startsWith(common.endsWith(sep) ? common : common + sep))
      common = dirname(common);
  }
  return common;
}

function hasPage(folder: string): boolean {
  const ignore = ['**/node_modules/**', '**/bower_components/**'];
  return fastGlob.sync('**/*.{html,htm}', { cwd: folder, followSymbolicLinks: false, ignore }).length > 0;
}

function nearestPackage(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** The folder above whose package.json names this one in `workspaces`, or null. */
function workspaceRootOf(member: string): string | null {
  for (let folder = dirname(member); dirname(folder) !== folder; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && workspaceMatcher(readFileSync(manifest, 'utf8'))(toPosix(relative(folder, member)))) {
      return folder;
    }
  }
  return null;
}

/** Says which folders a package.json names as workspaces (`workspaces: [...]`, or `{ packages: [...] }` as Yarn has it). */
function workspaceMatcher(text: string): (folder: string) => boolean {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    // A broken package.json above the project is not the project's own: it names no workspaces.
    if (error instanceof SyntaxError) return () => false;
    throw error;
  }
  const field = isObject(json) ? json.workspaces : undefined;
  const globs = strings(isObject(field) ? field.packages : field).map((glob) => '/' + glob.replace(/^\.?\//, ''));
  const matcher = ignore().add(globs);
  return (folder) => globs.length > 0 && matcher.ignores(folder + '/');
}

/** The real path of a folder, so that two names of one folder are equal. */
export function realFolder(folder: string): string {
  return realpathSync(folder);
}
