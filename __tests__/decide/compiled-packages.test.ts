import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree, type Tree } from '../trial/tree.js';

afterAll(removeTrees);

const tree = (compilerOptions: object, more: Tree = {}): Tree => ({
  'package.json': { name: 'made', version: '1.0.0', main: 'dist/index.js', bin: './bin.js' },
  'tsconfig.json': `{ "extends": "./tsconfig.base", "compilerOptions": ${JSON.stringify(compilerOptions)} } // ours`,
  'tsconfig.base.json': { compilerOptions: { target: 'es2019', outDir: './dist' } },
  'src/index.ts': "import fs = require('fs');\nexport const dir = fs.existsSync(__dirname);\n",
  'bin.js': "const { dir } = require('./dist/index');\nconsole.log(dir);\n",
  ...more,
});

test('a package that TypeScript compiles to CommonJS stays as it is', async () => {
  const { files, findings } = await migrateTree(writeTree(tree({ module: 'CommonJS' })));
  expect(files).toEqual({});
  expect(findings.map((f) => f.rule)).toContain('compiled-commonjs');
});

test('one that it only checks, or compiles to ES modules, does not', async () => {
  const checked = await migrateTree(writeTree(tree({ module: 'commonjs', noEmit: true })));
  expect(Object.keys(checked.files)).toContain('bin.js');
  const modules = await migrateTree(writeTree(tree({})));
  expect(Object.keys(modules.files)).toContain('bin.js');
});

const built: Tree = {
  'package.json': {
    name: 'made',
    main: 'lib/index.js',
    scripts: { build: 'babel src -d lib', clean: 'node clean.js' },
  },
  'src/index.js': "export { add } from './add';\n",
  'src/add.js': 'export const add = (a, b) => a + b;\n',
  'clean.js': "const fs = require('fs');\nfs.rmSync('lib', { recursive: true, force: true });\n",
};

test('a package that another tool builds from ES modules stays as it is', async () => {
  const { files, findings } = await migrateTree(writeTree(built));
  expect(files).toEqual({});
  expect(findings.map((f) => f.message)).toEqual([
    'The package stays as it is: its sources are ES modules already, and a build makes lib/index.js of them, for require().',
  ]);
});

test('one whose entry is a source does not, nor one that names what nobody builds', async () => {
  for (const main of ['src/index.js', 'index.js']) {
    const json = { ...(built['package.json'] as object), main };
    const { files } = await migrateTree(writeTree({ ...built, 'package.json': json }));
    expect(Object.keys(files)).toContain('clean.js');
  }
});

test('declarations and tests in TypeScript are no sources', async () => {
  const { 'src/index.ts': source, ...others } = tree({ module: 'commonjs' });
  const root = writeTree({ ...others, 'index.d.ts': 'export const a: number;\n', 'test/a.test.ts': source! });
  const { findings } = await migrateTree(root);
  expect(findings.map((f) => f.rule)).not.toContain('compiled-commonjs');
});

describe('an application in TypeScript stays as it is where something compiles it to CommonJS', () => {
  const app = (json: object, compilerOptions: object | null, more: Tree = {}): Tree => ({
    'package.json': { name: 'app', private: true, ...json },
    ...(compilerOptions === null ? {} : { 'tsconfig.json': { compilerOptions } }),
    'src/index.ts': "import { version } from './version';\nimport fs = require('fs');\nfs.writeSync(1, version);\n",
    'src/version.ts': "export const version: string = '1';\n",
    'src/version.test.ts':
      "import assert = require('assert');\nimport { version } from './version';\nassert.ok(version);\n",
    ...more,
  });
  const messages = async (tree: Tree): Promise<string[]> => {
    const { files, findings } = await migrateTree(writeTree(tree));
    expect(files).toEqual({});
    return findings.map((f) => f.message);
  };
  const commonjs = { module: 'commonjs', outDir: 'dist' };

  test.each<[string, object, object | null, Tree?]>([
    ['ts-node', { scripts: { start: 'ts-node src/index.ts' } }, commonjs],
    ['ts-node', { scripts: { test: 'mocha' } }, null, { '.mocharc.json': { require: 'ts-node/register' } }],
    [
      'ts-jest',
      { scripts: { test: 'jest' } },
      commonjs,
      { 'jest.config.js': "module.exports = { preset: 'ts-jest' };\n" },
    ],
    ['ts-jest', { scripts: { test: 'jest' }, jest: { preset: 'ts-jest' } }, { module: 'esnext' }],
    ['@swc/register', { scripts: { start: 'node -r @swc/register src/index.ts' } }, null],
    ['ts-node-dev', { scripts: { dev: 'ts-node-dev --respawn src/index.ts' } }, { module: 'nodenext' }],
  ])('by %s', async (tool, json, options, more = {}) => {
    expect(await messages(app(json, options, more))).toEqual([
      `The package stays as it is: ${tool} compiles its TypeScript to CommonJS as it is loaded.`,
    ]);
  });

  test('by ts-jest: one test in TypeScript among many in JavaScript', async () => {
    const root = writeTree({
      'package.json': { name: 'lib', main: 'a.js', jest: { preset: 'ts-jest' }, devDependencies: { jest: '29' } },
      'a.js': 'exports.a = 1;\n',
      'test/a.test.ts': "import { a } from '../a';\ntest('a', () => expect(a).toBe(1));\n",
      'test/b.test.js': "const { a } = require('../a');\ntest('a', () => expect(a).toBe(1));\n",
      'test/c.test.js': "const { a } = require('../a');\ntest('a', () => expect(a).toBe(1));\n",
    });
    expect((await migrateTree(root)).files).toEqual({});
  });

  test.each<[string, object, object]>([
    ['a script starts what it wrote', { scripts: { start: 'node dist/index.js' } }, commonjs],
    ['tsc writes it', { scripts: { build: 'rimraf lib && tsc' } }, commonjs],
    ['Node decides by package.json', { scripts: { build: 'tsc' } }, { module: 'nodenext' }],
    ['the configuration is below src', { scripts: { build: 'tsc -p src' } }, { noEmit: true }],
  ])('by tsc: %s', async (_, json, options) => {
    const below = { compilerOptions: { module: 'node16', outDir: '../dist' } };
    const config = 'noEmit' in options ? 'src/tsconfig.json' : 'tsconfig.json';
    expect(await messages(app(json, options, 'noEmit' in options ? { 'src/tsconfig.json': below } : {}))).toEqual([
      `The package stays as it is: ${config} has TypeScript compile it to CommonJS.`,
    ]);
  });

  test('what tsc wrote is no source, even where package.json names it', async () => {
    const tree = app({ main: 'dist/index.js', scripts: { build: 'tsc' } }, commonjs, {
      'dist/index.js': "exports.version = require('./version').version;\n",
      'dist/version.js': "exports.version = '1';\n",
    });
    expect(await messages(tree)).toHaveLength(1);
  });

  test('not where tools read it as it is: tsx, vitest, Node itself, bundlers', async () => {
    for (const start of ['tsx src/index.ts', 'node src/index.ts', 'ts-node --esm src/index.ts', 'vite build']) {
      const { files } = await migrateTree(writeTree(app({ scripts: { start } }, { module: 'esnext', noEmit: true })));
      expect(Object.keys(files)).toContain('src/index.ts');
    }
  });

  test('nor a package in JavaScript that has a type test beside it', async () => {
    const { files } = await migrateTree(
      writeTree({
        'package.json': { name: 'lib', main: 'index.js', scripts: { test: 'tsc && ts-node types/test.ts' } },
        'tsconfig.json': { compilerOptions: { module: 'commonjs' } },
        'index.js': 'exports.a = 1;\n',
        'index.d.ts': 'export const a: number;\n',
        'index.test-d.ts': "import { a } from '.';\nexport const b: number = a;\n",
      }),
    );
    expect(Object.keys(files)).toContain('index.js');
  });
});
