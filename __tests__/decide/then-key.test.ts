import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

test("a main file that exports 'then' still ends when it is started", async () => {
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', main: './main.js' },
    'main.js': "require('./lib');\nexports.then = (n) => n;\nconsole.log('main');\n",
    'lib.js': 'exports.a = 1;\n',
  });
  const { files } = await migrateTree(root);
  expect(Object.keys(files).sort()).toEqual(['lib.js', 'main.cjs', 'package.json']);
  const run = spawnSync(process.execPath, ['main.cjs'], { cwd: root, encoding: 'utf8' });
  expect(run).toMatchObject({ status: 0, stdout: 'main\n' });
});

test("inside a package the exports with a 'then' are one object", async () => {
  const root = writeTree({
    'package.json': { private: true, scripts: { start: 'node main.js' } },
    'main.js': "const lib = require('./lib');\n\nconsole.log(lib.then(1));\n",
    'lib.js': 'exports.then = (n) => n + 1;\n',
  });
  const { files } = await migrateTree(root);
  expect(files['lib.js']).not.toMatch(/export .*\bthen\b/);
  expect(spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' }).stdout).toBe('2\n');
});

test("a module whose 'then' is called by import() stays CommonJS", async () => {
  const root = writeTree({
    'package.json': { private: true, scripts: { start: 'node main.js' } },
    'main.js': "require('./other');\nimport('./lib.js').then(console.log);\n",
    'lib.js': "exports.then = (done) => done('called');\n",
    'other.js': 'exports.a = 1;\n',
  });
  const run = (): string => spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' }).stdout;
  const before = run();
  const { files } = await migrateTree(root);
  expect(Object.keys(files)).toEqual(['lib.cjs', 'main.js', 'other.js', 'package.json']);
  expect(before).toBe('called\n');
  expect(run()).toBe(before);
});
