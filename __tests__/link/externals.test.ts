import type { ExternalModule } from '../../src/link/externals.js';
import type { Resolver } from '../../src/link/resolve.js';
import { createResolver } from '../../src/link/resolve.js';
import { removeTrees, writeTree, type Tree } from '../trial/tree.js';
import { askNode, projectOf } from './tree.js';

/** A package of one file, or of several. */
function pack(name: string, json: object, files: Record<string, string>): Tree {
  const inside = Object.entries(files).map(([path, text]) => [`node_modules/${name}/${path}`, text]);
  return { [`node_modules/${name}/package.json`]: { name, ...json }, ...Object.fromEntries(inside) };
}

const esm = { type: 'module', exports: './index.js' };

const tree: Tree = {
  'package.json': {},
  'index.js': '',
  // CommonJS: what the lexer sees, misses and invents.
  ...pack('bag', {}, { 'index.js': 'exports.a = 1; exports.b = function () {}; if (false) exports.dead = 1;' }),
  ...pack('literal', {}, { 'index.js': 'const a = 1, c = 2; module.exports = { a, b: 1, c };' }),
  ...pack('getter', {}, { 'index.js': 'module.exports = { get n() { return 1; } };' }),
  ...pack('value', {}, { 'index.js': 'module.exports = f; function f() {} f.extra = 1;' }),
  ...pack(
    'marked',
    {},
    {
      'index.js': 'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = 1; exports.x = 2;',
    },
  ),
  ...pack(
    'reexport',
    {},
    {
      'index.js': 'module.exports = require("./lib");',
      'lib/index.js': 'module.exports = { ...require("bag"), own: 1, ...require("./more.json") };',
      'lib/more.json': '{ "json": 1 }',
    },
  ),
  ...pack(
    'branch',
    {},
    {
      'index.js': 'if (process.env.NO_SUCH) module.exports = require("./a"); else module.exports = require("./b");',
      'a.js': 'exports.fromA = 1;',
      'b.js': 'exports.fromB = 1;',
    },
  ),
  ...pack(
    'circle',
    {},
    {
      'index.js': 'exports.one = 1; __exportStar(require("./b"), exports); function __exportStar() {}',
      'b.js': 'exports.two = 2; __exportStar(require("./index"), exports); function __exportStar() {}',
    },
  ),
  ...pack('unreadable', {}, { 'index.js': 'exports.a = 1; import "bag";' }),
  ...pack('hashbang', {}, { 'index.js': '#!/usr/bin/env node\nexports.a = 1;' }),
  ...pack('jsonmain', { main: 'data.json' }, { 'data.json': '{ "a": 1 }' }),
  // ES modules.
  ...pack('named', esm, {
    'index.js': 'export const a = 1, { b, c: [d] } = { c: [1] }; export function f() {} export class K {}',
  }),
  ...pack('withdefault', esm, { 'index.js': 'export default class {} export { x as "a b" }; let x;' }),
  ...pack('facade', esm, {
    'index.js': 'const api = { a: 1 }; export const a = 1; export { api as default, api as "module.exports" };',
  }),
  ...pack('stars', esm, {
    'index.js':
      'export * from "./one.js"; export * from "./two.js"; export * as all from "./one.js"; export const own = 1;',
    'one.js': 'export const one = 1, clash = 1, own = 2; export default 1; export { shared } from "./base.js";',
    'two.js': 'import { shared as s } from "./base.js"; export const two = 1, clash = 2; export { s as shared };',
    'base.js': 'export const shared = 1;',
  }),
  ...pack('starcycle', esm, {
    'index.js': 'export * from "./b.js"; export const a = 1;',
    'b.js': 'export * from "./index.js"; export const b = 1;',
  }),
  ...pack('starcjs', esm, {
    'index.js': 'export * from "reexport"; export { default } from "bag"; export * from "node:punycode";',
  }),
  ...pack('starfacade', esm, { 'index.js': 'export * from "facade";' }),
  ...pack('namespaces', esm, {
    'index.js': 'export * from "./a.js"; export * from "./b.js";',
    'a.js': 'export * as same from "bag"; export * as other from "bag"; export * as twice from "bag";',
    'b.js':
      'import * as same from "bag"; export { same }; export * as other from "named"; export * as twice from "bag";',
  }),
  ...pack('comments', esm, { 'index.js': 'export/* from "x" */ * from /* */ "named"; // export * from "bag"\n' }),
  ...pack('detected', {}, { 'index.js': 'export const found = 1;' }),
  ...pack('notdetected', {}, { 'index.js': 'exports.a = () => import("bag"); exports.s = "export default 1";' }),
  ...pack('mjs', { main: 'main.mjs' }, { 'main.mjs': 'export const m = 1;' }),
  ...pack(
    'nested',
    { type: 'module', main: 'cjs/index.js' },
    {
      'cjs/package.json': '{ "type": "commonjs" }',
      'cjs/index.js': 'exports.inner = 1;',
    },
  ),
};

const packages = Object.keys(tree).flatMap((path) => /^node_modules\/([^/]+)\/package\.json$/.exec(path)?.[1] ?? []);

let root: string;
let resolver: Resolver;
beforeAll(() => {
  root = writeTree(tree);
  resolver = createResolver(projectOf(root, tree));
});
afterAll(removeTrees);

function external(specifier: string): ExternalModule {
  const resolution = resolver.resolve(specifier, 'index.js');
  if (resolution.kind !== 'external') throw new Error(`${specifier} is ${resolution.kind}`);
  return resolution.package;
}

test('the names are those of the running Node, for every package', () => {
  const importable = packages.filter((name) => !['jsonmain', 'unreadable'].includes(name));
  const answers = askNode(root, 'index.js', importable);
  const ours = importable.map((name) => {
    const { importNames, hasDefault, moduleExportsName } = external(name);
    return [name, ...importNames, ...(hasDefault ? ['default'] : []), ...(moduleExportsName ? ['module.exports'] : [])];
  });
  // From Node 23 on, a CommonJS module also shows the name 'module.exports'; it is never used.
  const isCommonJs = (name: string) => external(name).importFormat === 'cjs';
  const expected = importable.map((name, i) => {
    const keys = answers[i]!.keys ?? ['(failed)'];
    const last = ['default', 'module.exports'].filter(
      (key) => keys.includes(key) && !(key !== 'default' && isCommonJs(name)),
    );
    return [name, ...keys.filter((key) => key !== 'default' && key !== 'module.exports').sort(), ...last];
  });
  expect(ours).toEqual(expected);
});

test.each([
  ['literal', ['a']],
  ['getter', ['get']],
  ['value', []],
  ['reexport', ['a', 'b', 'dead']],
  ['branch', ['fromB']],
  ['circle', ['one', 'two']],
  ['unreadable', []],
  ['stars', ['all', 'one', 'own', 'shared', 'two']],
  ['namespaces', []],
])('%s shows %j', (name, names) => {
  expect(external(name).importNames).toEqual(names);
});

test('marks and formats', () => {
  expect(external('marked')).toMatchObject({ esModuleFlag: true, hasDefault: true, importNames: ['__esModule', 'x'] });
  expect(external('bag')).toMatchObject({ esModuleFlag: false, format: 'cjs' });
  expect(external('jsonmain')).toMatchObject({
    format: 'json',
    importFormat: 'json',
    hasDefault: true,
    importNames: [],
  });
  expect(external('detected')).toMatchObject({ format: 'esm', importFormat: 'esm', hasDefault: false });
  expect(external('notdetected')).toMatchObject({ format: 'cjs', importFormat: 'cjs' });
  expect(external('nested')).toMatchObject({ format: 'cjs', importFormat: 'cjs' });
  expect(external('facade')).toMatchObject({ moduleExportsName: true, hasDefault: true, importNames: ['a'] });
  expect(external('starfacade')).toMatchObject({ moduleExportsName: true, hasDefault: false });
});

test('a description is plain data once read', () => {
  expect(JSON.parse(JSON.stringify(external('bag')))).toEqual({
    specifier: 'bag',
    name: 'bag',
    requireFile: `${root}/node_modules/bag/index.js`,
    importFile: `${root}/node_modules/bag/index.js`,
    sameFile: true,
    format: 'cjs',
    importFormat: 'cjs',
    importSpecifier: 'bag',
    importNames: ['a', 'b', 'dead'],
    requireNames: ['a', 'b', 'dead'],
    hasDefault: true,
    moduleExportsName: false,
    esModuleFlag: false,
  });
});
