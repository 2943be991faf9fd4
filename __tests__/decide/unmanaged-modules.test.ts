import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree, type Tree } from '../trial/tree.js';

afterAll(removeTrees);

const tree: Tree = {
  'package.json': { name: 'made', private: true, main: 'main.js' },
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.gitignore': 'lib/parser.js\ngen\nconfig.js\n',
  'lib/parser.js': 'exports.parse = (text) => text.length;\n',
  'lib/index.js':
    "const { parse } = require('./parser');\nexports.run = (text) => parse(text) + require('../gen/tables');\n",
  'lib/deep/a.js': 'exports.a = 1;\n',
  'gen/tables.js': 'module.exports = 10;\n',
  'main.js':
    "const { run } = require('./lib');\nconst { a } = require('./lib/deep/a');\nconsole.log(run('text'), a);\n",
};

const print = (root: string) => {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'main.js')], { encoding: 'utf8' });
  return { status, stdout };
};

test('the folder of a CommonJS file that git ignores stays CommonJS', async () => {
  const root = writeTree(tree);
  const { files, findings } = await migrateTree(root);
  expect(files['main.js']).toContain("import api from './lib/index.js';");
  expect(files['lib/package.json']).toBe('{\n  "type": "commonjs"\n}\n');
  expect(files['gen/package.json']).toBe('{\n  "type": "commonjs"\n}\n');
  expect(Object.keys(files).filter((path) => path.startsWith('lib/'))).toEqual(['lib/package.json']);
  expect(findings.filter((f) => f.rule === 'unmanaged-module').map((f) => `${f.file}:${f.line}`)).toEqual([
    'lib/index.js:1',
    'lib/index.js:2',
  ]);
  expect(print(root)).toEqual({ status: 0, stdout: '14 1\n' });
});

test('where the folder is that of the package, the package stays', async () => {
  const main = "const config = require('./config');\nconst { a } = require('./lib/deep/a');\nconsole.log(config, a);\n";
  const root = writeTree({ ...tree, 'main.js': main, 'config.js': "module.exports = 'secret';\n" });
  const { files, findings } = await migrateTree(root);
  expect(files).toEqual({});
  expect(findings.map((f) => f.rule)).toContain('unmanaged-module');
  expect(print(root)).toEqual({ status: 0, stdout: 'secret 1\n' });
});

test('a file that is no CommonJS, or has a package.json of its own, changes nothing', async () => {
  const main = "require('./config');\nexports.tables = require('./gen/tables');\nconsole.log(exports.tables);\n";
  const root = writeTree({
    ...tree,
    'lib/index.js': 'exports.b = 1;\n',
    'main.js': main,
    'config.js': 'globalThis.a = 1;\n',
    'gen/package.json': {},
  });
  const { files, findings } = await migrateTree(root);
  expect(Object.keys(files)).toContain('lib/deep/a.js');
  expect(findings.map((f) => f.rule)).not.toContain('unmanaged-module');
  expect(print(root)).toEqual({ status: 0, stdout: '10\n' });
});
