import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

/** The file after the migration, and what an ES module outside gets as `a`, before and after. */
async function migrated(lib: string): Promise<{ text: string; before: string; after: string }> {
  const root = writeTree({
    'package.json': { name: 'made', version: '1.0.0', main: 'lib.js' },
    'lib.js': `function a() { return 'a'; }\n${lib}`,
    'wrap.js': "module.exports = (o) => { const f = o.a; o.a = () => 'wrapped ' + f(); };\n",
    'consumer/run.mjs': "import { a } from '../lib.js';\nconsole.log(a());\n",
  });
  const run = (): string => {
    const { stdout, stderr } = spawnSync(process.execPath, ['consumer/run.mjs'], { cwd: root, encoding: 'utf8' });
    return stdout + stderr;
  };
  const before = run();
  const { files } = await migrateTree(root);
  return { text: files['lib.js']!, before, after: run() };
}

test.each([
  ['a function gets it', "exports.a = a;\nrequire('./wrap')(exports);\n"],
  ['another name of it goes away', "module.exports = { a };\nconst self = module.exports;\nrequire('./wrap')(self);\n"],
  ['a method of its own changes it', 'module.exports = { a, init() { this.a = () => 2; } };\nmodule.exports.init();\n'],
  ['a member is written under a computed name', "module.exports = { a };\nmodule.exports['a' + ''] = () => 3;\n"],
])('where the exports object may change, its members are read at the end: %s', async (_, lib) => {
  const { text, before, after } = await migrated(lib);
  expect(after).toBe(before);
  expect(text).not.toContain('export { a };');
});

test('a member whose value is a binding is exported as that binding', async () => {
  const { text, before, after } = await migrated(
    'const b = 1;\nmodule.exports = { a, b, c: 2 };\nsetTimeout(() => console.log(Object.keys(module.exports)));\n',
  );
  expect(after).toBe(before);
  expect(text).toBe(`function a() { return 'a'; }
const b = 1;
const made = { a, b, c: 2 };
setTimeout(() => console.log(Object.keys(made)));

export { a, b };
export { made as default, made as 'module.exports' };
`);
});
