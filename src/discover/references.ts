import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isConfigJson, isConfigText, looseJson, ownFolder } from './config-files.js';
import type { Base, FileIndex } from './file-index.js';
import { jsonStrings, type JsonString } from './json-strings.js';
import type { FileReference, Package } from './project.js';
import { commandsOf, namesModule, namesConfig, toolName, type Word } from './script-words.js';

/** Fields of package.json whose strings are prose, versions or names, never files. */
const notFiles = new Set(
  (
    'name version description keywords author contributors maintainers license licenses repository homepage bugs ' +
    'engines engineStrict os cpu type packageManager dependencies devDependencies peerDependencies optionalDependencies ' +
    'bundledDependencies resolutions overrides publishConfig workspaces funding'
  ).split(' '),
);

/** Fields that users of the package resolve through. */
const entryFields = new Set(['main', 'module', 'browser', 'bin', 'types', 'typings']);

/**
 * Strings outside module code that name a source file, so that a rename is spliced in: in every package.json, in tools'
 * JSON and YAML configurations, and in Makefile, Procfile and Dockerfile. Names without an extension count where the
 * reader adds one (`main`, `node x`, `--require x`) or where they start with `./`.
 * @param listed every file of the project, sources or not
 * @returns in the order of the files, then of the text
 */
export function findReferences(root: string, packages: Package[], listed: string[], index: FileIndex): FileReference[] {
  const manifests = new Map(packages.map((pack) => [pack.manifest, pack]));
  return listed.flatMap((from) => {
    const pack = manifests.get(from);
    if (pack) return pack.fixture ? [] : inManifest(pack, index);
    if (!isConfigJson(from) && !isConfigText(from)) return [];
    const text = readFileSync(join(root, from), 'utf8');
    const bases = basesOf(from, packages);
    const json = isConfigJson(from) ? looseJson(text) : null;
    if (json === null) return inText(from, text, bases, index);
    const folder = ownFolder(json);
    const all = folder === null ? bases : [...bases.map(({ dir }) => ({ dir: posix.join(dir, folder) })), ...bases];
    return jsonStrings(text, json).flatMap((string) => (string.isKey ? [] : inConfigString(from, string, all, index)));
  });
}

/** A configuration's own folder first, then those of the packages around it (tools run there). */
function basesOf(from: string, packages: Package[]): Base[] {
  const dir = posix.dirname(from) === '.' ? '' : posix.dirname(from);
  const around = packages.filter((pack) => pack.dir === '' || dir === pack.dir || dir.startsWith(pack.dir + '/'));
  return [{ dir }, ...around.reverse().filter((pack) => pack.dir !== dir)];
}

function inManifest(pack: Package, index: FileIndex): FileReference[] {
  const json = looseJson(pack.text);
  if (json === null) return [];
  return jsonStrings(pack.text, json).flatMap((string) => {
    const top = string.path[0] ?? '';
    if (notFiles.has(top)) return [];
    if (entryFields.has(top)) return inEntryField(pack, string, index);
    if (string.isKey) return [];
    if (top === 'scripts') return inCommand(pack.manifest, string, [pack], index);
    if (top === 'exports' || top === 'imports' || top === 'files') {
      return reference(pack.manifest, string, string.value, 0, index.exact(pack, string.value), pack);
    }
    return inConfigString(pack.manifest, string, [pack], index);
  });
}

function inEntryField(pack: Package, string: JsonString, index: FileIndex): FileReference[] {
  // Keys name files only in the map form of `browser`; there a bare word is a package.
  if (string.isKey && (string.path[0] !== 'browser' || !string.value.startsWith('.'))) return [];
  const target = index.resolve(pack, string.value);
  const [found] = reference(pack.manifest, string, string.value, 0, target, pack);
  if (!found) return [];
  const isExact = index.exact(pack, string.value) !== null;
  return [{ ...found, needsFullName: string.path[0] === 'main' && !isExact }];
}

/** A string in a tool's configuration: a path (perhaps behind `<rootDir>/`), or a command line (lint-staged). */
function inConfigString(from: string, string: JsonString, bases: Base[], index: FileIndex): FileReference[] {
  if (/\s/.test(string.value)) return inCommand(from, string, bases, index);
  const prefix = /^(<rootDir>|\$\{workspace(Folder|Root)\})\//.exec(string.value)?.[0] ?? '';
  const name = string.value.slice(prefix.length);
  for (const base of bases) {
    const isPath = prefix !== '' || /^\.\.?\//.test(name);
    const target = index.exact(base, name) ?? (isPath ? index.resolve(base, name) : null);
    if (target !== null) return reference(from, string, name, prefix.length, target, base);
  }
  return [];
}

function inCommand(from: string, string: JsonString, bases: Base[], index: FileIndex): FileReference[] {
  return commandsOf(string.value).flatMap((command) =>
    command.flatMap((word, place) => {
      const found = resolveWord(command, place, bases, index);
      return found === null
        ? []
        : reference(from, string, word.text, word.start, found.target, found.base, command[place - 1]);
    }),
  );
}

function inText(from: string, text: string, bases: Base[], index: FileIndex): FileReference[] {
  return commandsOf(text).flatMap((command) =>
    command.flatMap((word, place) => {
      const found = resolveWord(command, place, bases, index);
      if (found === null) return [];
      const { target, base } = found;
      return [
        {
          from,
          start: word.start,
          end: word.end,
          target,
          base: base.dir,
          field: posix.basename(from),
          needsFullName: false,
        },
      ];
    }),
  );
}

function resolveWord(
  command: Word[],
  place: number,
  bases: Base[],
  index: FileIndex,
): { target: string; base: Base } | null {
  const word = command[place]!;
  const before = command[place - 1];
  const isRun = before !== undefined && toolName(before) === 'node';
  const addsExtension = isRun || namesModule(before) || namesConfig(before) || /^\.\.?\//.test(word.text);
  for (const base of bases) {
    const target = index.exact(base, word.text) ?? (addsExtension ? index.resolve(base, word.text) : null);
    if (target !== null) return { target, base };
  }
  return null;
}

/** Zero or one reference: the part of a JSON string from `skip` on, `name`, that names `target`. */
function reference(
  from: string,
  string: JsonString,
  name: string,
  skip: number,
  target: string | null,
  base: Base,
  before?: Word,
): FileReference[] {
  if (target === null || name === '') return [];
  const field = string.path.join('.') || posix.basename(from);
  const start = string.offsetOf(skip);
  const end = string.offsetOf(skip + name.length);
  // Only --import goes through the resolver of ES modules; node's program and --require keep adding extensions.
  const needsFullName = before?.text === '--import' && posix.basename(name) !== posix.basename(target);
  return [{ from, start, end, target, base: base.dir, field, needsFullName }];
}
