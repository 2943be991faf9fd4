import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree, type Tree } from './tree.js';

afterAll(removeTrees);

const modules: Tree = {
  'package.json': { name: 'p', version: '1.0.0', private: true },
  'a.js': "console.log('a');\nexports.one = 1;\n",
  'b.js': "console.log('b');\nexports.two = 2;\n",
  'c.js': "console.log('c');\nexports.three = 3;\n",
};

/** The text of main.js after the migration; the program prints what it printed before. */
async function migrated(main: string): Promise<string> {
  const root = writeTree({ ...modules, 'main.js': main });
  const print = (): string => spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' }).stdout;
  const before = print();
  const { files } = await migrateTree(root);
  expect(print()).toBe(before);
  expect(before).not.toBe('');
  return files['main.js']!;
}

test('requires inside the values of a declaration load after those that it binds first', async () => {
  const main = "var a = require('./a'),\n    x = {\n      b: require('./b')\n    };\n\nconsole.log(a.one, x.b.two);\n";
  expect(await migrated(main)).toBe(
    "import * as a from './a.js';\nimport b from './b.js';\nvar x = {\n      b\n    };\n\nconsole.log(a.one, x.b.two);\n",
  );
});

test('requires inside the values of a declaration load before those that it binds later', async () => {
  const main = "var x = [require('./b')], a = require('./a');\nconsole.log(a.one, x[0].two);\n";
  const text = await migrated(main);
  expect(text.indexOf('./b.js')).toBeLessThan(text.indexOf('./a.js'));
});

test('a require inside a later statement loads after the imports of a declaration', async () => {
  const main = "var a = require('./a'), n = 1;\nvar list = [require('./c')];\nconsole.log(a.one, n, list.length);\n";
  expect(await migrated(main)).toBe(
    "import * as a from './a.js';\nimport c from './c.js';\nvar n = 1;\nvar list = [c];\nconsole.log(a.one, n, list.length);\n",
  );
});

test('comments and layout of the declarators that stay', async () => {
  const main = `var a = require('./a'), // first
    n = 1, // one
    // the second
    b = require('./b'),

  // Lookup table
  // of numbers
  table = {
    one: n,
  },

  // a pattern
  pattern = /x/; // end

console.log(a.one, b.two, table, pattern);
`;
  expect(await migrated(main)).toBe(`import * as a from './a.js'; // first
// the second
import * as b from './b.js';
var n = 1, // one

  // Lookup table
  // of numbers
  table = {
    one: n,
  },

  // a pattern
  pattern = /x/; // end

console.log(a.one, b.two, table, pattern);
`);
});

test('commas in front of the lines', async () => {
  const main = `var a = require('./a')
  , n = 1 // one
  , b = require('./b') // second
  , m = 2 // two

console.log(a.one, b.two, n, m)
`;
  expect(await migrated(main)).toBe(`import * as a from './a.js'
import * as b from './b.js' // second
var n = 1 // one
  , m = 2 // two

console.log(a.one, b.two, n, m)
`);
});

test('comments of declarators in a function', async () => {
  const main = `function run() {
  var n = 1, // one
      // a module
      a = require('./a'), // loaded
      // a number
      m = 2;
  console.log(a.one, n, m);
}
run();
`;
  const text = await migrated(main);
  for (const comment of ['// one', '// a module', '// loaded', '// a number']) expect(text).toContain(comment);
});

test('the exports object stands behind the imports that a declaration becomes', async () => {
  const root = writeTree({
    ...modules,
    'lib.js': "var a = require('./a'),\n    n = a.one;\n\nexports.n = n;\nexports[process.argv[0]] = n;\n",
    'main.js': "console.log(require('./lib').n);\n",
  });
  const { files } = await migrateTree(root);
  expect(files['lib.js']).toMatch(/^import \* as a from '\.\/a\.js';\nconst p = \{\};\nvar n = a\.one;\n/);
});

test('what is inserted at the top stands above an exported declaration that opens the file', async () => {
  const { files } = await migrateTree(
    writeTree({
      'package.json': { name: 'made', private: true },
      'memory.js': 'module.exports = class Memory {};\n',
      'cache.js': "var cache = module.exports = function () {\n  return require('./memory');\n};\n",
      'both.js': "var open = exports.open = function () {\n  return require('./memory');\n};\nexports.two = 2;\n",
      'main.js': "const { open } = require('./both');\nconsole.log(require('./cache')(), open());\n",
    }),
  );
  const head = "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n\n";
  const rest = " = function () {\n  return require('./memory');\n};\n";
  expect(files['cache.js']).toBe(`${head}export var cache${rest}`);
  expect(files['both.js']).toBe(`${head}export var open${rest}export const two = 2;\n`);
});

test.each([
  ["var api = exports,\n    a = require('./a'),\n    n = 1;\n", 'var n = 1;\n'],
  ["var a = require('./a')\n  , api = module.exports;\n", ''],
  ["var n = 1, api = exports, a = require('./a');\n", 'var n = 1;\n'],
])('a name for the exports among requires goes: %j', async (head, left) => {
  const { files } = await migrateTree(
    writeTree({
      ...modules,
      'lib.js': `${head}\napi.get = function () {\n  return a.one;\n};\n`,
      'main.js': "console.log(require('./lib').get());\n",
    }),
  );
  expect(files['lib.js']).toBe(`import * as a from './a.js';\n${left}\nexport function get() {\n  return a.one;\n}\n`);
});
