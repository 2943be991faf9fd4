import { migrateTree, removeTrees, writeTree, type Tree } from '../trial/tree.js';

afterAll(removeTrees);

const tree = (test: string, more: Tree = {}): Tree => ({
  'package.json': { name: 'made', private: true, scripts: { test } },
  'lib.js': 'exports.a = 1;\n',
  'test/a.js': "const { a } = require('../lib');\nit('runs', () => a);\n",
  'test/data/one.js': 'exports.x = 1;\n',
  'test/data/two.js': 'exports.y = 1;\n',
  ...more,
});

test.each<[string, Tree, boolean]>([
  ['lab -t 100', {}, true],
  ['lab test/unit', { 'test/unit/b.js': "const { a } = require('../../lib');\nit('runs', () => a);\n" }, false],
  ['mocha --recursive test', {}, true],
  ['mocha', { 'test/mocha.opts': '--recursive\n' }, true],
  ['mocha test/*.js', {}, false],
])('%s: a folder of data is CommonJS where the runner loads all of it', async (script, more, isMarked) => {
  const { files } = await migrateTree(writeTree(tree(script, more)));
  expect(Object.keys(files).filter((path) => path.startsWith('test/data'))).toEqual(
    isMarked ? ['test/data/package.json'] : [],
  );
});

const bundled: Tree = {
  'package.json': { name: 'made', private: true, scripts: { test: 'mocha' } },
  'index.js': "const fs = require('fs');\nmodule.exports = (file) => fs.readFileSync(file) && require(file);\n",
  'test/a.js':
    "const made = require('..');\nit('runs', () => made(__dirname + '/files/main.js'));\nit('helps', require('./helper/one'));\n",
  'test/helper/one.js': "const path = require('path');\nmodule.exports = () => path.join(__dirname, 'two.js');\n",
  'test/helper/two.js': 'exports.two = 2;\n',
  'test/b.js':
    "const made = require('..');\nit('resolves', () => made(require.resolve('./dup')));\nit('has a folder', () => made(__dirname + '/glob'));\n",
  'test/dup/index.js': "module.exports = require('./one');\n",
  'test/dup/one.js': 'module.exports = 1;\n',
  'test/glob/one.js': "module.exports = require('./two');\n",
  'test/glob/two.js': 'module.exports = 1;\n',
  'test/files/main.js': "const part = require('./deep/part');\nmodule.exports = part;\n",
  'test/files/deep/part.js': 'module.exports = 1;\n',
};

test('a folder whose scripts only a path names stays CommonJS: what is under test may bundle them', async () => {
  const { files } = await migrateTree(writeTree(bundled));
  expect(Object.keys(files).sort()).toEqual([
    'index.js',
    'package.json',
    'test/a.js',
    'test/b.js',
    'test/dup/package.json',
    'test/files/package.json',
    'test/glob/package.json',
    'test/helper/one.js',
    'test/helper/two.js',
  ]);
});

test('a folder that is listed gets no file more', async () => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': { name: 'made', private: true, scripts: { test: 'mocha' } },
      'index.js': "module.exports = (text) => text.includes('x');\n",
      'test/a.js':
        "const fs = require('fs');\nconst path = require('path');\nconst made = require('..');\nconst dir = path.resolve(__dirname, 'samples');\nfor (const name of fs.readdirSync(dir)) it(name, () => made(fs.readFileSync(path.join(dir, name), 'utf8')));\n",
      'test/samples/one.js': 'module.exports = 1;\n',
      'test/samples/two.txt': 'x\n',
    }),
  );
  expect(Object.keys(files).sort()).toEqual(['index.js', 'package.json', 'test/a.js']);
});

test.each<[string, string, string[]]>([
  ['reads', "fs.readFileSync(file, 'utf8')", ['test/samples/package.json']],
  ['lists their folder, too', 'fs.readdirSync(file)', ['test/samples/one.js', 'test/samples/two.js']],
])('a folder whose scripts are all named by who %s', async (_, code, changed) => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': { name: 'made', private: true, scripts: { test: 'mocha' } },
      'index.js': 'module.exports = (text) => text.length;\n',
      'test/a.js': `const fs = require('fs');
const path = require('path');
const made = require('..');
const dir = path.join(__dirname, 'samples');
const read = (file) => ${code};
for (const name of ['one.js', 'two']) it(name, () => made(read(dir + '/' + name)));
`,
      'test/samples/one.js': 'module.exports = 1;\n',
      'test/samples/two.js': '(function () { this.two = 2; }).call(this);\n',
    }),
  );
  expect(Object.keys(files).filter((path) => path.startsWith('test/samples'))).toEqual(changed);
});

test('a module of tests that a configuration names is loaded, and converted', async () => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': { name: 'made', private: true, scripts: { test: 'mocha --require ./test/support/env' } },
      'index.js': 'module.exports = (text) => text.length;\n',
      'test/a.js': "const made = require('..');\nit('has an env', () => made(process.env.made));\n",
      'test/support/env.js': "process.env.made = 'env';\nexports.made = true;\n",
    }),
  );
  expect(Object.keys(files).filter((path) => path.startsWith('test/support'))).toEqual(['test/support/env.js']);
});
