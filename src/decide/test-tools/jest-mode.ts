import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { packagesAround } from '../../discover/packages.js';
import { commandsOf, scriptTexts, toolName } from '../../discover/script-words.js';
import type { Package, Project } from '../../discover/project.js';
import { isObject } from '../../discover/text.js';
import type { Resolver } from '../../link/resolve.js';
import { majorVersion } from '../packages/installed-version.js';

/**
 * How jest runs the modules of a package once they are ES modules:
 * `vm-modules`: as they are, through Node's vm modules; `compiled`: a transformer turns them into CommonJS first.
 */
export interface JestMode {
  kind: 'vm-modules' | 'compiled';
  /** The transformer that makes CommonJS of them, or null. */
  compiler: string | null;
  /** babel-jest moves `jest.mock` calls above all other statements of a file. */
  hoists: boolean;
  /** The major version that is installed, or that package.json asks for; null when neither says. */
  major: number | null;
  /** The text of its configuration. */
  config: string;
  /** The package that configures jest. */
  pack: Package;
}

/**
 * How a package's tests run under jest; null when it does not use jest. Configurations in JavaScript are read as text.
 * Source: jest's documentation ("ECMAScript Modules", "Code Transformation").
 */
export function jestMode(project: Project, resolver: Resolver, pack: Package): JestMode | null {
  const owner = packagesAround(project.packages, pack).find((p) => usesJest(p) || wrapperOf(project, p) !== null);
  if (!owner) return null;
  const config = jestConfig(project, owner);
  const compiler = compilerOf(project, owner, config);
  const isNative = scriptTexts(owner.json).some((s) => s.includes('--experimental-vm-modules'));
  return {
    kind: compiler === null || isNative ? 'vm-modules' : 'compiled',
    compiler,
    hoists: !/transform['"]?\s*:/.test(config) || config.includes('babel-jest'),
    major: jestMajor(resolver, owner),
    config,
    pack: owner,
  };
}

/** Some packages have the command alone (jest-cli), or a tool that brings jest: its parts have the same version. */
function jestMajor(resolver: Resolver, { dir, json }: Package): number | null {
  const from = posix.join(dir, 'package.json');
  for (const name of ['jest', 'jest-cli', 'jest-runtime']) {
    const major = majorVersion(resolver, from, json, name);
    if (major !== null) return major;
  }
  return null;
}

/** What turns a package's ES modules into CommonJS before jest runs them; null when nothing does. */
export function jestCompiler(project: Project, pack: Package): string | null {
  const owner =
    packagesAround(project.packages, pack).find((p) => usesJest(p) || wrapperOf(project, p) !== null) ?? pack;
  return compilerOf(project, owner, jestConfig(project, owner));
}

function usesJest(pack: Package): boolean {
  const { json } = pack;
  const names = [json.dependencies, json.devDependencies].flatMap((d) => Object.keys(d ?? {}));
  if (names.includes('jest') || names.includes('jest-cli') || names.includes('@jest/globals')) return true;
  return scriptTexts(json).some((s) =>
    commandsOf(s).some((command) => command.some((word) => toolName(word) === 'jest')),
  );
}

/**
 * A tool that runs jest with a configuration of its own (`react-scripts test`): what a script starts, and has jest among
 * its dependencies.
 */
function wrapperOf({ root }: Project, { dir, json }: Package): { name: string; compiles: boolean } | null {
  for (const word of scriptTexts(json)
    .flatMap(commandsOf)
    .flatMap((command) => command.slice(0, 4))) {
    if (!/^[\w@][\w./-]*$/.test(word.text)) continue;
    const places = [dir, ''].map((folder) => join(root, folder, 'node_modules', toolName(word), 'package.json'));
    const manifest = places.find((path) => existsSync(path));
    const dependencies = manifest === undefined ? {} : dependenciesIn(readFileSync(manifest, 'utf8'));
    if (!('jest' in dependencies) && !('jest-cli' in dependencies)) continue;
    return { name: toolName(word), compiles: 'babel-jest' in dependencies || '@swc/jest' in dependencies };
  }
  return null;
}

function dependenciesIn(manifest: string): object {
  const json: unknown = JSON.parse(manifest);
  return isObject(json) && isObject(json.dependencies) ? json.dependencies : {};
}

/** The texts of a package's jest configuration. */
function jestConfig(project: Project, pack: Package): string {
  const names = ['js', 'cjs', 'mjs', 'ts', 'json'].map((extension) => `jest.config.${extension}`);
  return [JSON.stringify(pack.json.jest ?? {}), ...textsOf(project, pack, names)].join('\n');
}

function textsOf(project: Project, pack: Package, names: string[]): string[] {
  const paths = names.map((name) => join(project.root, pack.dir, name)).filter((path) => existsSync(path));
  return paths.map((path) => readFileSync(path, 'utf8'));
}

const babelFiles = [
  '.babelrc',
  '.babelrc.json',
  '.babelrc.js',
  '.babelrc.cjs',
  'babel.config.json',
  'babel.config.js',
  'babel.config.cjs',
];

/** What turns ES modules into CommonJS before jest runs them; null when nothing does. */
function compilerOf(project: Project, pack: Package, config: string): string | null {
  if (/useESM['"]?\s*:\s*true|extensionsToTreatAsEsm/.test(config)) return null;
  // ts-jest leaves JavaScript alone, but for its presets with `js`.
  const named = /ts-jest\/presets\/js-with|@swc\/jest|@sucrase\/jest-plugin|esbuild-jest|react-scripts/.exec(
    config,
  )?.[0];
  if (named !== undefined) return named;
  const wrapper = wrapperOf(project, pack);
  if (wrapper?.compiles && !/transform['"]?\s*:/.test(config)) return wrapper.name;
  // An empty table of transformers switches babel-jest off.
  if (/transform['"]?\s*:\s*\{\s*\}/.test(config)) return null;
  const babel = [JSON.stringify(pack.json.babel ?? null), ...textsOf(project, pack, babelFiles)].join('\n');
  const makesCommonJs = /preset-env|['"]@babel\/env['"]|modules-commonjs|preset-react-app/;
  if (makesCommonJs.test(babel) && !/modules['"]?\s*:\s*false/.test(babel)) return 'babel-jest';
  return null;
}
