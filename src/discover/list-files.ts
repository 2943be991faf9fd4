import { readdir, type Dirent } from 'node:fs';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import { gitIgnoreRules, type IsIgnored } from './ignore-rules.js';

/** Folders that hold no sources of this project, whatever git says. */
const foreignFolders = new Set(['node_modules', '.git', '.hg', '.svn', 'bower_components', 'jspm_packages']);

/**
 * Every file of the project, relative to `root`, sorted: no `node_modules`, nothing git ignores, dot files but no version
 * control folders. Folders behind symbolic links are not entered, so loops cannot happen; linked files are skipped too,
 * because their text belongs to another path.
 */
export async function listFiles(root: string): Promise<string[]> {
  const files = await fastGlob('**/*', {
    cwd: root,
    dot: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    fs: { readdir: prunedReaddir(gitIgnoreRules(root)) as typeof readdir },
  });
  return files.sort();
}

type EntriesCallback = (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void;

/** fast-glob's view of a folder: ignored entries are not there, so whole ignored trees are never walked. */
function prunedReaddir(isIgnored: IsIgnored) {
  return (folder: string, options: { withFileTypes: true }, callback: EntriesCallback): void => {
    readdir(folder, options, (error, entries) => {
      if (error) callback(error, []);
      else
        callback(
          null,
          entries.filter((entry) => !isForeign(entry) && !isIgnored(join(folder, entry.name), entry.isDirectory())),
        );
    });
  };
}

function isForeign(entry: Dirent): boolean {
  return entry.isSymbolicLink() || (entry.isDirectory() && foreignFolders.has(entry.name));
}
