import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

const node = (root: string, ...argv: string[]): string =>
  spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' }).stdout;

test.each([
  ['a loop over paths', "for (const name of ['../tools/sum']) console.log(require(name)(2));\n"],
  ['require.apply', "console.log(require.apply(module, ['../tools/sum'])(2));\n"],
  ['require under another name', "const load = require;\nconsole.log(load('../tools/sum')(2));\n"],
  ['require passed on', "const use = (load, path) => load(path);\nconsole.log(use(require, '../tools/sum')(2));\n"],
])('a module that %s loads gives require() what it gave, whoever imports it', async (_, text) => {
  const root = writeTree({
    'package.json': { private: true, scripts: { start: 'node main.js' } },
    'main.js': "const sum = require('./tools/sum');\nrequire('./lib/use');\nconsole.log(sum(1));\n",
    'lib/use.js': text,
    'tools/sum.js': 'module.exports = function sum(n) {\n  return n + 1;\n};\n',
  });
  await migrateTree(root);
  expect(node(root, 'main.js')).toBe('3\n2\n');
});

const kindOf = "const p = require('.'); Object.getPrototypeOf(p) === Object.prototype && Object.keys(p).length";

test('the main file of a package that exports nothing still gives an object', async () => {
  const root = writeTree({
    'package.json': { name: 'polyfill', version: '1.0.0', main: './index.js' },
    'index.js': "require('./lib/patch');\n",
    'lib/patch.js': "const os = require('os');\nglobalThis.eol = os.EOL;\n",
  });
  const { files } = await migrateTree(root);
  expect(files['index.js']).toBe(
    "import './lib/patch.js';\n\nconst polyfill = {};\nexport { polyfill as default, polyfill as 'module.exports' };\n",
  );
  expect(files['lib/patch.js']).toBe("import os from 'os';\nglobalThis.eol = os.EOL;\n");
  expect(node(root, '-p', kindOf)).toBe('0\n');
});

test('a program that exports nothing gets no exports', async () => {
  const root = writeTree({
    'package.json': { name: 'app', version: '1.0.0', main: 'server.js', scripts: { start: 'node server.js' } },
    'server.js': "const http = require('http');\n\nconsole.log(typeof http.createServer);\n",
  });
  const { files } = await migrateTree(root);
  expect(files['server.js']).toBe("import http from 'http';\n\nconsole.log(typeof http.createServer);\n");
});

test.each([
  ['by require under another name', "const load = require;\nconst lib = load('./lib/hook');\n"],
  ['by a computed require', "const lib = require('./lib/' + (process.argv[2] || 'hook'));\n"],
])('what is loaded %s and written to is one object', async (_, text) => {
  const root = writeTree({
    'package.json': { private: true, scripts: { start: 'node main.js' } },
    'main.js': `${text}lib.hook = () => 'stub';\nconsole.log(lib.callHook());\n`,
    'lib/hook.js': "exports.hook = () => 'original';\nexports.callHook = () => exports.hook();\n",
  });
  await migrateTree(root);
  expect(node(root, 'main.js')).toBe('stub\n');
});

test('a computed import() of which nothing is known gives no exports to tests and programs that have none', async () => {
  const root = writeTree({
    'package.json': {
      name: 'made',
      version: '1.0.0',
      main: 'lib/load.js',
      bin: 'lib/run.js',
      scripts: { test: 'node --test' },
    },
    'lib/load.js': 'exports.load = async (file) => (await import(file)).default;\n',
    'lib/run.js': "#!/usr/bin/env node\nconst { load } = require('./load');\nload('./run.js');\n",
    'lib/load.test.js': "const { load } = require('./load');\nload('fs');\n",
  });
  const { files } = await migrateTree(root);
  expect(files['lib/run.js']).not.toContain('export');
  expect(files['lib/load.test.js']).not.toContain('export');
});
