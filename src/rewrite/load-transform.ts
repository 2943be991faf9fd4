import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { API, FileInfo, Options, Parser } from 'jscodeshift';
import { UserError } from '../finding.js';

/** Somebody's jscodeshift transform, as its module exports it. */
export interface LoadedTransform {
  run(file: FileInfo, api: API, options: Options): unknown;
  /** The parser that the module asks for. */
  parser: string | Parser | undefined;
}

/**
 * Loads a jscodeshift transform. As with the jscodeshift command, its file may be CommonJS, an ES module, or either
 * with TypeScript or Flow types, and may import its neighbours without extensions: all but `.mjs` goes through Babel
 * with jscodeshift's own presets.
 * @param path absolute path
 * @throws {UserError} the file cannot be loaded or exports no function
 */
export async function loadTransform(path: string): Promise<LoadedTransform> {
  let exported: unknown;
  try {
    exported = extname(path) === '.mjs' ? await import(pathToFileURL(path).href) : requireThroughBabel(path);
  } catch (error) {
    const reason = ((error as Partial<Error> | null)?.message ?? String(error)).split('\n')[0];
    throw new UserError(`cannot load the transform ${path}: ${reason}`, { cause: error });
  }
  const { default: main, parser } = (exported ?? {}) as { default?: unknown; parser?: string | Parser };
  const run = typeof main === 'function' ? main : exported;
  if (typeof run !== 'function') {
    throw new UserError(
      `${path} is no jscodeshift transform: it exports no function. Export function (file, api, options).`,
    );
  }
  return { run: run as LoadedTransform['run'], parser: parser ?? (run as { parser?: string | Parser }).parser };
}

function requireThroughBabel(path: string): unknown {
  const require = createRequire(import.meta.url);
  // Resolved from jscodeshift, whose dependencies they are.
  const requireOfJscodeshift = createRequire(require.resolve('jscodeshift'));
  const load = (name: string) => requireOfJscodeshift(name) as { default: unknown };
  const register = load('@babel/register').default as (options: object) => void;
  const home = packageFolder(path);
  register({
    configFile: false,
    babelrc: false,
    // A dry run writes nothing, caches included.
    cache: false,
    // Nothing but the transform and its neighbours: what they depend on is loaded as it is.
    only: [(file: string) => !/^\.\.|node_modules/.test(relative(home, file))],
    presets: [load(/\.[cm]?tsx?$/.test(path) ? '@babel/preset-typescript' : '@babel/preset-flow').default],
    plugins: [load('@babel/plugin-transform-modules-commonjs').default],
    extensions: ['.js', '.cjs', '.jsx', '.ts', '.cts', '.tsx'],
  });
  return require(path);
}

/** The folder of the nearest package.json, else the file's own. */
function packageFolder(path: string): string {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return dirname(path);
  }
}
