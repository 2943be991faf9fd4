import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

const runs = (json: object): Promise<{ files: Record<string, string> }> =>
  migrateTree(
    writeTree({
      'package.json': { name: 'made', private: true, ...json },
      'lib.js': 'exports.mode = process.env.MODE;\n',
      'test/a.js': "process.env.MODE = 'test';\nconst { mode } = require('../lib');\nit('runs', () => mode);\n",
    }),
  );

test.each<[object, boolean]>([
  [{ scripts: { test: 'mocha' }, devDependencies: { mocha: '^10.0.0' } }, true],
  [{ scripts: { test: 'tap' }, devDependencies: { tap: '^16.0.0' } }, true],
  [{ scripts: { test: 'lab' }, devDependencies: { '@hapi/lab': '^25.0.0' } }, false],
  [{ scripts: { test: 'c8 node --test test/' } }, false],
])('no module of statements stands beside tests where the runner would count it for one: %j', async (json, isMade) => {
  const { files } = await runs(json);
  expect('test/a.setup.js' in files).toBe(isMade);
  expect(files['test/a.js']).toMatch(isMade ? /^import/ : /createRequire/);
});

test('a title that reads like the name of a test does not have somebody load it', async () => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': { name: 'made', private: true, scripts: { test: 'lab' } },
      'test/clone.js':
        "const Lab = require('@hapi/lab');\nexports.lab = Lab.script();\nexports.lab.test('it', () => 1);\n",
      'test/index.js':
        "const Lab = require('@hapi/lab');\nexports.lab = Lab.script();\nexports.lab.test('clone', () => 1);\n",
      'node_modules/@hapi/lab/package.json': { name: '@hapi/lab', version: '22.0.0', main: 'index.js' },
      'node_modules/@hapi/lab/index.js': 'exports.script = () => ({ test() {} });\n',
    }),
  );
  expect(files['test/clone.js']).not.toContain('module.exports');
});
