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
