import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { migrateTree, removeTrees, writeTree, type Tree } from '../trial/tree.js';

afterAll(removeTrees);

const lib: Tree = { 'lib.js': 'exports.a = 1;\n' };
/** A test that stays CommonJS. */
const kept = (runner: string): string =>
  `${runner}const { a } = require('../lib');\nmodule.children.length;\ntest('it', (t) => t.is(a, 1));\n`;

test('the snapshots of jest follow a test that is renamed', async () => {
  const root = writeTree({
    ...lib,
    'package.json': { name: 'made', private: true, scripts: { test: 'jest' }, devDependencies: { jest: '^29.0.0' } },
    '__tests__/a.test.js': kept(''),
    '__tests__/b.test.js': "const { a } = require('../lib');\ntest('it', () => expect(a).toMatchSnapshot());\n",
    '__tests__/__snapshots__/a.test.js.snap': '// Jest Snapshot v1\n\nexports[`it 1`] = `1`;\n',
    '__tests__/__snapshots__/b.test.js.snap': '// Jest Snapshot v1\n\nexports[`it 1`] = `1`;\n',
  });
  const { files } = await migrateTree(root);
  expect(files['__tests__/__snapshots__/a.test.cjs.snap']).toBe('// Jest Snapshot v1\n\nexports[`it 1`] = `1`;\n');
  expect(existsSync(join(root, '__tests__/__snapshots__/a.test.js.snap'))).toBe(false);
  expect(existsSync(join(root, '__tests__/__snapshots__/b.test.js.snap'))).toBe(true);
});

test('those of tap have the path of the test in their keys', async () => {
  const snapshot = (name: string): string =>
    `/* IMPORTANT */\n'use strict'\nexports[\`${name} TAP it > must match 1\`] = \`\nexports[\n\`\n`;
  const root = writeTree({
    ...lib,
    'package.json': { name: 'made', private: true, scripts: { test: 'tap' }, devDependencies: { tap: '^15.0.0' } },
    'test/a.js': kept("const { test } = require('tap');\n"),
    'test/b.js': "const { test } = require('tap');\nconst { a } = require('../lib');\ntest('it', (t) => t.is(a, 1));\n",
    'tap-snapshots/test/a.js.test.cjs': snapshot('test/a.js'),
    'tap-snapshots/test/a.js-as-root.test.cjs': snapshot('test/a.js as-root'),
    'tap-snapshots/test-a.js-TAP.test.js': snapshot('test/a.js'),
    'tap-snapshots/test/ab.js.test.cjs': snapshot('test/ab.js'),
  });
  const { files } = await migrateTree(root);
  expect(files).toMatchObject({
    'tap-snapshots/test/a.cjs.test.cjs': snapshot('test/a.cjs'),
    'tap-snapshots/test/a.cjs-as-root.test.cjs': snapshot('test/a.cjs as-root'),
    'tap-snapshots/test-a.cjs-TAP.test.js': snapshot('test/a.cjs'),
    'tap-snapshots/package.json': '{\n  "type": "commonjs"\n}\n',
  });
  const second = await migrateTree(root);
  expect(second.files).toEqual({});
});

test("ava's are binary", async () => {
  const root = writeTree({
    ...lib,
    'package.json': { name: 'made', private: true, scripts: { test: 'ava' }, devDependencies: { ava: '^3.0.0' } },
    'test/a.js': kept("const test = require('ava');\n"),
    'test/snapshots/a.js.snap': 'AVA Snapshot v1\0',
  });
  const { files, findings } = await migrateTree(root);
  expect(Object.keys(files)).toContain('test/a.cjs');
  expect(findings.filter((f) => f.rule === 'lost-snapshot').map((f) => `${f.severity} ${f.file}`)).toEqual([
    'warning test/a.js',
  ]);
});
