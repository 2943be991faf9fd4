import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree, type Tree } from '../trial/tree.js';

afterAll(removeTrees);

const tree = (body: string, more: Tree = {}): Tree => ({
  'package.json': { name: 'made', main: 'index.js', scripts: { test: 'mocha' }, devDependencies: { tap: '^16.0.0' } },
  'index.js': 'module.exports = (file) => require(file);\n',
  'test/other.js': "const made = require('..');\nit('runs', () => made('path'));\n",
  'test/lib/deep.js': "const made = require('../..');\nit('runs', () => made('path'));\n",
  'test/config.js': `const fs = require('fs');
const path = require('path');
const { spawn } = require('child_process');
${body}`,
  ...more,
});

async function migrated(body: string, more: Tree = {}): Promise<{ folders: string[]; findings: string[] }> {
  const { files, findings } = await migrateTree(writeTree(tree(body, more)));
  return {
    folders: Object.keys(files)
      .filter((path) => path.endsWith('/package.json'))
      .map((path) => path.replace('/package.json', '')),
    findings: findings
      .filter(({ rule, severity }) => rule === 'written-script' && severity === 'warning')
      .map((f) => `${f.file}:${f.line}`),
  };
}

const text = "'module.exports = { a: 1 }'";

test.each([
  [
    "const tmpDir = path.join(__dirname, '.tmp_' + Date.now());\nconst file = path.join(tmpDir, 'made.config.js');\n",
    'file',
  ],
  ['', "path.resolve(__dirname, `.tmp${process.pid}`, 'made.js')"],
  ['', '`${__dirname}/made/${process.pid}/made.js`'],
  ["const { join } = require('path');\n", "join(process.cwd(), 'test', 'made.js')"],
  ['', "'test/made.js'"],
])('a folder of tests stays CommonJS where a test writes such scripts below it: %s%s', async (lines, path) => {
  const write = `it('starts', () => { fs.writeFileSync(${path}, ${text}); spawn('node', ['made.js']); });\n`;
  expect(await migrated(`${lines}${write}`)).toEqual({ folders: ['test'], findings: [] });
});

test('the nearest folder that exists is enough', async () => {
  const body = `it('starts', () => { fs.writeFileSync(path.join(__dirname, 'lib/made.js'), ${text}); spawn('node'); });\n`;
  expect(await migrated(body)).toEqual({ folders: ['test/lib'], findings: [] });
});

test('a script that nothing may load, or that is not seen to be CommonJS, keeps no folder', async () => {
  const write = (given: string): string => `it('writes', () => fs.writeFileSync(__dirname + '/made.js', ${given}));\n`;
  expect(await migrated(write(text), { 'test/config.js': `const fs = require('fs');\n${write(text)}` })).toEqual({
    folders: [],
    findings: [],
  });
  expect(await migrated(write('process.argv[2]'))).toEqual({ folders: [], findings: ['test/config.js:4'] });
});

test('a script beside package.json, or in a folder of the library, is a finding', async () => {
  const write = (path: string): string =>
    `it('starts', () => { fs.writeFileSync(${path}, ${text}); spawn('node'); });\n`;
  const finding = { folders: [], findings: ['test/config.js:4'] };
  expect(await migrated(write("path.join(__dirname, '..', 'made.js')"))).toEqual(finding);
  const lib = { 'lib/a.js': 'exports.a = 1;\n' };
  expect(await migrated(write("path.join(process.cwd(), 'lib', 'made.js')"), lib)).toEqual(finding);
});

test('a temporary folder that is somewhere else is none of ours', async () => {
  const body = `const tmp = require('os').tmpdir();\nit('starts', () => { fs.writeFileSync(path.join(tmp, 'made.js'), ${text}); spawn('node'); });\n`;
  expect(await migrated(body)).toEqual({ folders: [], findings: [] });
});

test.each([
  ['{ lib: { "made.js": "module.exports = 1" } }', ['test']],
  ['{ lib: { "made.js": "module.exports = 1", "package.json": "{}" } }', []],
  ['{ "made.js": "text" }', []],
])("tap's t.testdir(%s) writes beside the test", async (given, folders) => {
  const body = `const t = require('tap');\nt.test('starts', (t) => { spawn('node', [t.testdir(${given})]); t.end(); });\n`;
  expect(await migrated(body)).toEqual({ folders, findings: [] });
});
