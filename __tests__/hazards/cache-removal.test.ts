import { migrateProject, removeProjects, writeProject } from '../runners/tree.js';

afterAll(removeProjects);

/** A test that loads `lib/mode.js` again, and two others that use it. */
const files = (removal: string, script: string) => ({
  'package.json': { name: 'made', private: true, scripts: { test: script } },
  'lib/mode.js': 'exports.mode = process.env.MODE;\n',
  'lib/lazy.js': "exports.load = () => require('./late');\n",
  'lib/late.js': "const { mode } = require('./mode');\nexports.mode = mode;\n",
  'test/mode.js': removal,
  'test/other.js':
    "const { mode } = require('../lib/mode');\nconst { load } = require('../lib/lazy');\nconsole.log(mode, load());\n",
});

const lineOf = (text: string, word: string): string => text.split('\n').find((line) => line.includes(word))!;

async function loadsOf(removal: string, script: string): Promise<Record<string, string>> {
  const migrated = await migrateProject(writeProject(files(removal, script)));
  return {
    test: lineOf(migrated.files['test/other.js']!, 'lib/mode'),
    late: lineOf(migrated.files['lib/late.js']!, './mode'),
  };
}

const remove = "delete require.cache[require.resolve('../lib/mode')];\n";
const asImport = "import modeModule from '../lib/mode.cjs';";
const asRequire = "const { mode } = require('../lib/mode.cjs');";
const late = "const { mode } = require('./mode.cjs');";

test.each([
  [
    'in a function that mocha calls when all files have loaded',
    `it('loads again', () => {\n${remove}});\n`,
    'mocha',
    asImport,
  ],
  [
    'in a function of a file with a process of its own',
    `function again() {\n${remove}}\nagain();\n`,
    'tap test/*.js',
    asImport,
  ],
  [
    'in a function that may be called while others load',
    `function again() {\n${remove}}\nagain();\n`,
    'mocha',
    asRequire,
  ],
  ['while the test loads', `require('../lib/mode');\n${remove}`, 'mocha', asRequire],
])('a module that a test takes out of require.cache %s', async (_, removal, script, expected) => {
  expect(await loadsOf(removal, script)).toEqual({ test: expected, late });
});
