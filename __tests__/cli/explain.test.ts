import { resolve } from 'node:path';
import type { Explanation } from '../../src/explain/explain.js';
import { runCommand, tempTree } from './command-harness.js';

const cwd = resolve('examples/legacy-shop');

const explain = async (place: string, ...options: string[]) =>
  (await runCommand(['explain', place, ...options], { cwd })).stdout;

test('a module says who needs its form, and where', async () => {
  expect(await explain('src/plugins/index.js:3')).toBe(
    `src/plugins/index.js:3 require('../logger') becomes a named import (createLogger) of '../logger.js'. [import-named]
  because no statement before it and its own load can see each other, so it may load first
  because its target exports one value (src/logger.js)
  because its value is called (src/plugins/index.js:8)
`,
  );
  expect(await explain('src/cart.js')).toContain(
    `src/cart.js exports one value, by its own name (Cart). [exports-value]
  because module.exports is one value
  because src/app.js uses what it exports as a class (src/app.js:36)
`,
  );
});

test('a request that stays says why, and what would make it an import', async () => {
  expect(await explain('src/config/index.js:24')).toBe(
    `src/config/index.js:24 require('./env/' + name) stays a require() call where it is. [require-kept]
  because the specifier is computed
  because its value is used as a whole (src/config/index.js:24)
  instead An import needs its specifier written out.

src/config/index.js:24:12 info: require() stays, by createRequire: the specifier is computed (line 24). [require-kept]
  Nothing has to be done: it loads what it loaded, when it did.
`,
  );
});

test('a file that stays CommonJS says why', async () => {
  expect(await explain('.eslintrc.js')).toBe(
    `.eslintrc.js stays CommonJS, as .eslintrc.cjs. [kept-commonjs]
  because its tool reads it with require()
  because its roles: cjs-config
`,
  );
  const root = tempTree({
    'package.json': '{ "name": "p", "private": true }',
    'a.js': `'use strict';\n\nexports.id = module.id;\n`,
    'b.js': `exports.a = require('./a');\n`,
  });
  const { stdout } = await runCommand(['explain', 'a.js'], { cwd: root });
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    'a.js stays CommonJS, as a.cjs. [module-object]',
    '  because it reads module.id (a.js:3)',
    '  instead Rewrite this place by hand and run again, or leave the file as it is.',
  ]);
});

test('--format json gives every decision with its rule, lines and facts', async () => {
  const explanation = JSON.parse(await explain('src/cart.js', '--format', 'json')) as Explanation & { version: number };
  expect(explanation).toMatchObject({
    version: 1,
    file: 'src/cart.js',
    newFile: 'src/cart.js',
    line: null,
    findings: [],
  });
  expect(explanation.decisions.map(({ about, rule, lines }) => [about, rule, lines?.first ?? null])).toEqual([
    ['file', 'convert', null],
    ['exports', 'exports-value', 52],
    ['request', 'import-namespace', 3],
    ['request', 'import-namespace', 4],
    ['request', 'import-namespace', 5],
  ]);
  expect(explanation.decisions[1]!.facts[1]).toEqual({
    text: 'src/app.js uses what it exports as a class',
    file: 'src/app.js',
    line: 36,
  });
});

test('a line without decisions gets those about the file', async () => {
  expect(await explain('src/plugins/index.js:2')).toBe(
    'src/plugins/index.js becomes an ES module. [convert]\n  because nothing in it needs CommonJS\n',
  );
});

test('places that are no source files are bad usage', async () => {
  const failing = async (...argv: string[]): Promise<[number, string]> => {
    const { code, stderr } = await runCommand(['explain', ...argv], { cwd });
    return [code, stderr];
  };
  expect(await failing('nope.js')).toEqual([
    2,
    'esmigrate: no such file: nope.js. Give its path relative to the current folder.\n',
  ]);
  expect(await failing('README.md')).toEqual([
    2,
    'esmigrate: README.md is not a source file of this project (ignored files and data have no decisions).\n',
  ]);
  expect(await failing()).toEqual([2, "esmigrate: missing required argument 'file[:line]'. See esmigrate --help.\n"]);
});
