import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode, writeDurably, type FileSystem } from './file-system.js';
import type { Located } from './inspect.js';
import type { Step } from './steps.js';

/**
 * What was about to be written, put on disk before the first file changes, so that a run can be taken back later or
 * after a crash. While the run writes, the file's name ends in `.writing.json`; when all is written, in `.done.json`.
 */
export interface Journal {
  version: 1;
  /** Absolute path of the project root. */
  root: string;
  /** When the run began to write, ISO 8601. */
  time: string;
  files: {
    path: string;
    newPath: string;
    /** The text that stood at `path`; null: there was no file. */
    before: string | null;
    /** SHA-256 of the text written to `newPath`, in hex; null: the file was deleted. */
    after: string | null;
    /** Permission bits of the old file; null: there was none. */
    mode: number | null;
  }[];
  /** Absolute paths of temporary files, which are only there after a crash. */
  temporary: string[];
}

/**
 * Writes the journal of a run that is about to begin.
 * @param id unique name of the run
 * @returns the journal's absolute path
 */
export async function beginJournal(
  root: string,
  id: string,
  located: Located[],
  steps: Step[],
  fs: FileSystem,
): Promise<string> {
  const journal: Journal = {
    version: 1,
    root,
    time: new Date().toISOString(),
    files: located.map(({ change, mode }) => ({
      path: change.path,
      newPath: change.newPath,
      before: change.before,
      after: change.after === null ? null : createHash('sha256').update(change.after).digest('hex'),
      mode,
    })),
    temporary: steps.flatMap((step) =>
      step.kind === 'stage' ? [step.path] : step.kind === 'back-up' ? [step.backup] : [],
    ),
  };
  const name = `${journal.time.replace(/[:.]/g, '-')}-${id}.writing.json`;
  const path = join(await journalDirectory(root, fs), name);
  try {
    await writeDurably(fs, path, JSON.stringify(journal));
  } catch (error) {
    await fs.rm(path, { force: true });
    throw error;
  }
  return path;
}

/**
 * Marks a journal as complete. Where that fails, the journal keeps its name: its contents stay true, and a reader can
 * tell from the hashes that all was written.
 * @returns its path
 */
export async function finishJournal(path: string, fs: FileSystem): Promise<string> {
  const done = path.replace(/\.writing\.json$/, '.done.json');
  try {
    await fs.rename(path, done);
    return done;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return path;
  }
}

/** `node_modules/.cache/esmigrate`, where tools keep such things; in a project without node_modules the system's own. */
async function journalDirectory(root: string, fs: FileSystem): Promise<string> {
  try {
    await fs.access(join(root, 'node_modules'));
    const directory = join(root, 'node_modules', '.cache', 'esmigrate');
    await fs.mkdir(directory, { recursive: true });
    return directory;
  } catch (error) {
    if (!['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error;
  }
  const user = process.getuid?.() ?? 'user';
  const project = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const directory = join(tmpdir(), `esmigrate-${user}`, project);
  await fs.mkdir(directory, { recursive: true, mode: 0o700 });
  return directory;
}
