import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { discover } from '../../src/discover/discover.js';
import { defaultOptions } from '../../src/options.js';
import { removeTrees, writeTree } from '../trial/tree.js';
import { discoverTree, modulePaths } from './tree.js';

afterAll(removeTrees);
const options = { ...defaultOptions };

describe('which files are sources', () => {
  test('all module extensions, dot files, and extensionless node programs', async () => {
    const project = await discoverTree({
      'package.json': { name: 'x' },
      '.eslintrc.js': '',
      'a.js': '',
      'b.cjs': '',
      'c.mjs': '',
      'd.tsx': '',
      'bin/run': '#!/usr/bin/env node\n',
      'bin/shell': '#!/bin/sh\n',
      LICENSE: 'text',
      'data.json': '{}',
      'page.html': '',
      'style.css': '',
    });
    expect(project.files.map((file) => `${file.path} ${file.kind}`)).toEqual([
      '.eslintrc.js js',
      'a.js js',
      'b.cjs cjs',
      'bin/run js',
      'c.mjs mjs',
      'd.tsx ts',
      'data.json json',
      'package.json json',
      'page.html html',
    ]);
  });

  test('node_modules, version control and whatever git ignores stay out', async () => {
    const project = await discoverTree({
      'package.json': {},
      '.gitignore': '/generated/\n*.tmp.js\n!keep.tmp.js\n',
      '.git/info/exclude': 'mine.js\n',
      '.git/hooks/x.js': '',
      'a.js': '',
      'mine.js': '',
      'x.tmp.js': '',
      'keep.tmp.js': '',
      'generated/a.js': '',
      'sub/generated/a.js': '',
      'sub/.gitignore': 'b.js\n',
      'sub/b.js': '',
      'sub/c.js': '',
      'node_modules/p/index.js': '',
      'test/node_modules/p/index.js': '',
    });
    expect(modulePaths(project)).toEqual(['a.js', 'keep.tmp.js', 'sub/c.js', 'sub/generated/a.js']);
  });

  test('a package below the top of its work tree obeys the ignore rules above it', async () => {
    const root = writeTree({
      '.gitignore': 'secret.js\n',
      '.git/HEAD': '',
      'pkg/package.json': {},
      'pkg/secret.js': '',
      'pkg/a.js': '',
    });
    expect(modulePaths(await discover(join(root, 'pkg'), options))).toEqual(['a.js']);
  });

  test('symbolic links are not followed, so loops end', async () => {
    const root = writeTree({ 'package.json': {}, 'lib/a.js': '' });
    symlinkSync('..', join(root, 'lib/loop'));
    symlinkSync('a.js', join(root, 'lib/linked.js'));
    expect(modulePaths(await discover(root, options))).toEqual(['lib/a.js']);
  });
});

describe('build output', () => {
  test('an output folder that nothing names stays out', async () => {
    const project = await discoverTree({
      'package.json': { main: 'lib/a.js', files: ['dist'], scripts: { build: 'rollup -o dist/a.js' } },
      'lib/a.js': '',
      'dist/a.js': '',
      'coverage/prettify.js': '',
    });
    expect(modulePaths(project)).toEqual(['lib/a.js']);
  });

  test('one that package.json or a source names is part of the program', async () => {
    const project = await discoverTree({
      'package.json': { main: './dist' },
      'dist/index.js': '',
      'dist/other.js': '',
      'test/t.js': "require('../build/x');",
      'build/x.js': '',
      'out/y.js': '',
    });
    expect(modulePaths(project)).toEqual(['build/x.js', 'dist/index.js', 'dist/other.js', 'test/t.js']);
  });

  test('minified files and bundles stay out unless a source mentions them', async () => {
    const project = await discoverTree({
      'package.json': {},
      'a.js': "require('./vendor/used.min');",
      'vendor/used.min.js': '',
      'vendor/unused.min.js': '',
      'public/app.js': 'var a;\n' + `var b = '${'x'.repeat(40_000)}';\n`,
      'public/built.js': '',
      'public/built.js.map': '{}',
    });
    expect(modulePaths(project)).toEqual(['a.js', 'vendor/used.min.js']);
  });

  test('what an entry among them loads is part of the program, too', async () => {
    const maps = Object.fromEntries(['index', 'a', 'deep/index', 'other'].map((name) => [`dist/${name}.js.map`, '{}']));
    const project = await discoverTree({
      ...maps,
      'package.json': { main: 'dist/index.js' },
      'dist/index.js': "require('./a');",
      'dist/a.js': "require('./deep');",
      'dist/deep/index.js': '',
      'dist/other.js': '',
    });
    expect(modulePaths(project)).toEqual(['dist/a.js', 'dist/deep/index.js', 'dist/index.js']);
  });
});

describe('where the project is', () => {
  test('the nearest package.json at or above the working directory', async () => {
    const root = writeTree({ 'package.json': { name: 'outer' }, 'sub/package.json': {}, 'sub/deep/a.js': '' });
    const project = await discover(join(root, 'sub/deep'), options);
    expect(project.root).toBe(join(root, 'sub'));
  });

  test('a given path in another package moves the root there', async () => {
    const root = writeTree({
      'package.json': {},
      'a.js': '',
      'examples/shop/package.json': {},
      'examples/shop/b.js': '',
    });
    const project = await discover(root, { ...options, paths: ['examples/shop'] });
    expect(project.root).toBe(join(root, 'examples/shop'));
    expect(project.files.filter((file) => file.selected).map((file) => file.path)).toEqual(['b.js', 'package.json']);
  });

  test('a workspace member keeps its siblings as facts', async () => {
    const root = writeTree({
      'package.json': { private: true, workspaces: ['packages/*'] },
      'packages/a/package.json': { name: 'a' },
      'packages/a/index.js': '',
      'packages/b/package.json': { name: 'b' },
      'packages/b/index.js': '',
    });
    const project = await discover(join(root, 'packages/a'), options);
    expect(project.root).toBe(root);
    expect(project.files.filter((file) => file.kind === 'js').map((file) => [file.path, file.selected])).toEqual([
      ['packages/a/index.js', true],
      ['packages/b/index.js', false],
    ]);
  });

  test('errors name the place', async () => {
    const root = writeTree({ 'package.json': '{\n  "name": "x",\n  oops\n}\n', 'sub/a.js': '' });
    await expect(discover(root, options)).rejects.toThrow('package.json:3:3: invalid JSON (InvalidSymbol)');
    await expect(discover(root, { ...options, paths: ['nowhere'] })).rejects.toThrow('no such file or folder: nowhere');
    await expect(discover(writeTree({ 'package.json': '[]' }), options)).rejects.toThrow(
      'package.json:1:1: invalid package.json',
    );
    await expect(discover(writeTree({ 'package.json': {} }), { ...options, node: 'new' })).rejects.toThrow(
      '--node: not a Node version: new',
    );
    const empty = writeTree({});
    mkdirSync(join(empty, 'in'));
    await expect(discover(join(empty, 'in'), options)).rejects.toThrow(
      `no package.json found in ${join(empty, 'in')} or above it, and no page (.html) in it`,
    );
  });
});

describe('what may be rewritten', () => {
  const files = { 'package.json': {}, 'lib/a.js': '', 'lib/b.test.js': '', 'lib/sub/c.js': '', 'other/d.js': '' };
  const selected = async (given: Partial<typeof options>): Promise<string[]> => {
    const project = await discoverTree(files, given);
    return project.files.filter((file) => file.selected && file.kind === 'js').map((file) => file.path);
  };

  test('paths, include and exclude narrow it; all files stay facts', async () => {
    expect(await selected({ paths: ['lib'] })).toEqual(['lib/a.js', 'lib/b.test.js', 'lib/sub/c.js']);
    expect(await selected({ paths: ['lib/a.js'] })).toEqual(['lib/a.js']);
    expect(await selected({ paths: ['lib/*.js'] })).toEqual(['lib/a.js', 'lib/b.test.js']);
    expect(await selected({ include: ['lib/'] })).toEqual(['lib/a.js', 'lib/b.test.js', 'lib/sub/c.js']);
    expect(await selected({ exclude: ['*.test.js', 'other'] })).toEqual(['lib/a.js', 'lib/sub/c.js']);
    expect((await discoverTree(files, { paths: ['lib'] })).files).toHaveLength(5);
  });

  test('packages below fixture folders and codemod fixtures are data', async () => {
    const project = await discoverTree({
      'package.json': {},
      'test/fixtures/plain.js': '',
      'test/fixtures/app/package.json': '{ broken',
      'test/fixtures/app/main.js': '',
      'test/broken/package.json': '{ broken',
      'test/broken/main.js': '',
      'test/package.json': '{}',
      'test/resolver/baz/package.json': '{ "main": "quux.js" }',
      'test/resolver/baz/quux.js': '',
      'test/e2e/package.json': '{ "scripts": { "test": "mocha" } }',
      'test/e2e/run.js': '',
      '__testfixtures__/a.input.js': '',
    });
    expect(project.files.filter((file) => file.kind === 'js').map((file) => [file.path, file.selected])).toEqual([
      ['__testfixtures__/a.input.js', false],
      ['test/broken/main.js', false],
      ['test/e2e/run.js', true],
      ['test/fixtures/app/main.js', false],
      ['test/fixtures/plain.js', true],
      ['test/resolver/baz/quux.js', false],
    ]);
  });
});

describe('module system and floor', () => {
  test('the nearest package.json decides, the extension wins', async () => {
    const project = await discoverTree({
      'package.json': { type: 'module', engines: { node: '>=18.2 <23' } },
      'a.js': '',
      'b.cjs': '',
      'sub/package.json': {},
      'sub/c.js': '',
      'sub/d.mjs': '',
    });
    const modules = project.files.filter((file) => file.kind !== 'json');
    expect(modules.map((file) => [file.path, file.esm, project.packages[file.package]!.dir])).toEqual([
      ['a.js', true, ''],
      ['b.cjs', false, ''],
      ['sub/c.js', false, 'sub'],
      ['sub/d.mjs', true, 'sub'],
    ]);
    expect(project.floor).toEqual([18, 2, 0]);
  });

  test.each([
    ['>=20.19.0', [20, 19, 0]],
    ['^18.12 || >=20', [18, 12, 0]],
    ['16.x', [16, 0, 0]],
    ['14 - 18', [14, 0, 0]],
    ['>= 0.8', [0, 8, 0]],
    ['*', [20, 19, 0]],
    ['<18', [20, 19, 0]],
  ])('the floor of engines %s', async (node, floor) => {
    expect((await discoverTree({ 'package.json': { engines: { node } } })).floor).toEqual(floor);
  });
});
