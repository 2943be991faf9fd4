import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import fastGlob from 'fast-glob';
import { isConfigJson, isConfigText, looseJson, ownFolder } from './config-files.js';
import type { Base, FileIndex } from './file-index.js';
import { jsonStrings } from './json-strings.js';
import type { GlobReference, Package } from './project.js';
import { commandsOf } from './script-words.js';

/**
 * Keys whose strings are regular expressions: tap's `test-regex`, jest's `testRegex` and `testPathIgnorePatterns`.
 * (ESLint's `ignorePatterns` are globs.)
 */
const holdsRegExp = /regexp?$|^(test|coverage|module|watch|unmockedModule)Path\w*Patterns$|^transformIgnorePatterns$/i;

/** Fields of package.json that no tool reads as globs of source files. */
const notGlobs = new Set('name description keywords license repository homepage bugs exports imports'.split(' '));

/**
 * Globs that match source files, outside module code: in the scripts of every package.json, in tools' JSON and YAML
 * configurations, and in Makefiles. A renamed file must not fall out of them, least of all a test.
 * @param listed every file of the project, sources or not
 */
export function findGlobs(root: string, packages: Package[], listed: string[], index: FileIndex): GlobReference[] {
  const manifests = new Map(packages.map((pack) => [pack.manifest, pack]));
  return listed.flatMap((from) => {
    const pack = manifests.get(from);
    if (pack?.fixture || (!pack && !isConfigJson(from) && !isConfigText(from))) return [];
    const text = pack?.text ?? readFileSync(join(root, from), 'utf8');
    const base = baseOf(from, packages);
    const json = pack || isConfigJson(from) ? looseJson(text) : null;
    if (json === null) return pack ? [] : inCommands(from, text, /akefile$/.test(from), (unit) => unit, base, index);
    const folder = pack ? null : ownFolder(json);
    const place = folder === null ? base : { dir: posix.join(base.dir, folder) };
    return jsonStrings(text, json).flatMap((string) => {
      if (string.isKey || (pack && notGlobs.has(string.path[0] ?? ''))) return [];
      if (string.path.some((key) => holdsRegExp.test(key))) return [];
      const isScript = pack !== undefined && string.path[0] === 'scripts';
      if (isScript || /\s/.test(string.value))
        return inCommands(from, string.value, isScript, string.offsetOf, base, index);
      const end = string.offsetOf(string.value.length);
      return glob({ from, start: string.offsetOf(0), end, quote: '', isShell: false }, string.value, place, index);
    });
  });
}

/** Tools run in the folder of the package around their configuration. */
function baseOf(from: string, packages: Package[]): Base {
  const around = packages.filter(({ dir }) => dir === '' || posix.dirname(from) === dir || from.startsWith(`${dir}/`));
  return around.reduce((best, pack) => (pack.dir.length > best.dir.length ? pack : best));
}

function inCommands(
  from: string,
  text: string,
  isShell: boolean,
  offsetOf: (unit: number) => number,
  base: Base,
  index: FileIndex,
): GlobReference[] {
  return commandsOf(text)
    .flat()
    .flatMap(({ text: pattern, start, end }) => {
      const before = text[start - 1] ?? '';
      const isQuoted = /['"]/.test(before) && text[end] === before;
      // What stands behind `=` is one value; a second word would be an argument of its own.
      const isWord = isShell && (isQuoted ? /^\s?$/.test(text[start - 2] ?? '') : /^\s?$/.test(before));
      const quote = isQuoted && isWord ? rawQuote(before, from) : '';
      const range = { start: offsetOf(start), end: offsetOf(end) };
      return glob({ from, ...range, quote, isShell: isWord }, pattern, base, index);
    });
}

/** A quote as it stands in the text of the file. */
const rawQuote = (quote: string, from: string): string => (quote === '"' && /json$|rc$/.test(from) ? '\\"' : quote);

function glob(
  place: Omit<GlobReference, 'pattern' | 'files'>,
  pattern: string,
  base: Base,
  index: FileIndex,
): GlobReference[] {
  const plain = pattern.replace(/^!?(<rootDir>\/)?/, '');
  if (!/[*?{[]/.test(plain) || !fastGlob.isDynamicPattern(plain) || /\$/.test(plain)) return [];
  const files = index.match(base, plain);
  return files.length === 0 ? [] : [{ ...place, pattern, files }];
}
