import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { migrateProject, removeProjects, writeProject, type Tree } from './tree.js';

afterAll(removeProjects);

const plugin = '@babel/plugin-transform-modules-commonjs';
const tree: Tree = {
  'package.json': { name: 'made', private: true, scripts: { test: 'jest' }, devDependencies: { jest: '*' } },
  '.babelrc': { plugins: [plugin] },
};

/** Runs jest as `npm test` does there: without vm modules. */
function runJest(root: string): { passed: number; failed: number; output: string } {
  const bin = join(process.cwd(), 'node_modules/jest/bin/jest.js');
  const { stdout, stderr } = spawnSync(process.execPath, [bin, '--runInBand', '--json', '--rootDir', root], {
    cwd: root,
    encoding: 'utf8',
  });
  const json = /^\{.*\}$/m.exec(stdout)?.[0];
  if (json === undefined) throw new Error(stdout + stderr);
  const result = JSON.parse(json) as { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number };
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numFailedTestSuites,
    output: stdout + stderr,
  };
}

async function migrated(files: Tree): Promise<{ files: Record<string, string>; rules: string[]; output: string }> {
  const root = writeProject({ ...tree, ...files }, ['jest', 'babel-jest', plugin]);
  const before = runJest(root);
  expect(before).toMatchObject({ failed: 0 });
  const run = await migrateProject(root);
  const { passed, failed, output } = runJest(root);
  if (failed > 0) throw new Error(output + JSON.stringify(run.files, null, 1));
  expect({ passed, failed }).toMatchObject({ passed: before.passed, failed: 0 });
  return { files: run.files, rules: run.findings.map((f) => `${f.rule} ${f.file}`), output };
}

test('tests keep __dirname and require(), which the compiled files have', async () => {
  const { files } = await migrated({
    'lib/a.js': 'exports.a = 1;\n',
    'test/a.test.js': `const { join } = require('path');
test('it', () => {
  const { a } = require('../lib/a');
  expect(a).toBe(1);
  expect(join(__dirname, 'x')).toMatch('x');
});
`,
  });
  expect(files['test/a.test.js']).toMatch(/^import \{ join \} from 'path';/);
  expect(files['test/a.test.js']).toMatch("require('../lib/a')");
  expect(files['test/a.test.js']).not.toMatch('import.meta');
  expect(files['lib/a.js']).toMatch('export const a');
});

test('a module that needs import.meta stays CommonJS, and those that it requires as one value', async () => {
  const { files, rules } = await migrated({
    'main.js': "console.log(require('./lib/load'));\n",
    'lib/load.js':
      "const one = require('./one');\nconst { two } = require('./two');\nmodule.exports = () => [one(), two, __dirname];\n",
    'lib/one.js': 'module.exports = function one() {\n  return 1;\n};\n',
    'lib/two.js': 'exports.two = 2;\n',
    'test/load.test.js':
      "const load = require('../lib/load');\ntest('it', () => expect(load().slice(0, 2)).toEqual([1, 2]));\n",
  });
  expect(Object.keys(files).sort()).toEqual([
    'lib/load.cjs',
    'lib/one.cjs',
    'lib/two.js',
    'main.js',
    'package.json',
    'test/load.test.js',
  ]);
  expect(rules).toEqual(expect.arrayContaining(['jest-import-meta lib/load.js', 'jest-require lib/load.js']));
});

test('mocks: manual ones stay, and what a factory replaces as one value', async () => {
  const { files, rules } = await migrated({
    'lib/fetch.js': "module.exports = function fetch() {\n  throw new Error('real');\n};\n",
    'lib/names.js': "exports.name = () => 'real';\n",
    'lib/log.js': "module.exports = () => 'real';\n",
    'lib/__mocks__/log.js': "module.exports = jest.fn(() => 'manual');\n",
    'lib/use.js':
      "const fetch = require('./fetch');\nconst { name } = require('./names');\nconst log = require('./log');\nexports.use = () => [fetch(), name(), log()];\n",
    'test/use.test.js': `jest.mock('../lib/fetch', () => jest.fn(() => 'mocked'));
jest.mock('../lib/names', () => ({ name: () => 'mocked' }));
jest.mock('../lib/log');
const { use } = require('../lib/use');
test('it', () => expect(use()).toEqual(['mocked', 'mocked', 'manual']));
`,
  });
  expect(Object.keys(files).sort()).toEqual([
    'lib/__mocks__/log.cjs',
    'lib/fetch.cjs',
    'lib/log.cjs',
    'lib/names.js',
    'lib/use.js',
    'package.json',
    'test/use.test.js',
  ]);
  expect(rules).toEqual(expect.arrayContaining(['jest-mock lib/__mocks__/log.js', 'jest-mock test/use.test.js']));
});

test('what is spied on, and what is reset', async () => {
  const { files } = await migrated({
    'lib/count.js': 'let n = 0;\nexports.next = () => ++n;\n',
    'lib/use.js': "const count = require('./count');\nexports.use = () => count.next();\n",
    'test/use.test.js': `const count = require('../lib/count');
const { use } = require('../lib/use');
test('spy', () => {
  const spy = jest.spyOn(count, 'next').mockReturnValue(7);
  expect(use()).toBe(7);
  spy.mockRestore();
});
test('reset', () => {
  jest.resetModules();
  expect(require('../lib/use').use()).toBe(1);
  jest.isolateModules(() => expect(require('../lib/use').use()).toBe(1));
});
`,
  });
  expect(files['lib/use.js']).toMatch(/^import /);
});

test('a tool that brings jest and Babel compiles the modules, too', async () => {
  const root = writeProject({
    'package.json': { name: 'made', private: true, scripts: { test: 'cross-env CI=1 tool-scripts test' } },
    'node_modules/tool-scripts/package.json': {
      name: 'tool-scripts',
      version: '1.0.0',
      dependencies: { jest: '^26.0.0', 'babel-jest': '^26.0.0' },
    },
    'lib/a.js': "exports.folder = require('path').basename(__dirname);\n",
    'test/a.test.js': "const { folder } = require('../lib/a');\ntest(__filename, () => expect(folder).toBe('lib'));\n",
  });
  const { files } = await migrateProject(root);
  expect(files['test/a.test.js']).toMatch(/^import .*\ntest\(__filename/);
  expect(files['lib/a.js']).toContain('basename(__dirname)');
});

test('a pattern for all scripts is added where only tests were transformed', async () => {
  const { files } = await migrated({
    'package.json': {
      ...(tree['package.json'] as object),
      jest: { transform: { '\\.test\\.js$': 'babel-jest' } },
    },
    'lib/a.js': 'exports.a = 1;\n',
    'test/a.test.js': "const { a } = require('../lib/a');\ntest('it', () => expect(a).toBe(1));\n",
  });
  expect(JSON.parse(files['package.json']!)).toMatchObject({
    jest: { transform: { '\\.test\\.js$': 'babel-jest', '\\.js$': 'babel-jest' } },
  });
});
