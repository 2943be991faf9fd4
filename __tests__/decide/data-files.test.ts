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

test('a script that requires what is nowhere is data, and no test that shows where a runner looks', async () => {
  const fixture = "require('test');\nvar a = require('nothing');\nexports.a = a;\n";
  const files = { 'test/main.js': byGlobals, 'test/data/one.js': fixture, 'test/data/two.js': 'test = () => 1;\n' };
  expect(await changed({ ...files, 'test/data/_three.js': data })).toEqual(['test/main.js']);
});

test('a path that leads nowhere may be that of a build', async () => {
  const text = "const test = require('tape');\nconst a = require('../dist/a');\ntest('a', (t) => t.end(a));\n";
  expect(await changed({ 'test/a.test.js': text })).toEqual(['test/a.test.js']);
});

test.each<[string, string, string[]]>([
  ['reads', 'text = fs.readFileSync(file)', []],
  ['loads', 'text = require(path.resolve(file))', ['test/saved/zip/index.js']],
])('a script below a folder whose files a test lists and %s', async (_, use, expected) => {
  const test = `const fs = require('fs');
const path = require('path');
const m = require('..');
const each = (dir, run) => fs.readdirSync(dir).forEach((name) => run(path.join(dir, name)));
let text;
it('unpacks', () => each(path.join(__dirname, 'saved'), (dir) => each(dir, (file) => { ${use}; m(text); })));
`;
  const saved = "var fs = require('fs');\nexports.index = fs;\n";
  const files = await changed({ 'test/main.js': test, 'test/saved/zip/index.js': saved });
  expect(files.filter((path) => path.startsWith('test/saved'))).toEqual(expected);
});
