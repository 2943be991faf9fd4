import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

/** Names of the files that stay CommonJS, for a program that prints the same before and after. */
async function keptFor(text: string): Promise<string[]> {
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', private: true, scripts: { start: 'node main.js' } },
    'who.js': text,
    'lib/ask.js': "require('./other');\nexports.who = require('../who');\nexports.name = 'ask';\n",
    'lib/other.js': 'exports.a = 1;\n',
    'main.js': "console.log(require('./lib/ask').who);\n",
  });
  const run = (): string => {
    const main = ['main.js', 'main.cjs'].find((name) => existsSync(join(root, name)))!;
    return spawnSync(process.execPath, [main], { cwd: root, encoding: 'utf8' }).stdout.replaceAll('.cjs', '.js');
  };
  const before = run();
  expect(before).not.toBe('');
  const { files, findings } = await migrateTree(root);
  expect(run()).toBe(before);
  expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
  expect(files['lib/other.js']).toBe('export const a = 1;\n');
  return Object.keys(files).filter((path) => path.endsWith('.cjs'));
}

test.each([
  'let p = module.parent;\nwhile (p && p.parent) p = p.parent;\nmodule.exports = p && p.filename;\n',
  'module.exports = module.parent.parent.filename;\n',
  'const { parent } = module.parent;\nmodule.exports = parent.filename;\n',
])('where the chain of parents is followed upwards, all who lead to the file stay CommonJS', async (text) => {
  expect(await keptFor(text)).toEqual(['lib/ask.cjs', 'main.cjs', 'who.cjs']);
});

test.each([
  'module.exports = Object.keys(module.parent.exports);\n',
  'const p = module.parent;\nmodule.exports = p.children.length;\n',
  'const own = (m) => m.loaded;\nmodule.exports = own(module.parent);\n',
])('where more is asked of the parent, those who require the file stay CommonJS', async (text) => {
  expect(await keptFor(text)).toEqual(['lib/ask.cjs', 'who.cjs']);
});

test.each([
  'const p = module.parent;\nmodule.exports = p.filename.length > 0;\n',
  'module.exports = module.parent && module.parent.filename;\n',
  "module.exports = module.parent.require('./other').a;\n",
])('the file of the parent is known to an ES module, too', async (text) => {
  expect(await keptFor(text)).toEqual(['who.cjs']);
});

test('the chain ends at tests, and folders whose files are named stay as they are', async () => {
  const root = writeTree({
    'package.json': {
      name: 'p',
      version: '1.0.0',
      main: './lib/run.js',
      devDependencies: { mocha: '*' },
      scripts: { test: 'mocha test/*.test.js' },
    },
    'lib/who.js': 'let p = module.parent;\nwhile (p && p.parent) p = p.parent;\nmodule.exports = p && p.filename;\n',
    'lib/run.js': "exports.who = require('./who');\n",
    'lib/text/plain.js': "exports.text = 'plain';\n",
    'other/plain.js': "exports.text = 'plain';\n",
    'test/run.test.js': "const { who } = require('..');\nit('runs lib/run.js', () => console.log(who));\n",
  });
  const { files, findings } = await migrateTree(root);
  expect(Object.keys(files)).toEqual(['lib/package.json', 'other/plain.js', 'package.json', 'test/run.test.js']);
  expect(findings.filter((f) => f.severity === 'warning').map((f) => `${f.rule} ${f.file}:${f.line}`)).toEqual([
    'module-object lib/who.js:1',
  ]);
  expect((await migrateTree(root)).files).toEqual({});
});
