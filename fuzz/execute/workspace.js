import { mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Text that stands for a symbolic link to the path after it. */
const LINK = '-> ';

/** Writes files below a folder. @param {string} dir @param {Map<string, string>} files */
export async function writeTree(dir, files) {
  await mkdir(dir, { recursive: true });
  for (const [file, text] of files) {
    const target = path.join(dir, file);
    await mkdir(path.dirname(target), { recursive: true });
    if (text.startsWith(LINK)) await symlink(text.slice(LINK.length), target);
    else await writeFile(target, text);
  }
}

/** Reads every file below a folder, links as links. @param {string} dir @returns {Promise<Map<string, string>>} */
export async function readTree(dir) {
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    const full = path.join(entry.parentPath ?? entry.path, entry.name);
    const file = path.relative(dir, full).split(path.sep).join('/');
    if (entry.isSymbolicLink()) files.set(file, LINK + (await readlink(full)));
    else if (entry.isFile()) files.set(file, await readFile(full, 'utf8'));
  }
  return files;
}
