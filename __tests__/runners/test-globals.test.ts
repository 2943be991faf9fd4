import { migrateProject, removeProjects, runJest, writeProject } from './tree.js';

afterAll(removeProjects);

const jestProject = { name: 'made', private: true, devDependencies: { jest: '^30.0.0' }, jest: { transform: {} } };

test('a file that uses the variable jest imports it, and its tests run', async () => {
  const root = writeProject({
    'package.json': jestProject,
    'sum.js': `'use strict';\nmodule.exports = { sum: (a, b) => a + b };\n`,
    'sum.test.js': `const { sum } = require('./sum');

test('sum', () => {
  const report = jest.fn();
  report(sum(1, 2));
  expect(report).toHaveBeenCalledWith(3);
});
`,
  });
  const { files } = await migrateProject(root);
  expect(files['sum.test.js']).toBe(`import { sum } from './sum.js';
import { jest } from '@jest/globals';

test('sum', () => {
  const report = jest.fn();
  report(sum(1, 2));
  expect(report).toHaveBeenCalledWith(3);
});
`);
  expect(runJest(root)).toMatchObject({ passed: 1, failed: 0 });
});

test('a file without requests gets the import under its licence', async () => {
  const root = writeProject({
    'package.json': jestProject,
    'a.js': `exports.a = 1;\n`,
    'a.test.js': `/* (c) somebody */\n\ntest('a', () => expect(jest.fn()()).toBe(undefined));\n`,
  });
  const { files } = await migrateProject(root);
  expect(files['a.test.js']).toBe(
    `/* (c) somebody */\n\nimport { jest } from '@jest/globals';\n\ntest('a', () => expect(jest.fn()()).toBe(undefined));\n`,
  );
});

test('no import where the variable is declared, where Babel makes CommonJS of the tests, and without jest', async () => {
  const text = `const a = require('./a');\ntest('a', () => jest.fn(a));\n`;
  const tree = { 'a.js': `exports.a = 1;\n`, 'a.test.js': text };
  const declared = writeProject({
    ...tree,
    'package.json': jestProject,
    'a.test.js': `const { jest } = require('@jest/globals');\n${text}`,
  });
  expect((await migrateProject(declared)).files['a.test.js']!.match(/@jest\/globals/g)).toHaveLength(1);
  const compiled = writeProject({
    ...tree,
    'package.json': { name: 'made', private: true, devDependencies: { jest: '^30.0.0' } },
    '.babelrc': { presets: ['@babel/preset-env'] },
  });
  const { files } = await migrateProject(compiled);
  expect(files['a.test.js']).not.toMatch('@jest/globals');
  const other = writeProject({ ...tree, 'package.json': { name: 'made', private: true } });
  expect((await migrateProject(other)).files['a.test.js']).not.toMatch('@jest/globals');
});

test('a file that programs load too gets a finding', async () => {
  const root = writeProject({
    'package.json': { ...jestProject, scripts: { start: 'node main.js' } },
    'main.js': `require('./util');\n`,
    'util.js': `exports.isTest = typeof jest !== 'undefined';\n`,
  });
  const { files, findings } = await migrateProject(root);
  expect(files['util.js']).not.toMatch('@jest/globals');
  expect(findings.filter((f) => f.rule === 'jest-global').map((f) => f.file)).toEqual(['util.js']);
});
