import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from './tree.js';

afterAll(removeTrees);

const pack = { name: 'made', version: '1.0.0', main: 'lib/index.js' };

test('a name that only inner scopes declare is free for what is exported', async () => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': pack,
      'lib/index.js':
        'module.exports = createError;\nmodule.exports.HttpError = base();\nfunction base() {\n  function HttpError() {}\n  return HttpError;\n}\nfunction createError() {}\n',
      'lib/password.js':
        'module.exports = function (options) {\n  var password = options.password;\n  return password;\n};\n',
      'lib/headers.js': 'exports.parse = function (headers) {\n  return headers;\n};\n',
    }),
  );
  expect(files['lib/index.js']).toContain('export const { HttpError } = createError;\n');
  expect(files['lib/password.js']).toMatch(/^export default function password\(options\) \{/);
  expect(files['lib/headers.js']).toContain('const headers = { parse };\n');
});

test('a name that is written in a function must not be hidden there', async () => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': pack,
      'lib/index.js':
        'module.exports = function (a) {\n  var made = a;\n  return made ? module.exports.tag + made : null;\n};\nmodule.exports.tag = 1;\n',
    }),
  );
  expect(files['lib/index.js']).toMatch(/^export default function madeExports\(a\) \{/);
  expect(files['lib/index.js']).toContain('madeExports.tag + made');
});

test('the object of all exports is written as the file writes objects', async () => {
  const names = ['one', 'two', 'three', 'four', 'five', 'six'];
  const lib = (end: string): string =>
    `exports.o = {\n  a: 1,\n  b: 2${end}\n}\nexports.p = {a: 1}\n${names.map((name) => `exports.${name} = 1\n`).join('')}`;
  const all = ['o', 'p', ...names];
  const { files } = await migrateTree(
    writeTree({
      'package.json': pack,
      'lib/index.js': lib(''),
      'lib/b.js': lib(','),
      'lib/c.js': 'exports.a = {a: 1}\n',
    }),
  );
  const list = all.map((name) => `  ${name}`).join(',\n');
  expect(files['lib/index.js']).toContain(`const made = {\n${list}\n}\n`);
  expect(files['lib/b.js']).toContain(`const b = {\n${list},\n}\n`);
  expect(files['lib/c.js']).toContain('const c = {a}\n');
});

test('an arrow function at the top level reads the exports by this: no name of its own may hide them', async () => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': pack,
      'lib/index.js':
        "module.exports = function () {};\nmodule.exports.add = (made) => made + this.tag;\nthis.tag = 't';\n",
      'lib/keys.js': 'exports.one = 1;\nexports.sum = () => {\n  const one = 2;\n  return this.one + one;\n};\n',
      'lib/holder.js':
        'const it = (exports.lab = run());\nconst f = (holder) => this.lab || holder;\nmodule.exports[it] = f;\nfunction run() {}\n',
    }),
  );
  expect(files['lib/index.js']).toContain('(made) => made + madeExports.tag');
  expect(files['lib/keys.js']).toContain('const one = 2;\n  return oneValue + one;');
  expect(files['lib/holder.js']).toContain('(holder) => holderExports.lab || holder');
});

test('what a test exports keeps its names, which its runner may read', async () => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': { name: 'made', private: true, scripts: { test: 'lab' } },
      'test/index.js':
        "const Lab = require('@hapi/lab');\nconst { it } = exports.lab = Lab.script();\nit('a', () => this.response);\n",
    }),
  );
  expect(files['test/index.js']).toMatch(/export const \{ lab \} = \w+;\n/);
});
