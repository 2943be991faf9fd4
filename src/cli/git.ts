import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UserError } from '../finding.js';

const run = promisify(execFile);

/**
 * Refuses a git tree with uncommitted changes, new files included: after the run `git diff` shall show our changes
 * only, and `git checkout` and `git clean` shall take them back. No git or no repository is fine.
 * @throws {UserError} naming `--force`
 */
export async function expectCleanTree(root: string): Promise<void> {
  const status = await git(root, ['status', '--porcelain', '--', '.']);
  const lines = status.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return;
  const shown = lines.slice(0, 3).map((line) => line.slice(3));
  const more = lines.length > shown.length ? ` and ${lines.length - shown.length} more` : '';
  throw new UserError(
    `the git tree has uncommitted changes (${shown.join(', ')}${more}); nothing was written. ` +
      'Commit or stash them, or run again with --force.',
  );
}

/** The folder of the project inside its git repository, with a final slash; '' at the top or without a repository. */
export async function gitPrefix(root: string): Promise<string> {
  try {
    return (await git(root, ['rev-parse', '--show-prefix'])).replace(/\r?\n$/, '');
  } catch (error) {
    // A repository that git itself refuses to read: `git apply` would do the same, and the patch still reads well.
    if (error instanceof UserError) return '';
    throw error;
  }
}

/** The output of a git command; '' where there is no git or no repository. */
async function git(cwd: string, args: string[]): Promise<string> {
  try {
    const env = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
    return (await run('git', args, { cwd, env, maxBuffer: 1 << 28 })).stdout;
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT' || stderr.includes('not a git repository')) return '';
    const reason = stderr.trim().split('\n')[0] ?? '';
    throw new UserError(`git ${args[0]} failed: ${reason}. Set this right, or run again with --force.`, {
      cause: error,
    });
  }
}
