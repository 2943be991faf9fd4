import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree, type Tree } from './tree.js';

afterAll(removeTrees);

const staysCommonJs = "with (require('./lib').box) describe(name, function () {});\n";
const tree: Tree = {
  'lib.js': "exports.box = { name: 'x' };\n",
  'test/a-test.js': "var lib = require('../lib');\ndescribe(lib.box.name, function () {});\n",
  'test/b-test.js': staysCommonJs.replace('./lib', '../lib'),
};

async function scriptsAfter(scripts: Record<string, string>, more: Tree = {}): Promise<Record<string, string>> {
  const root = writeTree({ ...tree, ...more, 'package.json': { name: 'p', version: '1.0.0', scripts } });
  const { files } = await migrateTree(root);
  expect(files['test/b-test.cjs']).toBeDefined();
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;
}

test('a glob of a script matches the renamed tests too', async () => {
  const scripts = await scriptsAfter({
    test: 'mocha --reporter spec test/*-test.js',
    quoted: 'mocha "test/**/*.js" && echo ok',
    single: "tape 'test/*-test.js'",
    value: 'mocha --spec=test/*-test.js',
    braces: 'eslint "test/*.{js,ts}"',
    others: 'echo lib*.js test/a*.js test/*',
  });
  expect(scripts).toEqual({
    test: 'mocha --reporter spec test/*-test.js test/*-test.cjs',
    quoted: 'mocha "test/**/*.js" "test/**/*.cjs" && echo ok',
    single: "tape 'test/*-test.js' 'test/*-test.cjs'",
    value: 'mocha --spec=test/*-test.{js,cjs}',
    braces: 'eslint "test/*.{js,ts,cjs}"',
    others: 'echo lib*.js test/a*.js test/*',
  });
});

test('a glob whose files are all renamed changes its extension', async () => {
  expect(await scriptsAfter({ test: 'mocha test/b*.js' })).toEqual({ test: 'mocha test/b*.cjs' });
});

test('globs of configurations get braces', async () => {
  const root = writeTree({
    ...tree,
    'package.json': { name: 'p', version: '1.0.0', scripts: { test: 'mocha' } },
    '.mocharc.json': { spec: ['test/*-test.js'] },
    '.mocharc.yml': 'spec: test/**/*.js\n',
  });
  const { files } = await migrateTree(root);
  expect(JSON.parse(files['.mocharc.json']!)).toEqual({ spec: ['test/*-test.{js,cjs}'] });
  expect(files['.mocharc.yml']).toBe('spec: test/**/*.{js,cjs}\n');
});

test('globs and names relative to the folder that a configuration names', async () => {
  const root = writeTree({
    ...tree,
    'test/helpers/setup.js': staysCommonJs.replace('./lib', '../../lib'),
    'package.json': { name: 'p', version: '1.0.0', scripts: { test: 'jasmine --config=jasmine.json' } },
    'jasmine.json': { spec_dir: 'test', spec_files: ['*-test.js'], helpers: ['helpers/setup.js'] },
  });
  const { files } = await migrateTree(root);
  expect(JSON.parse(files['jasmine.json']!)).toEqual({
    spec_dir: 'test',
    spec_files: ['*-test.{js,cjs}'],
    helpers: ['helpers/setup.cjs'],
  });
});

test('a glob in a script that runs jest too follows renamed files', async () => {
  const root = writeTree({
    'package.json': {
      name: 'p',
      version: '1.0.0',
      private: true,
      scripts: { test: 'mocha test/*.test.js && jest src' },
      devDependencies: { jest: '^29.0.0', mocha: '^10.0.0' },
    },
    'test/a.test.js': "require('fs');\nit('is old', () => module.parent.filename);\n",
    'test/b.test.js': "const fs = require('fs');\nit('runs', () => fs.existsSync('.'));\n",
  });
  const { files } = await migrateTree(root);
  expect(JSON.parse(files['package.json']!)).toMatchObject({
    scripts: {
      test:
        'mocha test/*.test.js test/*.test.cjs && ' + 'node --experimental-vm-modules node_modules/jest/bin/jest.js src',
    },
  });
});
