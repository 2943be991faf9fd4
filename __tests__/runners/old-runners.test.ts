import { migrateProject, removeProjects, writeProject, type Tree } from './tree.js';

afterAll(removeProjects);

const lib: Tree = { 'lib.js': 'exports.a = 1;\n' };

describe('an old mocha finds tests that stay CommonJS', () => {
  const tree = (script: string, version = '5.2.0', more: Tree = {}): Tree => ({
    ...lib,
    ...more,
    'package.json': { name: 'made', private: true, scripts: { test: script }, devDependencies: { mocha: '*' } },
    'node_modules/mocha/package.json': { name: 'mocha', version },
    'test/a.js': "const { a } = require('../lib');\nit('runs', () => a);\n",
    'test/b.js': "const parent = module.parent;\nit('stays', () => parent.filename);\n",
  });
  const scriptOf = async (files: Tree): Promise<string> => {
    const result = await migrateProject(writeProject(files));
    expect(Object.keys(result.files)).toContain('test/b.cjs');
    return (JSON.parse(result.files['package.json']!) as { scripts: { test: string } }).scripts.test;
  };

  test.each([
    ['mocha', 'mocha "./test/*.{js,cjs}"'],
    ['nyc mocha --timeout=10', 'nyc mocha --timeout=10 "./test/*.{js,cjs}"'],
    ['mocha test', 'mocha "test/*.{js,cjs}"'],
    ['mocha --recursive test/ && npm run lint', 'mocha --recursive "test/**/*.{js,cjs}" && npm run lint'],
    ['mocha test/*.js', 'mocha test/*.js test/*.cjs'],
    ["mocha $(grep -lr '^\\s*it(' test)", "mocha $(grep -lr '^\\s*it(' test)"],
  ])('%s', async (before, after) => expect(await scriptOf(tree(before))).toBe(after));

  test('without arguments it takes test.js, too', async () => {
    const { 'test/b.js': stays, ...rest } = tree('mocha');
    const { files } = await migrateProject(writeProject({ ...rest, 'test.js': stays! }));
    expect(JSON.parse(files['package.json']!)).toMatchObject({ scripts: { test: 'mocha ./test.cjs' } });
  });

  test('mocha 8 knows the extension', async () => expect(await scriptOf(tree('mocha', '8.0.0'))).toBe('mocha'));

  test('a test that options name is a finding', async () => {
    const root = writeProject(tree('mocha', '5.2.0', { 'test/mocha.opts': '--ui bdd\ntest/[ab].js\n' }));
    const { findings } = await migrateProject(root);
    expect(findings.filter((f) => f.severity === 'error').map((f) => [f.rule, f.file])).toEqual([
      ['mocha-lost-test', 'test/b.js'],
    ]);
  });
});

describe('an old ava', () => {
  const tree = (version: string, ava?: object): Tree => ({
    ...lib,
    'package.json': { name: 'made', private: true, scripts: { test: 'ava' }, devDependencies: { ava: '*' }, ava },
    'node_modules/ava/package.json': { name: 'ava', version, main: 'index.js' },
    'node_modules/ava/index.js': 'module.exports = () => {};\n',
    'test/a.js': "const test = require('ava');\nconst { a } = require('../lib');\ntest('it', (t) => t.is(a, 1));\n",
  });

  test('version 2 no longer compiles', async () => {
    const { files, findings } = await migrateProject(writeProject(tree('2.4.0', { files: ['test/*.js'] })));
    expect(JSON.parse(files['package.json']!)).toMatchObject({
      ava: { files: ['test/*.js'], babel: false, compileEnhancements: false },
    });
    expect(findings.filter((f) => f.rule === 'ava-compiler').map((f) => f.severity)).toEqual(['info']);
  });

  test('version 2: what it compiled is an ES module for Node', async () => {
    const files = tree('2.4.0');
    files['test/a.js'] =
      "import test from 'ava';\nimport data from './data.json';\nimport {a} from '../lib';\ntest('it', t => t.is(a, data));\n";
    files['test/data.json'] = '1\n';
    const { files: changed } = await migrateProject(writeProject(files));
    expect(changed['test/a.js']).toBe(
      "import test from 'ava';\nimport data from './data.json' with { type: 'json' };\nimport {a} from '../lib.js';\ntest('it', t => t.is(a, data));\n",
    );
  });

  test('with a configuration of its own for Babel each test is a finding', async () => {
    const { files, findings } = await migrateProject(writeProject(tree('2.4.0', { require: ['@babel/register'] })));
    expect(files['package.json']).not.toMatch('compileEnhancements');
    expect(findings.filter((f) => f.severity === 'error').map((f) => [f.rule, f.file])).toEqual([
      ['ava-compiler', 'test/a.js'],
    ]);
  });

  test('version 3 loads ES modules', async () => {
    const { files } = await migrateProject(writeProject(tree('3.0.0')));
    expect(files['package.json']).not.toMatch('compileEnhancements');
  });
});

describe('an old tap', () => {
  const tree = (version: string, test: string): Tree => ({
    ...lib,
    'package.json': { name: 'made', private: true, scripts: { test }, devDependencies: { tap: '*' } },
    'node_modules/tap/package.json': {
      name: 'tap',
      version,
      main: 'index.js',
      dependencies: version.startsWith('14') ? { esm: '^3.2.5' } : {},
    },
    'node_modules/tap/index.js': 'module.exports = {};\n',
    'test/a.js': "const t = require('tap');\nconst { a } = require('../lib');\nt.equal(a, 1);\n",
  });

  test.each([
    ['14.11.0', 'tap test/*.js', 'tap --no-esm test/*.js', ['nyc-coverage warning', 'tap-esm info']],
    ['14.11.0', 'eslint . && tap --no-coverage', 'eslint . && tap --no-esm --no-coverage', ['tap-esm info']],
    ['14.11.0', 'tap -J --no-esm --no-coverage', 'tap -J --no-esm --no-coverage', []],
    ['15.1.0', 'tap test/*.js', 'tap test/*.js', ['nyc-coverage warning']],
    ['18.0.0', 'tap test/*.js', 'tap test/*.js', []],
  ])('%s: %s', async (version, script, expected, rules) => {
    const { files, findings } = await migrateProject(writeProject(tree(version, script)));
    const { scripts } = JSON.parse(files['package.json']!) as { scripts: { test: string } };
    expect(scripts.test).toBe(expected);
    expect(findings.map((f) => `${f.rule} ${f.severity}`).sort()).toEqual(rules);
  });

  test.each([
    ['test/[^/]*.js', 'test/[^/]*.js'],
    ['test/[^/]*\\.js$', 'test/[^/]*\\.c?js$'],
  ])('test-regex %s', async (before, after) => {
    const files = tree('15.1.0', 'tap');
    const json = { ...(files['package.json'] as object), tap: { 'test-regex': before } };
    const more = {
      'package.json': json,
      'test/b.js': "const t = require('tap');\nt.equal(module.children.length, 1);\n",
    };
    const { files: changed } = await migrateProject(writeProject({ ...files, ...more }));
    expect(Object.keys(changed)).toContain('test/b.cjs');
    expect(JSON.parse(changed['package.json']!)).toMatchObject({ tap: { 'test-regex': after } });
  });

  test.each([
    ['12.7.0', ['test/b.js']],
    ['14.11.0', []],
  ])('%s: tests that stay CommonJS', async (version, lost) => {
    const more = { 'test/b.js': "const t = require('tap');\nt.equal(module.children.length, 1);\n" };
    const { files, findings } = await migrateProject(writeProject({ ...tree(version, 'tap test/*'), ...more }));
    expect(Object.keys(files)).toContain('test/b.cjs');
    expect(findings.filter(({ rule }) => rule === 'tap-lost-test').map(({ file }) => file)).toEqual(lost);
  });

  test.each([
    ['14.11.0', 'test/b.cjs'],
    ['15.1.0', 'test/b.js'],
  ])('%s and t.testdir()', async (version, path) => {
    const more = { 'test/b.js': "const t = require('tap');\nt.equal(t.testdir({}), '');\n" };
    const { files } = await migrateProject(writeProject({ ...tree(version, 'tap test/*.js'), ...more }));
    expect(Object.keys(files)).toContain(path);
  });
});

test.each([
  ['27.5.1', "import chai from 'chai';\nconst { expect: check } = chai;\n"],
  ['28.0.0', "import { expect as check } from 'chai';\n"],
])('jest %s and the exports of packages', async (version, head) => {
  const root = writeProject({
    'package.json': { name: 'made', private: true, scripts: { test: 'jest' }, devDependencies: { jest: '*' } },
    'node_modules/jest/package.json': { name: 'jest', version },
    'node_modules/jest/bin/jest.js': '',
    'node_modules/chai/package.json': {
      name: 'chai',
      version: '4.5.0',
      main: './index',
      exports: { '.': { require: './index.js', import: './index.mjs' } },
    },
    'node_modules/chai/index.js': "module.exports = require('./lib/chai');\n",
    'node_modules/chai/lib/chai.js':
      'exports.use = (f) => f(exports);\nexports.use((chai) => (chai.expect = (value) => value));\n',
    'node_modules/chai/index.mjs':
      "import chai from './index.js';\nexport const expect = chai.expect;\nexport const use = chai.use;\nexport default chai;\n",
    'a.test.js': "const { expect: check } = require('chai');\ntest('it', () => check(1));\n",
  });
  const { files } = await migrateProject(root);
  expect(files['a.test.js']).toBe(`${head}test('it', () => check(1));\n`);
});

describe('lab', () => {
  test.each([
    ['lab -a @hapi/code -t 100 -L', 'lab -a @hapi/code -L', ['lab-coverage warning']],
    ['eslint . && lab -c -t100 --coverage-all', 'eslint . && lab', ['lab-coverage warning']],
    ['lab --threshold=90 test && mocha -t 100', 'lab test && mocha -t 100', ['lab-coverage warning']],
    ['lab -f -r html -o coverage.html', 'lab -f -r html -o coverage.html', []],
  ])('%s: measures no coverage of ES modules', async (script, expected, rules) => {
    const { files, findings } = await migrateProject(
      writeProject({
        ...lib,
        'package.json': { name: 'made', private: true, scripts: { test: script } },
        'test/a.js': "const { a } = require('../lib');\nexports.lab = { a };\n",
      }),
    );
    const { scripts } = JSON.parse(files['package.json']!) as { scripts: { test: string } };
    expect(scripts.test).toBe(expected);
    expect(findings.filter(({ rule }) => /^lab/.test(rule)).map((f) => `${f.rule} ${f.severity}`)).toEqual(rules);
  });
});
