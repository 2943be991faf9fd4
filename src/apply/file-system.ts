import fsp from 'node:fs/promises';

/** The calls that applying makes, so that tests can let any of them fail. `node:fs/promises` is one. */
export type FileSystem = Pick<
  typeof fsp,
  | 'access'
  | 'chmod'
  | 'chown'
  | 'copyFile'
  | 'link'
  | 'lstat'
  | 'mkdir'
  | 'open'
  | 'readFile'
  | 'readlink'
  | 'realpath'
  | 'rename'
  | 'rm'
  | 'rmdir'
  | 'stat'
  | 'unlink'
>;

export const realFileSystem: FileSystem = fsp;

/** The error code of a failed call (`ENOSPC`), or undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Writes a new file and waits until its bytes are on the disk, so that a later rename cannot expose an empty one. */
export async function writeDurably(fs: FileSystem, path: string, text: string): Promise<void> {
  const file = await fs.open(path, 'wx');
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}
