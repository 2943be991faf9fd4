import { errorCode, writeDurably, type FileSystem } from './file-system.js';

/**
 * One call that changes the disk, with what is needed to take it back. All paths are absolute.
 * - `make-directory`: for a file in a new folder
 * - `stage`: the new text in a temporary file next to its target, with the old file's mode and owner
 * - `back-up`: a second name for the old file, next to it: putting it back then needs no space and keeps the inode
 * - `replace`: the staged file takes its target's name
 * - `remove`: the old name of a renamed or deleted file
 * - `move-link`: a symbolic link takes its new name
 */
export type Step =
  | { kind: 'make-directory'; path: string }
  | {
      kind: 'stage';
      path: string;
      target: string;
      text: string;
      mode: number | null;
      owner: { uid: number; gid: number } | null;
    }
  | { kind: 'back-up'; path: string; backup: string }
  | { kind: 'replace'; path: string; staged: string; backup: string | null }
  | { kind: 'remove'; path: string; backup: string }
  | { kind: 'move-link'; path: string; newPath: string };

/** Does one step. @throws what the file system throws */
export async function perform(step: Step, fs: FileSystem): Promise<void> {
  switch (step.kind) {
    case 'make-directory':
      await fs.mkdir(step.path);
      return;
    case 'stage':
      await writeDurably(fs, step.path, step.text);
      if (step.mode !== null) await fs.chmod(step.path, step.mode);
      if (step.owner !== null) await fs.chown(step.path, step.owner.uid, step.owner.gid);
      return;
    case 'back-up':
      await linkOrCopy(fs, step.path, step.backup);
      return;
    case 'replace':
      await fs.rename(step.staged, step.path);
      return;
    case 'remove':
      await fs.unlink(step.path);
      return;
    case 'move-link':
      await fs.rename(step.path, step.newPath);
  }
}

/**
 * Takes one step back. For `stage` and `back-up`, whose names are ours alone, also when it was only begun.
 * @throws what the file system throws
 */
export async function revert(step: Step, fs: FileSystem): Promise<void> {
  switch (step.kind) {
    case 'make-directory':
      await fs.rmdir(step.path);
      return;
    case 'stage':
      await fs.rm(step.path, { force: true });
      return;
    case 'back-up':
      await fs.rm(step.backup, { force: true });
      return;
    case 'replace':
      if (step.backup === null) await fs.unlink(step.path);
      else await fs.rename(step.backup, step.path);
      return;
    case 'remove':
      await fs.rename(step.backup, step.path);
      return;
    case 'move-link':
      await fs.rename(step.newPath, step.path);
  }
}

/** Some file systems know no hard links (FAT, some network mounts): there the old file is copied. */
async function linkOrCopy(fs: FileSystem, from: string, to: string): Promise<void> {
  try {
    await fs.link(from, to);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errorCode(error) ?? '')) throw error;
    await fs.copyFile(from, to);
  }
}
