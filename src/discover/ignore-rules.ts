import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { toPosix } from './root.js';

/** Says whether git would leave an absolute path out. */
export type IsIgnored = (path: string, isFolder: boolean) => boolean;

/**
 * The ignore rules of git (gitignore(5)): a `.gitignore` in every folder from the work tree's top down, and
 * `.git/info/exclude`; the rules of a deeper folder win. Meant for a walk from the top: a folder that is ignored is never
 * entered, so nothing below it is asked about.
 */
export function gitIgnoreRules(root: string): IsIgnored {
  const top = workTreeTop(root) ?? root;
  const rules = new Map<string, Ignore | null>();
  const rulesOf = (folder: string): Ignore | null => {
    let found = rules.get(folder);
    if (found === undefined) {
      found = readRules(folder, folder === top ? ['.git/info/exclude', '.gitignore'] : ['.gitignore']);
      rules.set(folder, found);
    }
    return found;
  };
  return (path, isFolder) => {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const found = rulesOf(folder);
      if (found !== null) {
        const verdict = found.test(toPosix(relative(folder, path)) + (isFolder ? '/' : ''));
        if (verdict.ignored) return true;
        if (verdict.unignored) return false;
      }
      if (folder === top || dirname(folder) === folder) return false;
    }
  };
}

function readRules(folder: string, names: string[]): Ignore | null {
  const files = names.map((name) => join(folder, name)).filter((file) => existsSync(file));
  if (files.length === 0) return null;
  return ignore().add(files.map((file) => readFileSync(file, 'utf8')).join('\n'));
}

/** The folder with the `.git` entry (a folder, or a file in a linked work tree), or null. */
function workTreeTop(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return null;
  }
}
