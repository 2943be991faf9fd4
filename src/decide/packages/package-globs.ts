import type { GlobReference } from '../../discover/project.js';

/** A replacement in the text of one file. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/**
 * Widens globs that renamed files would fall out of: `test/*.js` becomes `test/*.{js,cjs}`, and in a shell command, which
 * may not know braces, `test/*.js test/*.cjs`. Where all files of a glob are renamed, its extension changes.
 * @param renamed old path to new path
 */
export function globEdits(globs: readonly GlobReference[], renamed: ReadonlyMap<string, string>): TextEdit[] {
  return globs.flatMap((glob) => {
    const text = widened(glob, renamed);
    return text === null ? [] : [{ start: glob.start, end: glob.end, text }];
  });
}

function widened(glob: GlobReference, renamed: ReadonlyMap<string, string>): string | null {
  const { pattern, files, isShell, quote } = glob;
  const gone = files.filter((file) => renamed.has(file));
  const [, stem, list, single] = /^(.*\.)(?:\{([\w,]+)\}|([jt]s))$/.exec(pattern) ?? [];
  if (gone.length === 0 || stem === undefined) return null;
  const old = list?.split(',') ?? [single!];
  const added = [...new Set(gone.map((file) => extension(renamed.get(file)!)))].filter((name) => !old.includes(name));
  if (added.length === 0) return null;
  if (gone.length === files.length && list === undefined && added.length === 1) return stem + added[0]!;
  if (list !== undefined || !isShell) return `${stem}{${[...old, ...added].join(',')}}`;
  return [pattern, ...added.map((name) => stem + name)].join(`${quote} ${quote}`);
}

const extension = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
