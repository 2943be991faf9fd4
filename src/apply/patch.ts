import type { diffArrays } from 'diff';
import type { FileChange } from '../file-change.js';
import { hunks } from './hunks.js';
import { lineChanges, splitLines, type LineChange } from './line-changes.js';
import { quotePath } from './quote-path.js';

/** The part of a patch that is about one file. Joined in order, the diffs of a run are the whole patch. */
export interface FilePatch {
  path: string;
  newPath: string;
  /** Text in git's extended unified format; '' when nothing changes. */
  diff: string;
  added: number;
  removed: number;
}

/**
 * States changes as a patch that `git apply` takes and that leaves the same bytes as `applyChanges`.
 * The format is git's own (`git help diff`, "Generating patch text with -p"): renames, new and deleted files,
 * missing final newlines, quoted names.
 * @param changes what to state
 * @param prefix folder of the project root inside its git repository, with a final slash, or '': git reads the paths
 *   of such a patch from the top of the repository, wherever `git apply` is run
 */
export async function createPatch(changes: readonly FileChange[], prefix = ''): Promise<FilePatch[]> {
  if (changes.length === 0) return [];
  const { diffArrays: diff } = await import('diff');
  return changes.map((change) => filePatch(change, prefix, diff));
}

function filePatch(change: FileChange, prefix: string, diff: typeof diffArrays): FilePatch {
  const { path, newPath } = change;
  if (path === newPath && change.before === change.after) return { path, newPath, diff: '', added: 0, removed: 0 };
  const oldLines = splitLines(change.before ?? '');
  const newLines = splitLines(change.after ?? '');
  const changed = lineChanges(oldLines, newLines, diff);
  const oldName = `a/${prefix}${path}`;
  const newName = `b/${prefix}${newPath}`;

  let text = `diff --git ${quotePath(oldName)} ${quotePath(newName)}\n`;
  if (change.before === null) text += 'new file mode 100644\n';
  else if (change.after === null) text += 'deleted file mode 100644\n';
  else if (path !== newPath) {
    text += `similarity index ${similarity(oldLines, newLines, changed)}%\n`;
    text += `rename from ${quotePath(prefix + path)}\nrename to ${quotePath(prefix + newPath)}\n`;
  }
  if (changed.length > 0) {
    text += `--- ${change.before === null ? '/dev/null' : fileName(oldName)}\n`;
    text += `+++ ${change.after === null ? '/dev/null' : fileName(newName)}\n`;
    text += hunks(oldLines, newLines, changed);
  }
  return {
    path,
    newPath,
    diff: text,
    added: changed.reduce((sum, { newStart, newEnd }) => sum + newEnd - newStart, 0),
    removed: changed.reduce((sum, { oldStart, oldEnd }) => sum + oldEnd - oldStart, 0),
  };
}

/** A tab ends a name with spaces, so that a reader of plain unified diffs does not take the rest for a date. */
function fileName(name: string): string {
  const quoted = quotePath(name);
  return quoted === name && name.includes(' ') ? `${name}\t` : quoted;
}

/** Share of the text that stays, in whole percent; 100 only for the same text, as in git. */
function similarity(oldLines: string[], newLines: string[], changes: LineChange[]): number {
  if (changes.length === 0) return 100;
  const oldLength = lengthOf(oldLines, 0, oldLines.length);
  const newLength = lengthOf(newLines, 0, newLines.length);
  const removed = changes.reduce((sum, { oldStart, oldEnd }) => sum + lengthOf(oldLines, oldStart, oldEnd), 0);
  return Math.floor((100 * (oldLength - removed)) / Math.max(oldLength, newLength));
}

function lengthOf(lines: string[], start: number, end: number): number {
  let length = 0;
  for (let i = start; i < end; i++) length += (lines[i] as string).length;
  return length;
}
