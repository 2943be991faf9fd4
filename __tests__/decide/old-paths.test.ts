import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

/** Only CommonJS can hold it: it reads the module object. */
const kept = "exports.name = 'kept';\nexports.paths = module.paths.length > 0;\n";

test.each([
  [
    'a path that is put together',
    "const path = require('path');\nconsole.log(require(path.join(__dirname, 'lib', name)).name);\n",
  ],
  ['a path from a list', "for (const file of ['./lib/kept']) console.log(require(file).name);\n"],
  ['require that is handed on', "const [load] = [require];\nconsole.log(load('./lib/kept').name);\n"],
])('a renamed file is found by %s', async (_, text) => {
  const root = writeTree({
    'package.json': { private: true, scripts: { start: 'node main.js' } },
    'main.js': `const name = 'kept';\n${text}`,
    'lib/kept.js': kept,
    'lib/other.js': 'exports.a = 1;\n',
  });
  const { files } = await migrateTree(root);
  expect(files['lib/kept.cjs']).toBe(kept);
  expect(files['lib/kept.js']).toBe(
    "import kept from './kept.cjs';\n\nexport { kept as default, kept as 'module.exports' };\n",
  );
  expect(spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' }).stdout).toBe('kept\n');
  expect((await migrateTree(root)).files).toEqual({});
});

test('who reads the folder finds each file once', async () => {
  const root = writeTree({
    'package.json': { private: true, scripts: { start: 'node main.js' } },
    'main.js':
      "const fs = require('fs');\nfor (const file of fs.readdirSync(__dirname + '/lib')) console.log(require('./lib/' + file).name);\n",
    'lib/kept.js': kept,
  });
  const { files } = await migrateTree(root);
  expect(Object.keys(files)).toEqual(['lib/kept.cjs', 'main.js', 'package.json']);
  expect(spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' }).stdout).toBe('kept\n');
});

test('a kept cycle over two packages is named as CommonJS as a whole', async () => {
  const root = writeTree({
    'package.json': { private: true, scripts: { start: 'node main.js' } },
    'main.js': "const part = require('./nested/part');\nrequire('./lib');\nconsole.log(typeof part.main());\n",
    'lib.js': 'exports.a = 1;\n',
    'nested/package.json': { name: 'nested', private: true },
    'nested/part.js': "exports.main = () => require('../main');\n",
  });
  await migrateTree(root);
  expect(spawnSync(process.execPath, ['main.cjs'], { cwd: root, encoding: 'utf8' }).stdout).toBe('object\n');
  expect((await migrateTree(root)).files).toEqual({});
});

test('a file that looks at its parent has one at its old path', async () => {
  const root = writeTree({
    'package.json': { private: true, scripts: { start: 'node main.js' } },
    'main.js': "const [load] = [require];\nconsole.log(load('./lib/kept').isMain);\n",
    'lib/kept.js':
      'exports.isMain = module.parent === null || module.parent === undefined;\nexports.p = module.parent;\n',
  });
  const { files } = await migrateTree(root);
  expect(files['lib/kept.js']).toContain("createRequire(import.meta.url)('./kept.cjs')");
  expect(spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' }).stdout).toBe('false\n');
});

test('a file that is left as it is finds a renamed one at its old path', async () => {
  const root = writeTree({
    'package.json': {
      name: 'p',
      version: '1.0.0',
      private: true,
      scripts: { start: 'node test/fixtures/app/start.js' },
    },
    'index.js':
      "const other = require('./lib/other');\n\nexports.a = other.a;\nexports.paths = module.paths.length > 0;\n",
    'lib/other.js': 'exports.a = 1;\n',
    'test/fixtures/app/package.json': { name: 'app' },
    'test/fixtures/app/start.js': "console.log(require('../../../').a);\n",
  });
  const { files, findings } = await migrateTree(root);
  expect(Object.keys(files)).toEqual(['index.cjs', 'index.js', 'lib/other.js', 'package.json']);
  expect(findings.filter((f) => f.rule === 'old-path').map((f) => f.message)).toEqual([
    'Stays as a module that passes index.cjs on: test/fixtures/app/start.js loads it, and is left as it is.',
  ]);
  const run = () => spawnSync(process.execPath, ['test/fixtures/app/start.js'], { cwd: root, encoding: 'utf8' }).stdout;
  expect(run()).toBe('1\n');
  expect((await migrateTree(root)).files).toEqual({});
});
