import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

const data = "module.exports = ['*', '**'];\n";
const byGlobals = "const m = require('..');\ndescribe('m', () => it('runs', () => m()));\n";
const byPackage = "const test = require('tape');\ntest('runs', (t) => t.end());\n";

async function changed(files: Record<string, string>, script = 'mocha'): Promise<string[]> {
  const manifest = { name: 'made', main: 'index.js', scripts: { test: script } };
  const root = writeTree({ 'package.json': manifest, 'index.js': 'module.exports = () => 1;\n', ...files });
  return Object.keys((await migrateTree(root)).files).filter((path) => path.startsWith('test/'));
}

test('a script that no code loads is data', async () => {
  expect(await changed({ 'test/main.js': byGlobals, 'test/data/_patterns.js': data })).toEqual(['test/main.js']);
});

test.each(["'use strict';\nvar a = 1;\n", 'a = 1;\n', 'void (function () {}).call(this);\n', 'var a = 1;\n'])(
  'so is a script of no module: %j',
  async (script) => {
    expect(await changed({ 'test/main.js': byGlobals, 'test/data/one.js': script })).toEqual(['test/main.js']);
  },
);

test.each([
  ['mocha', byGlobals],
  ['tape', byPackage],
])('where %s finds tests by their folder, it loads their neighbours, too', async (_, text) => {
  expect(await changed({ 'test/main.js': text, 'test/_patterns.js': data })).toEqual([
    'test/_patterns.js',
    'test/main.js',
  ]);
});

test('a test that is found by its name, or named, says nothing of its neighbours', async () => {
  expect(await changed({ 'test/main.test.js': byGlobals, 'test/data.js': data })).toEqual(['test/main.test.js']);
  expect(await changed({ 'test/main.js': byGlobals, 'test/data.js': data }, 'mocha test/main.js')).toEqual([
    'test/main.js',
  ]);
});
