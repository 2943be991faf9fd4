import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { getNodeValue } from 'jsonc-parser';
import { looseJson } from './config-files.js';
import type { Package } from './project.js';
import { commandsOf, scriptTexts, toolName } from './script-words.js';
import { isObject } from './text.js';

/** What a tsconfig.json says about what TypeScript writes, with the options that it extends. */
export interface CompilerOutput {
  /** The file that says so, relative to the root. */
  config: string;
  module?: unknown;
  target?: unknown;
  noEmit?: unknown;
  emitDeclarationOnly?: unknown;
  /** The folder it writes to, relative to the root. */
  outDir?: unknown;
}

/**
 * The configurations by which a package is compiled: the tsconfig.json in its folder (else the next one above), in `src`,
 * `tsconfig.build.json`, and those that scripts give to `tsc -p` or `tsc -b`.
 */
export function compilerOutputs(root: string, pack: Package): CompilerOutput[] {
  const usual = ['tsconfig.json', 'src/tsconfig.json', 'tsconfig.build.json'].map((name) => posix.join(pack.dir, name));
  const found = [...usual, ...configsInScripts(pack)].filter((config) => existsSync(join(root, config)));
  if (found.length === 0) {
    const above = foldersAbove(pack.dir).map((folder) => posix.join(folder, 'tsconfig.json'));
    found.push(...above.filter((config) => existsSync(join(root, config))).slice(0, 1));
  }
  return [...new Set(found)].flatMap((config) => outputOf(root, config, 0) ?? []);
}

function configsInScripts({ dir, json }: Package): string[] {
  return scriptTexts(json)
    .flatMap(commandsOf)
    .flatMap((command) => {
      const at = command.findIndex((word) => /^(-p|--project|-b|--build)$/.test(word.text));
      const name = command[at + 1]?.text;
      if (at < 0 || name === undefined || !command.some((word) => toolName(word) === 'tsc')) return [];
      return [posix.join(dir, name.endsWith('.json') ? name : `${name}/tsconfig.json`)];
    });
}

function foldersAbove(dir: string): string[] {
  if (dir === '') return [];
  const parent = posix.dirname(dir);
  return parent === '.' ? [''] : [parent, ...foldersAbove(parent)];
}

/** The options of a configuration and those of the files that it extends, as far as these are there. */
function outputOf(root: string, config: string, depth: number): CompilerOutput | null {
  const file = join(root, config);
  if (depth > 5 || !existsSync(file)) return null;
  const tree = looseJson(readFileSync(file, 'utf8'));
  const value: unknown = tree === null ? null : getNodeValue(tree);
  if (!isObject(value)) return null;
  const options = isObject(value.compilerOptions) ? { ...value.compilerOptions } : {};
  const folder = posix.dirname(config);
  if (typeof options.outDir === 'string') options.outDir = posix.join(folder, options.outDir).replace(/\/$/, '');
  const bases = [value.extends].flat().filter((name) => typeof name === 'string');
  const inherited = bases.map((name) => outputOf(root, baseOf(root, folder, name as string), depth + 1) ?? {});
  return Object.assign({}, ...inherited, options, { config }) as CompilerOutput;
}

/** The file that `extends` names: by a path, or in an installed package (`@tsconfig/node18`). */
function baseOf(root: string, folder: string, name: string): string {
  const base = name.startsWith('.') ? posix.join(folder, name) : posix.join('node_modules', name);
  const names = [base, `${base}.json`, `${base}/tsconfig.json`];
  return names.find((path) => path.endsWith('.json') && existsSync(join(root, path))) ?? base;
}
