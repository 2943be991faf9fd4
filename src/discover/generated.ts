import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { leaves } from './entry-points.js';
import { commandsOf } from './script-words.js';
import type { Package } from './project.js';
import { compilerOutputs } from './tsconfig.js';

const outputFolder = /(^|\/)(dist|build|out|coverage|\.nyc_output|\.next|\.nuxt)\//;

/**
 * Leaves out what tools wrote and people do not edit. Most of it is git-ignored and never comes here; for the rest:
 * - a folder `dist`, `build`, `out` or `coverage` is output, unless package.json names a file in it (main, exports, bin, a
 *   `node` script …) or a source of the project requires one by path: then it is part of the program, and counts;
 * - a minified file or a bundle (by its name, a source map next to it, a `sourceMappingURL` or a line of more than
 *   5,000 characters in a big file) is generated, unless a source mentions its name.
 * What a file that counts all the same loads by a relative path counts, too. What TypeScript writes of the project's sources
 * never counts: the next build writes it anew.
 * @param all module files of the project
 */
export function withoutGenerated(root: string, packages: Package[], all: string[], readable: string[]): string[] {
  const files = withoutCompiled(root, packages, all);
  const names = packages.flatMap((pack) => namesIn(pack));
  const present = new Set(readable);
  const suspects = new Set(files.filter((file) => outputFolder.test(file) || isBundle(root, file, present)));
  if (suspects.size === 0) return files;
  const sources = files.filter((file) => !suspects.has(file)).map((file) => readFileSync(join(root, file), 'utf8'));
  const used = new Map<string, boolean>();
  const isUsed = (key: string, test: () => boolean): boolean => {
    const known = used.get(key) ?? test();
    used.set(key, known);
    return known;
  };
  const kept = files.filter((file) => {
    if (!suspects.has(file)) return true;
    if (names.includes(file) || names.includes(file.replace(/\.js$/, ''))) return true;
    const folder = outputFolder.exec(file);
    if (folder && !isBundle(root, file, present)) {
      const path = file.slice(0, folder.index + folder[0].length);
      return isUsed(
        path,
        () => names.some((name) => `${name}/`.startsWith(path)) || sources.some(requiresFolder(folder[2]!)),
      );
    }
    const stem = posix.basename(file).replace(/\.[cm]?js$/, '');
    return isUsed(file, () =>
      sources.some((text) => new RegExp(`['"\`/]${escapeRegExp(stem)}(\\.[cm]?js)?['"\`]`).test(text)),
    );
  });
  const program = withRequested(root, kept, suspects);
  return files.filter((file) => program.has(file));
}

/** Leaves out the files below a tsconfig.json's `outDir` that have a source in TypeScript elsewhere. */
function withoutCompiled(root: string, packages: Package[], files: string[]): string[] {
  if (!files.some((file) => /(?<!\.d)\.tsx?$/.test(file))) return files;
  const outputs = packages.flatMap((pack) => compilerOutputs(root, pack).map(({ outDir }) => outDir));
  const folders = [...new Set(outputs)].filter((folder) => typeof folder === 'string' && folder !== '.');
  const isCompiled = (file: string): boolean =>
    folders.some((folder) => {
      if (!file.startsWith(`${String(folder)}/`)) return false;
      const source = file.slice(String(folder).length).replace(/(\.d)?\.[cm]?[jt]sx?$/, '.ts');
      const isSource = (path: string): boolean => `/${path}`.replace(/\.[cm]?tsx?$/, '.ts').endsWith(source);
      return files.some(
        (path) => /\.[cm]?tsx?$/.test(path) && !path.startsWith(`${String(folder)}/`) && isSource(path),
      );
    });
  return files.filter((file) => !isCompiled(file));
}

/** The files that are part of the program, with those of the suspected ones that suspected ones among them load. */
function withRequested(root: string, kept: string[], suspects: ReadonlySet<string>): Set<string> {
  const program = new Set(kept);
  for (const file of program) {
    if (!suspects.has(file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, specifier] of text.matchAll(/(?:require\(|from|import\(?)\s*['"](\.[^'"\n]*)['"]/g)) {
      const path = posix.join(posix.dirname(file), specifier!);
      const found = [path, `${path}.js`, `${path}/index.js`].find((name) => suspects.has(name));
      if (found !== undefined) program.add(found);
    }
  }
  return program;
}

/** Paths, relative to the root, of everything a package.json names: entries and words of scripts. */
function namesIn(pack: Package): string[] {
  const { main, module, exports, bin, browser, scripts } = pack.json;
  const words = Object.values(scripts ?? {}).flatMap((script) =>
    commandsOf(String(script))
      .filter((command) => command[0]?.text === 'node')
      .flat()
      .map((word) => word.text),
  );
  const named = [main, module, exports, bin, browser].flatMap(leaves);
  return [...named, ...words].map((name) => posix.join(pack.dir, name.replace(/\*.*$/, '')));
}

/** A request by relative path that passes through a folder of this name. */
function requiresFolder(name: string): (text: string) => boolean {
  const request = new RegExp(`(require\\(|from|import\\()\\s*['"]\\.[^'"\\n]*/${escapeRegExp(name)}(/[^'"\\n]*)?['"]`);
  return (text) => request.test(text);
}

function isBundle(root: string, file: string, present: Set<string>): boolean {
  if (!/\.[cm]?js$/.test(file)) return false;
  if (/[.-](min|bundle|umd|iife|esm-bundler)\.[cm]?js$/.test(file) || present.has(file + '.map')) return true;
  // Only big files are worth opening here: a short one is no bundle.
  if (statSync(join(root, file)).size < 30_000) return false;
  const text = readFileSync(join(root, file), 'utf8');
  return /\n\/\/[#@] sourceMappingURL=/.test(text.slice(-2_000)) || /^.{5000}/m.test(text);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
