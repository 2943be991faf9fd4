import { relative } from 'node:path';
import { UserError } from '../finding.js';
import { errorCode } from './file-system.js';
import type { Step } from './steps.js';

/** What a user can read in place of an error code, and what to do about it. */
const reasons: Record<string, { reason: string; advice: string }> = {
  ENOSPC: { reason: 'no space left on the disk', advice: 'Free some space and run again.' },
  EDQUOT: { reason: 'the disk quota is used up', advice: 'Free some space and run again.' },
  EACCES: { reason: 'permission denied', advice: 'Make the folder writable and run again.' },
  EPERM: { reason: 'not permitted', advice: 'Make the file and its folder writable and run again.' },
  EROFS: { reason: 'the file system is read-only', advice: 'Make it writable and run again.' },
};

/** A step that could not be taken back. */
export interface Stuck {
  step: Step;
  error: unknown;
}

/**
 * The message of a run that failed while writing.
 * @param cause what failed first
 * @param failed the step that failed, null when it was the journal
 * @param stuck steps that could not be taken back; empty: the tree is as before
 * @param journal where the old texts are, null when none was written
 * @param remaining absolute paths of our own files that could not be removed
 */
export function writeFailure(
  root: string,
  cause: unknown,
  failed: Step | null,
  stuck: readonly Stuck[],
  journal: string | null,
  remaining: readonly string[],
): UserError {
  const code = errorCode(cause);
  const known = code === undefined ? undefined : reasons[code];
  const what = failed === null ? 'the journal of this run' : place(root, failed);
  const why = known ? `${known.reason} (${code})` : ((cause as Partial<Error> | null)?.message ?? String(cause));
  const advice = known?.advice ?? 'Set this right and run again.';
  const written = stuck.filter(({ step }) => changesTheTree(step)).map(({ step }) => place(root, step));
  const leftovers = stuck
    .filter(({ step }) => !changesTheTree(step))
    .map(({ step }) => leftover(root, step))
    .concat(remaining);

  let state = 'Nothing is changed: the tree is as before.';
  if (written.length > 0) {
    state = `Putting the old files back failed too. These are changed: ${written.join(', ')}; all others are as before.`;
    state += ` The old texts are in ${journal ?? 'no journal'}.`;
  }
  if (leftovers.length > 0) state += ` Temporary files are left: ${leftovers.join(', ')}.`;
  return new UserError(`cannot write ${what}: ${why}. ${state} ${advice}`, { cause });
}

/** True for the steps after which the user's own files differ. */
export function changesTheTree(step: Step): boolean {
  return step.kind === 'replace' || step.kind === 'remove' || step.kind === 'move-link';
}

function place(root: string, step: Step): string {
  return relative(root, step.kind === 'stage' ? step.target : step.path);
}

function leftover(root: string, step: Step): string {
  return relative(root, step.kind === 'back-up' ? step.backup : step.path);
}
