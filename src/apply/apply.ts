import { randomBytes } from 'node:crypto';
import type { FileChange } from '../file-change.js';
import { forEachConcurrently } from './concurrency.js';
import { changesTheTree, writeFailure, type Stuck } from './failure.js';
import { realFileSystem, type FileSystem } from './file-system.js';
import { inspect } from './inspect.js';
import { beginJournal, finishJournal } from './journal.js';
import { planSteps } from './plan-steps.js';
import { perform, revert, type Step } from './steps.js';

export interface ApplyResult {
  /** New paths of the files that were written or renamed, and old paths of deleted ones, sorted. */
  written: string[];
  /** Absolute path of the journal; null when there was nothing to write. */
  journal: string | null;
  /** Absolute paths of temporary files that could not be removed after all was written. */
  leftovers: string[];
}

export interface ApplyOptions {
  /** Another file system, for tests. */
  fs?: FileSystem;
  /** When it is aborted, the run is rolled back like any that fails; the reason's message is told. */
  signal?: AbortSignal;
}

/**
 * Writes all changes or none. Modes are kept, symbolic links are written through. Everything that needs space is
 * prepared next to its target first; the tree itself then changes by renames only, and any failure is rolled back.
 * @param root absolute path that the changes' paths are relative to
 * @throws {UserError} a file is not as it was read, cannot be written, or writing failed midway; the message says
 *   what state the tree is in
 */
export async function applyChanges(
  root: string,
  changes: readonly FileChange[],
  { fs = realFileSystem, signal }: ApplyOptions = {},
): Promise<ApplyResult> {
  const effective = changes.filter((change) => change.path !== change.newPath || change.before !== change.after);
  if (effective.length === 0) return { written: [], journal: null, leftovers: [] };

  const id = randomBytes(6).toString('hex');
  const located = await inspect(root, effective, fs);
  const plan = await planSteps(located, id, fs);
  let journal: string | null = null;
  const begun: Step[] = [];
  let current: Step | null = null;
  try {
    journal = await beginJournal(root, id, located, plan.prepare, fs);
    for (const step of plan.directories) {
      current = step;
      signal?.throwIfAborted();
      await perform(step, fs);
      begun.push(step);
    }
    await forEachConcurrently(plan.prepare, async (step) => {
      begun.push(step);
      try {
        signal?.throwIfAborted();
        await perform(step, fs);
      } catch (error) {
        current = step;
        throw error;
      }
    });
    for (const step of plan.commit) {
      current = step;
      signal?.throwIfAborted();
      await perform(step, fs);
      begun.push(step);
    }
  } catch (cause) {
    const stuck = await rollBack(begun, fs);
    const kept = stuck.some(({ step }) => changesTheTree(step));
    const leftovers = journal === null || kept ? [] : await removeFiles([journal], fs);
    throw writeFailure(root, cause, current, stuck, journal, leftovers);
  }

  const backups = plan.prepare.flatMap((step) => (step.kind === 'back-up' ? [step.backup] : []));
  const leftovers = await removeFiles(backups, fs);
  return {
    written: effective.map((change) => (change.after === null ? change.path : change.newPath)).sort(),
    journal: await finishJournal(journal, fs),
    leftovers,
  };
}

/** Takes steps back, last first. What cannot be taken back is returned, and the backup it needs is kept. */
async function rollBack(begun: readonly Step[], fs: FileSystem): Promise<Stuck[]> {
  const stuck: Stuck[] = [];
  const needed = new Set<string>();
  for (const step of begun.toReversed()) {
    if (step.kind === 'back-up' && needed.has(step.backup)) continue;
    try {
      await revert(step, fs);
    } catch (error) {
      stuck.push({ step, error });
      if ('backup' in step && step.backup !== null) needed.add(step.backup);
    }
  }
  return stuck;
}

/** Removes our own temporary files. One that stays is reported and does not fail the run. @returns those that stay */
async function removeFiles(paths: readonly string[], fs: FileSystem): Promise<string[]> {
  const leftovers: string[] = [];
  await forEachConcurrently(paths, async (path) => {
    try {
      await fs.rm(path, { force: true });
    } catch {
      leftovers.push(path);
    }
  });
  return leftovers.sort();
}
