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
