import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from './tree.js';

afterAll(removeTrees);

const manifest = { name: 'p', version: '1.0.0', private: true };

function run(root: string, file: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: root, encoding: 'utf8' });
  return stdout + stderr;
}

test('a require() of a constant path from __dirname, or of a resolved name, is a require() of that name', async () => {
  const root = writeTree({
    'package.json': manifest,
    'lib/a.js': "module.exports = function a() { return 'a' }\n",
    'lib/b.js': 'exports.b = 1\n',
    'lib/use.js': 'module.exports = require(__dirname).name\n',
    'lib/index.js': "exports.name = 'index'\n",
    'main.js': `const path = require('path')
const { join } = require('path')
const a = require(path.join(__dirname, 'lib', 'a'))
const { b } = require(__dirname + '/lib/b')
const again = require(require.resolve('./lib/a'))
const pkg = require(join(__dirname, 'package.json'))
const other = require(\`\${__dirname}/lib/b.js\`)
console.log(a(), b, again === a, pkg.name, other.b, require('./lib/use'))
`,
  });
  const before = run(root, 'main.js');
  expect(before).toBe('a 1 true p 1 index\n');
  const { files } = await migrateTree(root);
  expect(files['lib/use.js']).toBe("import { name } from './index.js'\n\nexport default name\n");
  expect(files['main.js']).toBe(`import path from 'path'
import { join } from 'path'
import { a, a as again } from './lib/a.js'
import { b } from './lib/b.js'
import pkg from './package.json' with { type: 'json' }
import * as other from './lib/b.js'
import use from './lib/use.js'
console.log(a(), b, again === a, pkg.name, other.b, use)
`);
  expect(run(root, 'main.js')).toBe(before);
});

test('a request that is not there keeps its path, in the words of ES modules', async () => {
  const root = writeTree({
    'package.json': manifest,
    'main.js': `const path = require('path');
const load = () => require(path.join(__dirname, 'gone'));
const find = () => require(require.resolve('./gone'));
for (const f of [load, find]) {
  try {
    f();
  } catch (error) {
    console.log(error.code);
  }
}
`,
  });
  const before = run(root, 'main.js');
  expect(before).toBe('MODULE_NOT_FOUND\nMODULE_NOT_FOUND\n');
  await migrateTree(root);
  expect(run(root, 'main.js')).toBe(before);
});

test('`join` that is not of `path` says nothing', async () => {
  const root = writeTree({
    'package.json': manifest,
    'lib/a.js': "module.exports = 'a';\n",
    'lib/b.js': "module.exports = 'b';\n",
    'main.js': `const path = { join: (dir) => dir + '/lib/b' };
console.log(require(path.join(__dirname, 'lib', 'a')));
`,
  });
  const before = run(root, 'main.js');
  await migrateTree(root);
  expect(run(root, 'main.js')).toBe(before);
});

test('constant paths follow files that are renamed', async () => {
  const root = writeTree({
    'package.json': manifest,
    'test/programs/child.js': 'console.log(typeof module.parent);\n',
    'test/programs/other.js': "require('fs');\n",
    'test/run.js': `const path = require('path');
const { execFileSync } = require('child_process');
const names = [
  path.join(__dirname, 'programs', 'child.js'),
  path.resolve(__dirname, "programs/child"),
  __dirname + '/programs/child.js',
  \`\${__dirname}/programs/child.js\`,
  'test/programs/child.js',
  './test/programs/child.js',
];
for (const name of names) console.log(String(execFileSync(process.execPath, [name])));
`,
  });
  const before = run(root, 'test/run.js');
  expect(before).toBe('object\n\n'.repeat(6));
  const { files } = await migrateTree(root);
  expect(Object.keys(files)).toContain('test/programs/child.cjs');
  expect(files['test/run.js']).toContain(`const names = [
  path.join(import.meta.dirname, 'programs', 'child.cjs'),
  path.resolve(import.meta.dirname, "programs/child.cjs"),
  import.meta.dirname + '/programs/child.cjs',
  \`\${import.meta.dirname}/programs/child.cjs\`,
  'test/programs/child.cjs',
  './test/programs/child.cjs',
];`);
  expect(run(root, 'test/run.js')).toBe(before);
});
