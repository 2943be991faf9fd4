import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ignore from 'ignore';
import type { FileIndex } from './file-index.js';
import { inPackage } from './packages.js';
import type { Package } from './project.js';
import { isObject, strings } from './text.js';

/** All strings at the leaves of a value: the targets of an `exports` map under every condition. */
export function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(leaves);
  return isObject(value) ? Object.values(value).flatMap(leaves) : [];
}

/** Files that `bin` (a string or a map) or `directories.bin` names. */
export function binFiles(pack: Package, index: FileIndex): string[] {
  const { bin, directories } = pack.json;
  const named = leaves(bin).map((name) => index.resolve(pack, name));
  const folder = isObject(directories) && typeof directories.bin === 'string' ? index.match(pack, directories.bin) : [];
  return [...named.filter((file) => file !== null), ...folder];
}

/**
 * The files a package.json names for users: `main` (index.js when there is neither `main` nor `exports`), `module`,
 * `browser` and every target of `exports`, patterns expanded over the files that exist and are published.
 */
export function namedEntries(pack: Package, index: FileIndex, isPublished: (path: string) => boolean): string[] {
  const { main, module, exports, browser } = pack.json;
  const mains = typeof main === 'string' ? [main] : exports === undefined ? ['./index.js'] : [];
  const named = [...mains, ...strings(module), ...strings(browser), ...leaves(exports)];
  const files = named.flatMap((name) =>
    name.includes('*')
      ? expandPattern(pack, name, index).filter(isPublished)
      : [index.resolve(pack, name) ?? defaultIndex(pack, name, index)],
  );
  return files.filter((file) => file !== null);
}

/** Node falls back to index.js when `main` names nothing that exists. */
function defaultIndex(pack: Package, name: string, index: FileIndex): string | null {
  return name === pack.json.main ? index.resolve(pack, './index.js') : null;
}

/** `./lib/*.js` in `exports`: the star also stands for slashes. */
function expandPattern(pack: Package, pattern: string, index: FileIndex): string[] {
  const path = inPackage(pack, pattern);
  if (path === null) return [];
  const [head = '', tail = ''] = path.split('*');
  return index
    .match(pack, './')
    .filter((file) => file.startsWith(head) && file.endsWith(tail) && file.length > head.length + tail.length);
}

/** Folders that npm publishes when nothing says otherwise, but that nobody loads modules from. */
const notForUsers = /(^|\/)(examples?|bench|benchmarks?|perf|docs?|demos?|scripts|tools|support|coverage)\//;

/**
 * A test of whether npm would publish a file, so that a deep path (`require('pkg/lib/x')`) reaches it: by the `files`
 * field, else everything that `.npmignore` lets through except what is plainly not for users (examples, benchmarks,
 * documentation, tooling, dot files). An `exports` map closes deep paths: ask only without one.
 */
export function publishedByNpm(root: string, pack: Package): (path: string) => boolean {
  const inside = (path: string): string => posix.relative(pack.dir, path);
  if (Array.isArray(pack.json.files)) {
    const patterns = strings(pack.json.files).map((pattern) => pattern.replace(/^(!?)(?:\.?\/)?/, '$1/'));
    const matcher = ignore().add(patterns);
    return (path) => matcher.ignores(inside(path));
  }
  const npmIgnore = join(root, pack.dir, '.npmignore');
  const matcher = ignore().add(existsSync(npmIgnore) ? readFileSync(npmIgnore, 'utf8') : '');
  return (path) => !matcher.ignores(inside(path)) && !notForUsers.test(inside(path)) && !/(^|\/)\./.test(inside(path));
}
