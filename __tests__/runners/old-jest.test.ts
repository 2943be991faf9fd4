import { migrateProject, removeProjects, writeProject, type Tree } from './tree.js';

afterAll(removeProjects);

const tree = (json: object, more: Tree = {}): Tree => ({
  'package.json': { name: 'made', private: true, scripts: { test: 'jest' }, ...json },
  'a.js': 'exports.a = 1;\n',
  'a.test.js': "const { a } = require('./a');\ntest('it', () => expect(a).toBe(1));\n",
  ...more,
});

const installed = (version: string): Tree => ({
  'node_modules/jest/package.json': { name: 'jest', version },
  'node_modules/jest/bin/jest.js': '',
});

test('what the tests of a jest without ES modules reach stays as it is', async () => {
  const { files, findings } = await migrateProject(
    writeProject(tree({ devDependencies: { jest: '>=20' } }, installed('24.9.0'))),
  );
  expect(files).toEqual({});
  expect(findings.map((f) => `${f.rule} ${f.severity} ${f.file}: ${f.message}`)).toEqual([
    "old-jest warning package.json: The package stays as it is: its tests run under jest 24, which can't load ES modules.",
  ]);
});

test.each([
  ['^24.9.0', false],
  ['23.x', false],
  ['~25', false],
  ['^29.0.0', true],
  ['>=24', true],
  ['*', true],
])('where it is not installed the range says which it is: %s', async (jest, isMigrated) => {
  const { files } = await migrateProject(writeProject(tree({ devDependencies: { jest } })));
  expect('a.js' in files).toBe(isMigrated);
});

test('a transformer makes CommonJS of the modules for it', async () => {
  const babel = { presets: ['@babel/preset-env'] };
  const { files } = await migrateProject(writeProject(tree({ babel }, installed('24.9.0'))));
  expect(files['a.js']).toBe('export const a = 1;\n');
});

test('other packages of a repository are migrated', async () => {
  const root = writeProject({
    'package.json': { name: 'made', private: true, workspaces: ['packages/*'], scripts: { start: 'node start.js' } },
    'start.js': "require('./packages/one');\n",
    'packages/one/package.json': { name: 'one', scripts: { test: 'jest' }, devDependencies: { jest: '^24.0.0' } },
    'packages/one/index.js': "const { b } = require('../two');\nexports.one = b;\n",
    'packages/one/index.test.js': "const { one } = require('.');\ntest('it', () => expect(one).toBe(1));\n",
    'packages/two/package.json': { name: 'two' },
    'packages/two/index.js': 'exports.b = 1;\n',
    'packages/three/package.json': { name: 'three' },
    'packages/three/index.js': "const { one } = require('../one');\nexports.three = one;\n",
  });
  const { files, findings } = await migrateProject(root);
  expect(Object.keys(files).sort()).toEqual([
    'package.json',
    'packages/three/index.js',
    'packages/three/package.json',
    'start.js',
  ]);
  expect(findings.filter((f) => f.rule === 'old-jest').map((f) => `${f.file}: ${f.message}`)).toEqual([
    "packages/one/package.json: The package stays as it is: its tests run under jest 24, which can't load ES modules, and reach 1 other package, which also stay.",
  ]);
});
