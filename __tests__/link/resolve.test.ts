import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { builtinName } from '../../src/link/builtins.js';
import type { Resolution, Resolver } from '../../src/link/resolve.js';
import { createResolver } from '../../src/link/resolve.js';
import { removeTrees, writeTree, type Tree } from '../trial/tree.js';
import { askNode, projectOf } from './tree.js';

const tree: Tree = {
  'package.json': {
    name: 'self',
    exports: { '.': './index.js', './only-import': { import: './lib/a.js' }, './lib/*': './lib/*.js' },
    imports: {
      '#a': './lib/a.js',
      '#split': { import: './lib/b.js', require: './lib/a.js' },
      '#dep': 'plain',
      '#fs': { node: 'fs', default: './lib/a.js' },
      '#lib/*': './lib/*.js',
      '#lib/private/*': null,
      '#outside': '../x.js',
      '#list': ['../x.js', './lib/a.js'],
    },
  },
  'index.js': '',
  'lib/a.js': '',
  'lib/b.js': '',
  'lib/c.js': '',
  'lib/c.json': '{}',
  'lib/data.json': '{}',
  'lib/index.js': '',
  'lib/both.js': '',
  'lib/both/index.js': '',
  'lib/pk/package.json': { main: './src' },
  'lib/pk/src/index.js': '',
  'lib/pk2/package.json': { main: 'gone.js' },
  'lib/pk2/index.js': '',
  'lib/empty/note.txt': '',
  'lib/addon.node': '',
  'lib/style.css': '',
  'lib/a#b.js': '',
  'lib/real.js': '',
  'lib/link.js': '-> real.js',
  'page.html': '',
  'bin/tool': '',
  'ignored/built.js': '',
  'node_modules/plain/package.json': { name: 'plain', version: '1.0.0' },
  'node_modules/plain/index.js': '',
  'node_modules/plain/lib/entry.js': '',
  'node_modules/plain/lib/sharp#.js': '',
  'node_modules/plain/sub/package.json': { main: 'main.js' },
  'node_modules/plain/sub/main.js': '',
  'node_modules/plain/style.css': '',
  'node_modules/string_decoder/package.json': { main: 'lib' },
  'node_modules/string_decoder/lib/index.js': '',
  'node_modules/single.js': '',
  'node_modules/@scope/pack/package.json': { main: 'm.js' },
  'node_modules/@scope/pack/m.js': '',
  'node_modules/@scope/pack/deep/x.js': '',
  'node_modules/dual/package.json': {
    exports: { '.': { import: './i.mjs', require: './r.cjs' }, './*.js': './*.cjs' },
  },
  'node_modules/dual/i.mjs': '',
  'node_modules/dual/r.cjs': '',
  'node_modules/map/package.json': {
    exports: {
      '.': { 'module-sync': './sync.js', default: './index.js' },
      './features/*': './f/*.js',
      './features/*.js': './f/*.js',
      './features/internal/*': null,
      './esm-only': { import: './esm.mjs' },
      './list': [{ browser: './f/no.js' }, './f/one.js'],
      './gone': './gone.js',
      './back': './../plain/index.js',
    },
  },
  'node_modules/map/index.js': '',
  'node_modules/map/sync.js': '',
  'node_modules/map/esm.mjs': '',
  'node_modules/map/f/one.js': '',
  'node_modules/map/f/internal/x.js': '',
  'node_modules/sugar/package.json': { exports: './only.js' },
  'node_modules/sugar/only.js': '',
  'node_modules/broken/package.json': 'not json',
  'node_modules/broken/index.js': '',
  'lib/node_modules/near/package.json': {},
  'lib/node_modules/near/index.js': '',
  'packages/core/package.json': { name: '@ws/core', main: 'lib/main' },
  'packages/core/lib/main.js': '',
  'packages/core/lib/extra.js': '',
  'node_modules/@ws/core': '-> ../../packages/core',
};

const specifiers = [
  ...[
    './a',
    './a.js',
    './c',
    './c.json',
    './data',
    './both',
    './both/',
    './pk',
    './pk/',
    './pk2',
    './empty',
    './nothing',
  ],
  ...['.', './', '..', '../', '../index', './../lib', './addon', './addon.node', './style.css', './a#b', './a#b.js'],
  ...['./a%23b.js', './link', './link.js', '../page.html', '../bin/tool', '../ignored/built', './a/', './a.js/', ''],
  ...[
    '#a',
    '#split',
    '#dep',
    '#fs',
    '#lib/a',
    '#lib/zzz',
    '#lib/private/a',
    '#outside',
    '#list',
    '#none',
    '#',
    '#lib/',
  ],
  ...['self', 'self/only-import', 'self/lib/b', 'self/lib/none', 'self/index.js'],
  ...[
    'plain',
    'plain/',
    'plain/lib/entry',
    'plain/lib/entry.js',
    'plain/lib/sharp#',
    'plain/sub',
    'plain/none',
    'absent',
  ],
  ...['plain/style.css', 'plain/package.json', 'plain/lib', 'single', 'string_decoder', 'string_decoder/'],
  ...['@scope/pack', '@scope/pack/deep/x', '@scope/pack/deep', '@scope/none', '@scope'],
  ...['dual', 'dual/r.js', 'dual/r', 'map', 'map/features/one', 'map/features/one.js', 'map/features/internal/x'],
  ...['map/esm-only', 'map/list', 'map/gone', 'map/back', 'map/index.js', 'sugar', 'sugar/only.js', 'broken', 'near'],
  ...['@ws/core', '@ws/core/lib/extra', '@ws/core/lib/extra.js', '@ws/core/lib/none'],
  ...['fs', 'node:fs', 'node:test', 'node:nonsense', 'fs/promises', 'punycode/', '/', '/nowhere.js'],
];

let root: string;
let resolver: Resolver;
beforeAll(() => {
  root = writeTree(tree);
  resolver = createResolver(projectOf(root, tree));
});
afterAll(removeTrees);

/** The absolute path (or `node:` name) that a resolution stands for. */
function place(resolution: Resolution, loader: 'require' | 'import'): string | null {
  switch (resolution.kind) {
    case 'file':
      return join(root, resolution.path);
    case 'asset':
      return join(root, resolution.path);
    case 'builtin':
      return 'node:' + resolution.name;
    case 'external':
      return loader === 'require' ? resolution.package.requireFile : resolution.package.importFile;
    case 'missing':
      return null;
  }
}

/** require.resolve names a builtin as it was asked for, with or without `node:`. */
const named = (answer: string | null) =>
  answer !== null && isBuiltin(answer) ? 'node:' + builtinName(answer) : answer;

test('require() finds what Node finds', () => {
  // Node 20 alone refuses a builtin as target of `imports` in require().
  const asked = specifiers.filter((specifier) => specifier !== '#fs');
  const answers = askNode(root, 'lib/from.js', asked);
  const ours = asked.map((s) => [s, place(resolver.resolve(s, 'lib/from.js'), 'require')]);
  expect(ours).toEqual(asked.map((s, i) => [s, named(answers[i]!.required)]));
});

test('import finds what Node finds', () => {
  const answers = askNode(root, 'lib/from.js', specifiers);
  const ours = specifiers.map((s) => [s, place(resolver.resolve(s, 'lib/from.js', 'import'), 'import')]);
  expect(ours).toEqual(specifiers.map((s, i) => [s, named(answers[i]!.imported)]));
});

describe('kinds', () => {
  const resolve = (specifier: string) => resolver.resolve(specifier, 'lib/from.js');

  test('sources are files, JSON included, links followed', () => {
    expect(resolve('./a')).toEqual({ kind: 'file', path: 'lib/a.js' });
    expect(resolve('./data')).toEqual({ kind: 'file', path: 'lib/data.json' });
    expect(resolve('..')).toEqual({ kind: 'file', path: 'index.js' });
    expect(resolve('./link')).toEqual({ kind: 'file', path: 'lib/real.js' });
    expect(resolve('../bin/tool')).toEqual({ kind: 'file', path: 'bin/tool' });
  });

  test('what is no listed module is an asset', () => {
    expect(resolve('../ignored/built')).toEqual({ kind: 'asset', path: 'ignored/built.js' });
    expect(resolve('../page.html')).toEqual({ kind: 'asset', path: 'page.html' });
    expect(resolve('plain/style.css')).toEqual({ kind: 'asset', path: 'node_modules/plain/style.css' });
    expect(resolve('../node_modules/plain')).toEqual({ kind: 'asset', path: 'node_modules/plain/index.js' });
    expect(resolve('/')).toEqual({ kind: 'missing' });
  });

  test('names that lead to sources also say what an import has to write', () => {
    expect(resolve('@ws/core')).toEqual({
      kind: 'file',
      path: 'packages/core/lib/main.js',
      importSpecifier: '@ws/core',
      importPath: 'packages/core/lib/main.js',
    });
    expect(resolve('@ws/core/lib/extra')).toEqual({
      kind: 'file',
      path: 'packages/core/lib/extra.js',
      importSpecifier: '@ws/core/lib/extra.js',
      importPath: 'packages/core/lib/extra.js',
    });
    expect(resolve('#split')).toEqual({
      kind: 'file',
      path: 'lib/a.js',
      importSpecifier: '#split',
      importPath: 'lib/b.js',
    });
    expect(resolve('#dep')).toMatchObject({ kind: 'external', package: { name: 'plain' } });
    expect(resolve('#fs')).toEqual({ kind: 'builtin', name: 'fs' });
  });

  test.each([
    ['plain', 'plain'],
    ['plain/', 'plain/index.js'],
    ['plain/lib/entry', 'plain/lib/entry.js'],
    ['plain/lib/sharp#', 'plain/lib/sharp%23.js'],
    ['plain/sub', 'plain/sub/main.js'],
    ['@scope/pack/deep/x', '@scope/pack/deep/x.js'],
    ['string_decoder/', 'string_decoder/lib/index.js'],
    ['map/features/one', 'map/features/one'],
  ])('import specifier of %s: %s, the same file', (specifier, importSpecifier) => {
    expect(resolve(specifier)).toMatchObject({ kind: 'external', package: { importSpecifier, sameFile: true } });
  });

  test('a file beside the packages has no import target', () => {
    expect(resolve('single')).toMatchObject({
      kind: 'external',
      package: { importFile: null, importSpecifier: 'single', hasDefault: false, importNames: [] },
    });
  });

  test('both halves of a dual package', () => {
    expect(resolve('dual')).toMatchObject({
      kind: 'external',
      package: { name: 'dual', sameFile: false, format: 'cjs', importFormat: 'esm', hasDefault: false },
    });
  });

  test('a package that only import reaches', () => {
    expect(resolve('map/esm-only')).toEqual({ kind: 'missing' });
    expect(resolver.resolve('map/esm-only', 'lib/from.js', 'import')).toMatchObject({
      kind: 'external',
      package: { requireFile: null, format: 'esm', importFormat: 'esm' },
    });
  });

  test('one package is one object, whoever asks', () => {
    const [a, b] = ['lib/from.js', 'index.js'].map((from) => resolver.resolve('plain', from));
    expect(a?.kind === 'external' && b?.kind === 'external' && a.package === b.package).toBe(true);
  });

  test('import of a path drops the query', () => {
    expect(resolver.resolve('./a.js?x=1', 'lib/from.js', 'import')).toEqual({ kind: 'file', path: 'lib/a.js' });
  });

  test('folders are listed as they stand', () => {
    expect(resolver.listDirectory('lib/pk')).toEqual(['package.json', 'src']);
    expect(resolver.listDirectory('lib/none')).toEqual([]);
    expect(resolver.listDirectory('')).toContain('node_modules');
  });
});

describe('TypeScript sources', () => {
  const files = [
    'a.ts',
    'b.tsx',
    'c.js',
    'c.ts',
    'd/index.ts',
    'e.mts',
    'f.cts',
    'g.js',
    'g.d.ts',
    'from.ts',
    'from.js',
  ];
  const typed: Tree = Object.fromEntries(files.map((path) => ['src/' + path, '']));
  // Nothing of this is on disk: listed files are enough.
  const inMemory = createResolver(projectOf('/nowhere/at/all', typed));

  test.each([
    ['./a', 'src/a.ts', 'src/a.ts'],
    ['./a.js', 'src/a.ts', 'src/a.ts'],
    ['./b', 'src/b.tsx', 'src/b.tsx'],
    ['./b.js', 'src/b.tsx', 'src/b.tsx'],
    ['./c', 'src/c.ts', 'src/c.js'],
    ['./c.js', 'src/c.js', 'src/c.js'],
    ['./d', 'src/d/index.ts', 'src/d/index.ts'],
    ['./e.mjs', 'src/e.mts', 'src/e.mts'],
    ['./f.cjs', 'src/f.cts', 'src/f.cts'],
    ['./g', 'src/g.js', 'src/g.js'],
  ])('%s is %s from TypeScript, %s from JavaScript', (specifier, fromTs, fromJs) => {
    expect(inMemory.resolve(specifier, 'src/from.ts')).toEqual({ kind: 'file', path: fromTs });
    expect(inMemory.resolve(specifier, 'src/from.js')).toEqual({ kind: 'file', path: fromJs });
  });

  test('nothing there is missing', () => {
    expect(inMemory.resolve('./h', 'src/from.ts')).toEqual({ kind: 'missing' });
    expect(inMemory.resolve('typescript-of-nowhere', 'src/from.ts')).toEqual({ kind: 'missing' });
  });
});
