import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree, type Tree } from './tree.js';

afterAll(removeTrees);

test('a dependency that looks at the module that required it is required', async () => {
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', private: true, dependencies: { where: '1', tool: '1', plain: '1' } },
    'node_modules/where/package.json': { name: 'where', version: '1.0.0' },
    'node_modules/where/index.js':
      "const { basename } = require('path');\nmodule.exports = basename(module.parent.filename);\n",
    'node_modules/tool/package.json': { name: 'tool', version: '1.0.0' },
    'node_modules/tool/index.js': "if (!module.parent) console.log('started');\nexports.run = () => 'run';\n",
    'node_modules/plain/package.json': { name: 'plain', version: '1.0.0' },
    'node_modules/plain/index.js': '// Unlike others it does not read module.parent.\nexports.plain = 1;\n',
    'main.js':
      "const where = require('where');\nconst { run } = require('tool');\nconst { plain } = require('plain');\nconsole.log(where, run(), plain);\n",
  });
  const run = (): string => {
    const { stdout, stderr } = spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' });
    return stdout + stderr;
  };
  const before = run();
  expect(before).toBe('main.js run 1\n');
  const { files } = await migrateTree(root);
  expect(files['main.js']).toBe(`import { plain } from 'plain';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

const where = require('where');
const { run } = require('tool');
console.log(where, run(), plain);
`);
  expect(run()).toBe(before);
});

test('a package whose halves differ stays a require() call where a CommonJS package works with it', async () => {
  const dual = (name: string): Tree => ({
    [`node_modules/${name}/package.json`]: {
      name,
      version: '1.0.0',
      exports: { '.': { import: './index.mjs', require: './index.js' } },
    },
    [`node_modules/${name}/index.js`]:
      'exports.Type = class Type {};\nexports.load = (type) => type instanceof exports.Type;\n',
    [`node_modules/${name}/index.mjs`]: 'export class Type {}\nexport const load = (type) => type instanceof Type;\n',
  });
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', private: true },
    'main.js':
      "const yaml = require('yaml');\nconst other = require('other');\nconst types = require('yaml-types');\nconsole.log(yaml.load(types.all), other.load(1));\n",
    ...dual('yaml'),
    ...dual('other'),
    'node_modules/yaml-types/package.json': { name: 'yaml-types', version: '1.0.0', peerDependencies: { yaml: '1' } },
    'node_modules/yaml-types/index.js': "const { Type } = require('yaml');\nexports.all = new Type();\n",
  });
  const { files, findings } = await migrateTree(root);
  expect(files['main.js']).toContain("const yaml = require('yaml');\n");
  expect(files['main.js']).toContain("import * as other from 'other';\n");
  expect(findings.filter((f) => f.rule === 'dual-package').map((f) => [f.severity, f.line])).toEqual([
    ['info', 1],
    ['warning', 2],
  ]);
});

test('the halves of a package whose value has members in only one of them are not the same', async () => {
  const dual = (name: string, required: string, imported: string): Tree => ({
    [`node_modules/${name}/package.json`]: {
      name,
      version: '1.0.0',
      exports: { '.': { import: './index.mjs', require: './index.cjs' } },
    },
    [`node_modules/${name}/index.cjs`]: required,
    [`node_modules/${name}/index.mjs`]: imported,
  });
  const bare = 'const make = () => (words) => words.join();\nconst api = make();\nexport default api;\n';
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', private: true },
    'main.js':
      "const args = require('args').usage('use');\nconst called = require('called');\nconst client = require('client');\nconsole.log(args, called(['a']), client.get());\n",
    ...dual(
      'args',
      "module.exports = Api;\nfunction Api() {}\n['usage'].forEach((key) => {\n  Api[key] = (text) => text;\n});\n",
      bare,
    ),
    ...dual('called', 'module.exports = Api;\nfunction Api(words) {\n  return words.join();\n}\nApi.x = 1;\n', bare),
    ...dual(
      'client',
      'function create() {}\nconst client = create;\nclient.get = () => 1;\nmodule.exports = client;\n',
      'function create() {}\nconst client = create;\nObject.assign(client, { get: () => 1 });\nexport { client as default };\n',
    ),
  });
  const { files } = await migrateTree(root);
  expect(files['main.js']).toBe(`import called from 'called';
import client from 'client';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

const args = require('args').usage('use');
console.log(args, called(['a']), client.get());
`);
});
