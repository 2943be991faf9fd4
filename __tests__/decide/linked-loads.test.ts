import { afterAll, expect, test } from '@jest/globals';
import { refusesLinkedModules } from '../../src/discover/floor.js';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

/** `lib/use.js` requires `store.js` while it loads, before `main.js` comes to its own require of it. */
const program = (node: string) => ({
  'package.json': { private: true, engines: { node }, scripts: { start: 'node main.js' } },
  'main.js': "const use = require('./lib/use');\nconst store = require('./lib/store');\n\nconsole.log(use, store.a);\n",
  'lib/use.js':
    "function load() {\n  return require('./store').a;\n}\n\nconsole.log('load');\nmodule.exports = load();\n",
  'lib/store.js': "console.log('store');\nexports.a = 1;\n",
});

test('where Node refuses to require() what an import has linked, only require() loads it', async () => {
  const { files } = await migrateTree(writeTree(program('>=20.19.0')));
  expect(files['main.js']).toContain("const store = require('./lib/store');\n");
});

test.each(['>=0.10', undefined])(
  'where nobody chose such a Node (engines %s), engines says which is needed',
  async (node) => {
    const tree = program('');
    const { files, findings } = await migrateTree(
      writeTree({ ...tree, 'package.json': { ...tree['package.json'], engines: { node } } }),
    );
    expect(files['main.js']).toContain("import * as store from './lib/store.js';\n");
    expect(files['package.json']).toContain('"node": "^20.19.6 || ^22.18.0 || >=24.2.0"');
    expect(findings.map((f) => f.rule)).toContain('engines');
  },
);

test('nor does engines rise above the Node that runs the migration', async () => {
  const { files } = await migrateTree(writeTree(program('>=0.10')), '20.19.5');
  expect(files['main.js']).toContain("const store = require('./lib/store');\n");
});

test.each([
  ['a field', "class A {\n  s = require('./store').a;\n}\nmodule.exports = new A().s;\n"],
  [
    'an inherited field',
    "class A {\n  s = require('./store').a;\n}\nclass B extends A {}\nmodule.exports = new B().s;\n",
  ],
  ['a method', "class A {\n  m() {\n    return require('./store').a;\n  }\n}\nmodule.exports = new A().m();\n"],
  ['a static method', "class A {\n  static m() {\n    return require('./store').a;\n  }\n}\nmodule.exports = A.m();\n"],
])('%s that requires it is seen, too', async (_, use) => {
  const { files } = await migrateTree(
    writeTree({ ...program('>=20.19.0'), 'lib/use.js': `console.log('load');\n${use}` }),
  );
  expect(files['main.js']).toContain("const store = require('./lib/store');\n");
});

test('with a newer Node it is an import', async () => {
  const { files } = await migrateTree(writeTree(program('>=24.2.0')));
  expect(files['main.js']).toContain("import * as store from './lib/store.js';\n");
});

test('a module that has run before is imported', async () => {
  const tree = program('>=20.19.0');
  const main = tree['main.js'].split('\n');
  const { files } = await migrateTree(writeTree({ ...tree, 'main.js': [main[1], main[0], main[3], ''].join('\n') }));
  expect(files['main.js']).toContain("import * as store from './lib/store.js';\n");
});

test.each<[[number, number, number], boolean]>([
  [[18, 20, 0], true],
  [[20, 19, 5], true],
  [[20, 19, 6], false],
  [[22, 17, 0], true],
  [[22, 18, 0], false],
  [[23, 11, 0], true],
  [[24, 1, 0], true],
  [[24, 2, 0], false],
])('Node %s refuses: %s', (version, refuses) => {
  expect(refusesLinkedModules(version)).toBe(refuses);
});

test('a module that hands on what only require() may load hands on the value', async () => {
  const { files, findings } = await migrateTree(
    writeTree({
      ...program('>=20.19.0'),
      'store.js': "module.exports = require('./lib/store');\n",
      'main.js': "const use = require('./lib/use');\nconst store = require('./store');\n\nconsole.log(use, store.a);\n",
    }),
  );
  expect(findings.map((f) => f.rule)).not.toContain('internal-fallback');
  expect(files['store.js']).toContain("export default require('./lib/store');\n");
});

test('the report says why each require() stays', async () => {
  const { findings } = await migrateTree(writeTree(program('>=20.19.0')));
  expect(findings.filter((f) => f.rule === 'require-kept').map((f) => `${f.file}:${f.line} ${f.message}`)).toEqual([
    'lib/use.js:2 require() stays, by createRequire: it loads when the function around it is called (line 2).',
    'main.js:2 require() stays, by createRequire: a require() may come before the import that runs it, which Node before 20.19.6 and 22.18 refuses (line 2).',
  ]);
});
