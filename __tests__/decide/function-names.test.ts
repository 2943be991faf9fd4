import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

const lib =
  'exports.f = function () {};\nexports.K = class {\n  constructor() {\n    this.n = 1;\n  }\n};\nexports.n = 1;\n';

/** Migrates a program and runs it before and after. */
async function run(
  main: string,
  other: string,
): Promise<{ before: string; after: string; files: Record<string, string> }> {
  const root = writeTree({
    'package.json': { private: true, scripts: { start: 'node main.js' } },
    'main.js': main,
    'lib.js': other,
  });
  const start = (): string => spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' }).stdout;
  const before = start();
  const { files } = await migrateTree(root);
  return { before, after: start(), files };
}

test.each([
  ['the whole object', "const lib = require('./lib');\nconsole.log(lib);\n"],
  ['a member', "const lib = require('./lib');\nconsole.log('f', lib.f);\n"],
  ['a destructured member', "const { f } = require('./lib');\nconsole.log(f);\n"],
  ['an instance', "const lib = require('./lib');\nconsole.log(new lib.K());\n"],
  [
    'with util.inspect',
    "const util = require('util');\nconst lib = require('./lib');\nconsole.log(util.inspect(lib.f));\n",
  ],
])('a function without a name is printed without one: %s', async (_, main) => {
  const { before, after } = await run(main, lib);
  expect(after).toBe(before);
});

test('a module that is such a function', async () => {
  const { before, after } = await run(
    "const f = require('./lib');\nconsole.log(f);\n",
    'module.exports = function () {};\n',
  );
  expect(before).toBe('[Function (anonymous)]\n');
  expect(after).toBe(before);
});

test('where nobody looks it is a plain declaration', async () => {
  const { files } = await run("const lib = require('./lib');\nconsole.log(lib.f(), lib.n, new lib.K().n);\n", lib);
  expect(files['lib.js']).toMatch(/^export function f\(\) \{\}\nexport class K \{/);
});

test('a variable that a function reads before its require is undefined there', async () => {
  const main = "console.log(probe());\nvar lib = require('./lib');\nfunction probe() {\n  return typeof lib;\n}\n";
  const { before, after } = await run(main, 'exports.n = 1;\n');
  expect(before).toBe('undefined\n');
  expect(after).toBe(before);
});
