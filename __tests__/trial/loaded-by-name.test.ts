import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from './tree.js';

afterAll(removeTrees);

test('a module whose path is an argument of a program in a test stays loadable by require()', async () => {
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', private: true, bin: { p: './bin/p' } },
    'bin/p': "#!/usr/bin/env node\nvar path = require('path');\nconsole.log(require(path.resolve(process.argv[2])));\n",
    'test/_files/view.js': "module.exports = {\n  name: 'x'\n};\n",
    'test/p-test.js': "require('child_process').execSync('bin/p test/_files/view.js --all');\n",
  });
  const run = (): string =>
    spawnSync(process.execPath, ['bin/p', 'test/_files/view.js'], { cwd: root, encoding: 'utf8' }).stdout;
  const before = run();
  expect(before).toBe("{ name: 'x' }\n");
  const { files } = await migrateTree(root);
  expect(files['test/_files/package.json']).toBe('{\n  "type": "commonjs"\n}\n');
  expect(run()).toBe(before);
});

test('a folder of data files of which some are loaded too keeps its texts, as CommonJS', async () => {
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', private: true, bin: { p: './bin/p' } },
    'bin/p': "#!/usr/bin/env node\nvar path = require('path');\nconsole.log(require(path.resolve(process.argv[2])));\n",
    'test/_files/view.js': "module.exports = {\n  name: 'x'\n};\n",
    'test/_files/other.js': '({ name: 1 })\n',
    'test/p-test.js':
      "require('child_process').execSync('bin/p test/_files/view.js');\nrequire('fs').readdirSync(__dirname + '/_files');\n",
  });
  const { files } = await migrateTree(root);
  const inFolder = Object.keys(files).filter((path) => path.startsWith('test/_files/'));
  expect(inFolder).toEqual(['test/_files/package.json']);
  const run = spawnSync(process.execPath, ['bin/p', 'test/_files/view.js'], { cwd: root, encoding: 'utf8' });
  expect(run.stdout).toBe("{ name: 'x' }\n");
});

test('data that a computed require() may load gives what it gave', async () => {
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', private: true },
    'test/data/one.js': "module.exports = {\n  name: 'x'\n};\n",
    'test/load.js':
      "const fs = require('fs');\nconst path = require('path');\nexports.load = (dir) =>\n" +
      '  fs.readdirSync(dir).filter((n) => /js$/.test(n)).map((n) => require(path.resolve(dir, n)));\n',
    'test/p-test.js': "console.log(require('./load').load(process.argv[2])[0]);\n",
  });
  await migrateTree(root);
  const run = spawnSync(process.execPath, ['test/p-test.js', 'test/data'], { cwd: root, encoding: 'utf8' });
  expect(run.stdout).toBe("{ name: 'x' }\n");
});

test('a module that a string names gives import() its default, as CommonJS does', async () => {
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', private: true },
    'test/workers/sum.js': 'function sum(a, b) { return a + b }\nmodule.exports = sum\n',
    'test/workers/names.js': 'exports.one = 1\n',
    'test/p-test.js': `const { join } = require('path')
const { pathToFileURL } = require('url')
const load = (name) => import(pathToFileURL(join(__dirname, 'workers', name)).href)
async function main() {
  const sum = await load('sum.js')
  const names = await load('names.js')
  console.log(sum.default(1, 2), names.default.one)
}
main()
`,
  });
  const run = (): string => spawnSync(process.execPath, ['test/p-test.js'], { cwd: root, encoding: 'utf8' }).stdout;
  const before = run();
  expect(before).toBe('3 1\n');
  await migrateTree(root);
  expect(run()).toBe(before);
});
