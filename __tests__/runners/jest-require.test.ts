import { migrateProject, removeProjects, runJest, writeProject } from './tree.js';

afterAll(removeProjects);

const manifest = { name: 'made', private: true, devDependencies: { jest: '^30.0.0' }, jest: { transform: {} } };

const source = {
  'shapes/index.js': `Object.defineProperty(exports, 'Circle', { enumerable: true, get() { return require('./circle'); } });\n`,
  'shapes/circle.js': `console.log('loading');\nmodule.exports = class Circle {};\n`,
  'test/shapes.test.js': `const shapes = require('../shapes');\ntest('it', () => expect(new shapes.Circle()).toBeDefined());\n`,
};

test('a lazy require becomes an import under jest, and the run says so', async () => {
  const root = writeProject({ 'package.json': manifest, ...source });
  expect(runJest(root)).toMatchObject({ passed: 1, failed: 0 });
  const { files, findings } = await migrateProject(root);
  expect(files['shapes/index.js']).toMatch(/^import .* from '\.\/circle\.js';/);
  expect(files['shapes/index.js']).not.toMatch('require');
  expect(findings.filter((f) => f.rule === 'jest-hoisted').map((f) => [f.file, f.line])).toEqual([
    ['shapes/index.js', 1],
  ]);
  expect(runJest(root)).toMatchObject({ passed: 1, failed: 0 });
});

test('without jest it stays where it is', async () => {
  const root = writeProject({ 'package.json': { name: 'made', private: true }, ...source });
  const { files, findings } = await migrateProject(root);
  expect(files['shapes/index.js']).toMatch('createRequire');
  expect(findings.map((f) => f.rule)).not.toContain('jest-hoisted');
});

test('a conditional target stays CommonJS under jest, with all that it requires', async () => {
  const root = writeProject({
    'package.json': manifest,
    'app.js': `let plugin;\nif (process.env.NOTHING !== '1') plugin = require('./plugin');\nexports.run = () => plugin.run();\n`,
    'plugin.js': `const { name } = require('./name');\nprocess.env.PLUGIN = name;\nexports.run = () => name;\n`,
    'name.js': `exports.name = 'plugin';\n`,
    'app.test.js': `const app = require('./app');\ntest('it', () => expect(app.run()).toBe('plugin'));\n`,
  });
  const { files, findings } = await migrateProject(root);
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['app.js', 'plugin.cjs', 'name.cjs', 'app.test.js']));
  expect(findings.filter((f) => f.rule === 'jest-require').map((f) => f.file)).toEqual(['app.js', 'plugin.js']);
  expect(runJest(root)).toMatchObject({ passed: 1, failed: 0 });
});

test('a lazy require inside a cycle is hoisted only when nothing reads the unfinished module', async () => {
  const tree = (eager: string): Record<string, string | object> => ({
    'package.json': manifest,
    'profiler.js': `class Profiler {\n  constructor(l) {\n    const Logger = require('./logger');\n    this.ok = l instanceof Logger;\n  }\n}\nmodule.exports = Profiler;\n`,
    'logger.js': `const Profiler = require('./profiler');\n${eager}class Logger {\n  start() {\n    return new Profiler(this);\n  }\n}\nmodule.exports = Logger;\n`,
    'it.test.js': `const Profiler = require('./profiler');\nconst Logger = require('./logger');\ntest('it', () => expect(new Profiler(new Logger()).ok).toBe(true));\n`,
  });
  const late = writeProject(tree(''));
  expect(Object.keys((await migrateProject(late)).files).sort()).toEqual([
    'it.test.js',
    'logger.js',
    'package.json',
    'profiler.js',
  ]);
  expect(runJest(late)).toMatchObject({ passed: 1, failed: 0 });
  const early = writeProject(tree('Profiler.made = [];\n'));
  expect(Object.keys((await migrateProject(early)).files)).toEqual(
    expect.arrayContaining(['logger.cjs', 'profiler.cjs']),
  );
  expect(runJest(early)).toMatchObject({ passed: 1, failed: 0 });
});

test('a test below the folder of a computed require() is an ES module all the same', async () => {
  const root = writeProject({
    'package.json': manifest,
    'lib/load.js': `const { pathToFileURL } = require('url');\nexports.load = (file) => require(file);\nexports.href = (file) => pathToFileURL(file).href;\n`,
    'lib/load.test.js': `const { load, href } = require('./load');\ntest('it', () => expect([load('fs') === require('fs'), href('/a')]).toEqual([true, 'file:///a']));\n`,
  });
  expect(runJest(root)).toMatchObject({ passed: 1, failed: 0 });
  const { files } = await migrateProject(root);
  expect(Object.keys(files)).toContain('lib/load.test.js');
  expect(files['lib/load.test.js']).toMatch(/^import /);
  expect(runJest(root)).toMatchObject({ passed: 1, failed: 0 });
});

test('a require() of which nothing is known keeps what somebody names to load it, not all below its folder', async () => {
  const root = writeProject({
    'package.json': { ...manifest, bin: './lib/run.js' },
    'lib/load.js': `const { used } = require('./used');\nexports.load = (file) => [used, require(file)];\n`,
    'lib/used.js': 'exports.used = 1;\n',
    'lib/other.js': 'exports.other = 2;\n',
    'lib/named.js': 'exports.named = 3;\n',
    'rollup.config.js': "module.exports = { input: './lib/used.js' };\n",
    'lib/run.js': "#!/usr/bin/env node\nrequire('./other');\n",
    'lib/load.test.js': `const { load } = require('./load');
const { other } = require('./other');
const program = './run.js';
const file = './named';
test('it', () => expect([load('fs')[0], other, program, file]).toEqual([1, 2, './run.js', './named']));
`,
  });
  expect(runJest(root)).toMatchObject({ passed: 1, failed: 0 });
  const { files, findings } = await migrateProject(root);
  expect(findings.filter((f) => f.rule === 'jest-require').map((f) => f.message)).toEqual([
    'lib/named.js stays CommonJS, as .cjs: lib/load.js may load it by a computed require().',
  ]);
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['lib/other.js', 'lib/run.js', 'lib/used.js']));
  expect(runJest(root)).toMatchObject({ passed: 1, failed: 0 });
});

describe('a test that stays CommonJS is still found by jest', () => {
  const tree = (jest: object, version = '29.7.0'): Record<string, string | object> => ({
    'package.json': { name: 'made', private: true, scripts: { test: 'jest' }, devDependencies: { jest: '*' }, jest },
    'node_modules/jest/package.json': { name: 'jest', version },
    'node_modules/jest/bin/jest.js': '',
    'a.js': 'exports.a = 1;\n',
    'b.js': 'exports.b = 1;\n',
    'test/b.test.js': `const { b } = require('../b');\ntest('it', () => expect(b).toBe(1));\n`,
    'test/a.test.js': `const { a } = require('../a');\ntest('it', () => expect(eval('a')).toBe(1));\n`,
  });

  test('jest before version 30 is told of the extension', async () => {
    const { files } = await migrateProject(writeProject(tree({ transform: {} })));
    expect(Object.keys(files)).toContain('test/a.test.cjs');
    expect(JSON.parse(files['package.json']!)).toMatchObject({
      jest: { testMatch: ['**/__tests__/**/*.?(c)[jt]s?(x)', '**/?(*.)+(spec|test).?(c)[jt]s?(x)'] },
    });
  });

  test('jest 30 knows it', async () => {
    const { files } = await migrateProject(writeProject(tree({ transform: {} }, '30.0.0')));
    expect(files['package.json']).not.toMatch('testMatch');
  });

  test('where the configuration has patterns of its own that miss it, the run says so', async () => {
    const { findings } = await migrateProject(writeProject(tree({ transform: {}, testRegex: '/test/.*\\.js$' })));
    const lost = findings.filter((f) => f.severity === 'error');
    expect(lost.map((f) => [f.rule, f.file])).toEqual([['jest-lost-test', 'test/a.test.js']]);
  });
});

test('what jest itself requires stays CommonJS', async () => {
  const serializer = `module.exports = { test: (v) => v === 'x', print: () => 'serialized' };\n`;
  const tree = {
    'scripts/serializer.js': serializer,
    'a.js': 'exports.a = 1;\n',
    'a.test.js': `const { a } = require('./a');\ntest('it', () => {\n  expect(a).toBe(1);\n  expect('x').toMatchInlineSnapshot(\`serialized\`);\n});\n`,
  };
  const jest = { transform: {}, snapshotSerializers: ['./scripts/serializer.js'] };
  const inManifest = writeProject({ ...tree, 'package.json': { ...manifest, jest } });
  expect(Object.keys((await migrateProject(inManifest)).files)).toContain('scripts/serializer.cjs');
  expect(runJest(inManifest)).toMatchObject({ passed: 1, failed: 0 });
  const inCode = writeProject({
    ...tree,
    'package.json': { ...manifest, jest: undefined },
    'jest.config.js': `module.exports = { transform: {}, snapshotSerializers: ['<rootDir>/scripts/serializer.js'] };\n`,
  });
  await migrateProject(inCode);
  expect(runJest(inCode)).toMatchObject({ passed: 1, failed: 0 });
});
