import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

/** The files that stay CommonJS, of a program whose `main.js` uses `./lib`. */
async function kept(lib: string, main: string): Promise<string[]> {
  const root = writeTree({
    'package.json': { private: true, scripts: { start: 'node main.js' } },
    'main.js': main,
    'lib.js': lib,
    'passed.js': "module.exports = require('./lib');\n",
  });
  const { findings } = await migrateTree(root);
  return findings.filter((f) => f.rule === 'sloppy-code').map((f) => `${f.file}:${f.line}`);
}

const use = "const lib = require('./lib');\n";

test.each([
  ['a frozen object', 'module.exports = Object.freeze({ a: 1 });\n', `${use}lib.a = 2;\n`],
  ['exports that are frozen', 'exports.a = 1;\nObject.freeze(exports);\n', `${use}lib.b = 2;\n`],
  [
    'a variable that is frozen',
    'const all = { a: 1 };\nmodule.exports = Object.freeze(all);\n',
    `${use}delete lib.a;\n`,
  ],
  ['a member that is frozen', 'exports.config = Object.freeze({ a: 1 });\n', `${use}lib.config.a = 2;\n`],
  [
    'a frozen member that is taken out',
    'const config = Object.freeze({ a: 1 });\nmodule.exports = { config };\n',
    "const { config } = require('./lib');\nconfig.a++;\n",
  ],
  ['a member with a getter only', 'module.exports = { get a() { return 1; } };\n', `${use}lib.a = 2;\n`],
  [
    'a defined member',
    "Object.defineProperty(exports, 'a', { value: 1 });\n",
    `${use}function set() {\n  lib.a = 2;\n}\nset();\n`,
  ],
  ['a string', "exports.name = 'x';\n", `${use}lib.name.length = 2;\n`],
  [
    'what another file hands on',
    'exports.o = Object.freeze({});\n',
    "const lib = require('./passed');\nlib.o.a = 2;\n",
  ],
])('a write to %s of another module stays sloppy', async (_, lib, main) => {
  expect(await kept(lib, main)).toEqual([expect.stringMatching(/^main\.js:/)]);
});

test('a write to exports of its own that are frozen stays sloppy', async () => {
  expect(await kept('exports.a = 1;\nObject.freeze(exports);\nexports.b = 2;\n', use)).toEqual(['lib.js:3']);
});

test.each([
  ['strict code', 'module.exports = Object.freeze({ a: 1 });\n', `'use strict';\n${use}try { lib.a = 2; } catch {}\n`],
  ['a member that can be written', 'module.exports = { o: {}, get a() { return 1; } };\n', `${use}lib.o.a = 2;\n`],
  ['what frozen exports hold', 'module.exports = Object.freeze({ o: {} });\n', `${use}lib.o.a = 2;\n`],
  ['a member that is set again', "exports.a = 'x';\nexports.a = {};\n", `${use}lib.a.b = 2;\n`],
])('%s: a write that does not fail in silence', async (_, lib, main) => {
  expect(await kept(lib, main)).toEqual([]);
});
