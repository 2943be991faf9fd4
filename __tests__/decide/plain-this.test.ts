import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'esmigrate-plain-this-'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function renamed(files: Record<string, string>): Promise<string[]> {
  for (const [path, text] of Object.entries({ 'package.json': '{ "private": true }', ...files }))
    writeFileSync(join(root, path), text);
  const { changes } = await migrate(root, defaultOptions);
  return changes.filter((c) => c.newPath !== c.path).map((c) => c.newPath);
}

const caller = "const { make } = require('./make');\nmake({ size: 1 });\n";

test('a sloppy function that reads this and is called plainly elsewhere keeps its file CommonJS', async () => {
  const make = 'exports.make = function (options) {\n  this.size = options.size;\n  return this;\n};\n';
  expect(await renamed({ 'caller.js': caller, 'make.js': make })).toEqual(['make.cjs']);
});

test.each([
  ['in strict code', "'use strict';\nexports.make = function (o) {\n  return this ? this.size : o.size;\n};\n"],
  [
    'with a test for new',
    'exports.make = function Make(o) {\n  if (!(this instanceof Make)) return new Make(o);\n  this.size = o.size;\n};\n',
  ],
])('the same function %s becomes an ES module', async (_, make) => {
  expect(await renamed({ 'caller.js': caller, 'make.js': make })).toEqual([]);
});

test('called with new, or as a method, it becomes an ES module', async () => {
  const make = 'exports.make = function (options) {\n  this.size = options.size;\n};\n';
  const uses =
    "const { make } = require('./make');\nconst all = require('./make');\nnew make({ size: 1 });\nconsole.log(all);\n";
  expect(await renamed({ 'caller.js': uses, 'make.js': make })).toEqual([]);
});
