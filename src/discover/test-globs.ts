import { parse } from 'jsonc-parser';
import { packageText } from './package-text.js';
import type { Package } from './project.js';
import { commandsOf } from './script-words.js';
import { isObject, strings } from './text.js';

/**
 * Globs and files that test runners are told to load by their configuration: mocha's `spec`, `require` and `file`, jest's
 * `testMatch` and setup files, ava's `files` and `require`. JavaScript configurations are not run, so what they compute is
 * not known; the runners' conventions cover the usual cases.
 */
export function testGlobs(root: string, pack: Package): string[] {
  const read = (name: string): string => packageText(root, pack, name);
  const json = (name: string): unknown => parse(read(name) || '{}');
  const mocha = [json('.mocharc.json'), json('.mocharc.jsonc'), pack.json.mocha];
  const words = ['.mocharc.yml', '.mocharc.yaml', 'test/mocha.opts'].flatMap((name) => pathWords(read(name)));
  const jest = [pack.json.jest, json('jest.config.json')];
  return [
    ...fields(mocha, ['spec', 'require', 'file']),
    ...words,
    ...fields(jest, ['testMatch', 'setupFiles', 'setupFilesAfterEnv', 'globalSetup', 'globalTeardown']).map(
      fromRootDir,
    ),
    ...fields([pack.json.ava], ['files', 'require']),
  ].filter((glob) => !glob.startsWith('!'));
}

/**
 * The modules that jest itself loads by `require()`, also where tests are ES modules: `snapshotSerializers`, `resolver`.
 * Source: jest-circus's adapter, jest-resolve.
 */
export function requiredByJest(root: string, pack: Package): string[] {
  const names = ['snapshotSerializers', 'resolver'];
  const read = (name: string): string => packageText(root, pack, name);
  const inJson = fields([pack.json.jest, parse(read('jest.config.json') || '{}')], names);
  const inCode = ['jest.config.js', 'jest.config.cjs'].flatMap((name) =>
    [...read(name).matchAll(/\b(?:snapshotSerializers|resolver)\s*:\s*(\[[^\]]*\]|'[^']*'|"[^"]*")/g)].flatMap(
      (match) => [...match[1]!.matchAll(/['"]([^'"]+)['"]/g)].map((string) => string[1]!),
    ),
  );
  return [...inJson, ...inCode].map(fromRootDir);
}

function fields(blocks: unknown[], names: string[]): string[] {
  return blocks.flatMap((block) => (isObject(block) ? names.flatMap((name) => strings(block[name])) : []));
}

/** Words of a YAML or `.opts` file that look like paths. */
function pathWords(text: string): string[] {
  return commandsOf(text)
    .flat()
    .map((word) => word.text)
    .filter((word) => /[/*]|\.[cm]?js$/.test(word));
}

function fromRootDir(glob: string): string {
  return glob.replace(/^<rootDir>\/?/, './');
}
