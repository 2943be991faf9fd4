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
