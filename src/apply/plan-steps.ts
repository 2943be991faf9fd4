import { basename, dirname, join } from 'node:path';
import { errorCode, type FileSystem } from './file-system.js';
import type { Located } from './inspect.js';
import type { Step } from './steps.js';

/** The steps of a run. `prepare` leaves every existing file as it is; only `commit` changes the tree. */
export interface StepPlan {
  directories: Step[];
  prepare: Step[];
  commit: Step[];
}

/**
 * Turns located changes into steps: everything that needs space or permission comes first, so that a full disk or a
 * read-only folder is met before any file is touched; what then remains are renames.
 * @param id unique name of the run, part of the temporary names
 */
export async function planSteps(located: Located[], id: string, fs: FileSystem): Promise<StepPlan> {
  const backups = new Map<string, string>();
  const prepare: Step[] = [];
  const replace: Step[] = [];
  const remove: Step[] = [];
  const moveLinks: Step[] = [];
  const temporary = (path: string, kind: string) => join(dirname(path), `.${basename(path)}.${id}.${kind}`);

  for (const { source } of located) {
    if (source === null) continue;
    const backup = temporary(source, 'old');
    backups.set(source, backup);
    prepare.push({ kind: 'back-up', path: source, backup });
  }
  for (const { change, target, mode, owner } of located) {
    if (target === null) continue;
    const staged = temporary(target, 'new');
    prepare.push({ kind: 'stage', path: staged, target, text: change.after ?? '', mode, owner });
    replace.push({ kind: 'replace', path: target, staged, backup: backups.get(target) ?? null });
  }
  const targets = new Set(located.map((one) => one.target));
  for (const { source, link } of located) {
    if (source !== null && !targets.has(source)) {
      remove.push({ kind: 'remove', path: source, backup: backups.get(source) as string });
    }
    if (link !== null) moveLinks.push({ kind: 'move-link', ...link });
  }
  const directories = await missingDirectories(located, fs);
  return { directories, prepare, commit: [...replace, ...remove, ...moveLinks] };
}

/** Folders that new files need, outermost first. */
async function missingDirectories(located: Located[], fs: FileSystem): Promise<Step[]> {
  const missing = new Set<string>();
  for (const { target, source } of located) {
    if (target === null || target === source) continue;
    for (let directory = dirname(target); !missing.has(directory); directory = dirname(directory)) {
      if (await exists(directory, fs)) break;
      missing.add(directory);
    }
  }
  return [...missing].sort((a, b) => a.length - b.length).map((path) => ({ kind: 'make-directory', path }));
}

async function exists(path: string, fs: FileSystem): Promise<boolean> {
  try {
    await fs.access(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
