import { constants, type Stats } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UserError } from '../finding.js';
import type { FileChange } from '../file-change.js';
import { forEachConcurrently } from './concurrency.js';
import { errorCode, type FileSystem } from './file-system.js';

/** Where a change lands on disk. All paths are absolute and real: no symbolic link is left in them. */
export interface Located {
  change: FileChange;
  /** The file that holds the old text; null for a new file. */
  source: string | null;
  /** The file that gets the new text; null for a deleted file. */
  target: string | null;
  /** Set when a symbolic link is to be renamed: the link moves, the text goes to the file it points to. */
  link: { path: string; newPath: string } | null;
  mode: number | null;
  /** The old file's owner, when it is not the user of this process. */
  owner: { uid: number; gid: number } | null;
}

/**
 * Finds every change's place on disk and makes sure, before anything is written, that it can be written there:
 * the old text still stands, byte for byte, new names are free, nothing is read-only or outside of the root.
 * @throws {UserError} naming every file that stands in the way
 */
export async function inspect(root: string, changes: readonly FileChange[], fs: FileSystem): Promise<Located[]> {
  const realRoot = await fs.realpath(root);
  const freed = new Set(
    changes.filter((change) => change.newPath !== change.path || change.after === null).map((change) => change.path),
  );
  const located: Located[] = [];
  const problems: string[] = [];
  await forEachConcurrently(changes, async (change) => {
    try {
      located.push(await locate(realRoot, change, freed, fs));
    } catch (error) {
      if (error instanceof Problem) problems.push(`${change.path} ${error.message}`);
      else if (errorCode(error) !== undefined) problems.push(`${change.path}: ${(error as Error).message}`);
      else throw error;
    }
  });
  problems.push(...sharedTargets(located));
  if (problems.length > 0) {
    throw new UserError(`nothing was written: ${problems.sort().join('; ')}. Set this right and run again.`);
  }
  return located.sort((a, b) => (a.change.path < b.change.path ? -1 : 1));
}

/** What stands in the way of one file, in words that follow its name. */
class Problem extends Error {}

async function locate(root: string, change: FileChange, freed: Set<string>, fs: FileSystem): Promise<Located> {
  const { before, after, path, newPath } = change;
  const named = join(await realDirectory(root, path, fs), basename(path));
  if (before === null) {
    await expectFree(named, freed.has(path), fs);
    return { change, source: null, target: named, link: null, mode: null, owner: null };
  }
  const source = await realFile(named, fs);
  if (!isInside(root, source)) throw new Problem('is a symbolic link to a file outside of the project');
  const stats = await fs.stat(source);
  await expectWritable(source, stats, fs);
  if (!Buffer.from(before, 'utf8').equals(await fs.readFile(source))) {
    throw new Problem('has changed on disk since it was read');
  }
  const place: Located = { change, source, target: source, link: null, mode: stats.mode & 0o7777, owner: owner(stats) };
  if (after === null) return { ...place, target: null };
  if (path === newPath) return place;

  const renamed = join(await realDirectory(root, newPath, fs), basename(newPath));
  await expectFree(renamed, freed.has(newPath), fs);
  if (source === named) return { ...place, target: renamed };
  if (dirname(renamed) !== dirname(named)) throw new Problem('is a symbolic link and cannot move to another folder');
  return { ...place, link: { path: named, newPath: renamed } };
}

async function realFile(path: string, fs: FileSystem): Promise<string> {
  try {
    return (await fs.lstat(path)).isSymbolicLink() ? await fs.realpath(path) : path;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new Problem('no longer exists');
    throw error;
  }
}

/** The real path of a file's folder, whose last parts need not exist yet. */
async function realDirectory(root: string, path: string, fs: FileSystem): Promise<string> {
  const wanted = dirname(resolve(root, path));
  if (!isInside(root, join(wanted, 'x'))) throw new Problem('is outside of the project');
  for (let existing = wanted; ; existing = dirname(existing)) {
    try {
      const real = join(await fs.realpath(existing), wanted.slice(existing.length));
      if (!isInside(root, join(real, 'x'))) throw new Problem('is in a folder outside of the project');
      return real;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' || existing === root) throw error;
    }
  }
}

function isInside(root: string, path: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** A file without any write permission was protected on purpose, also against root. */
async function expectWritable(path: string, stats: Stats, fs: FileSystem): Promise<void> {
  if (!stats.isFile()) throw new Problem('is not a regular file');
  if ((stats.mode & 0o222) === 0) throw new Problem('is read-only');
  try {
    await fs.access(path, constants.W_OK);
  } catch (error) {
    throw new Problem(`cannot be written (${errorCode(error) ?? 'no access'})`);
  }
}

async function expectFree(path: string, becomesFree: boolean, fs: FileSystem): Promise<void> {
  if (becomesFree) return;
  try {
    await fs.lstat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  throw new Problem(`would overwrite ${basename(path)}, which exists`);
}

function owner(stats: Stats): Located['owner'] {
  const foreign = stats.uid !== process.getuid?.() || stats.gid !== process.getgid?.();
  return foreign && process.getuid?.() === 0 ? { uid: stats.uid, gid: stats.gid } : null;
}

/** Two changes that end in one file would undo each other: a file that is also reached by a symbolic link. */
function sharedTargets(located: Located[]): string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const { change, source, target } of located) {
    for (const place of new Set([source, target])) {
      if (place === null) continue;
      const other = seen.get(place);
      if (other === undefined) seen.set(place, change.path);
      else if (!isHandover(located, place)) problems.push(`${change.path} and ${other} are the same file`);
    }
  }
  return problems;
}

/** One change takes a file away and another puts its own at that name: allowed, each side is there once. */
function isHandover(located: Located[], place: string): boolean {
  const sources = located.filter((one) => one.source === place).length;
  const targets = located.filter((one) => one.target === place).length;
  return sources === 1 && targets === 1;
}
