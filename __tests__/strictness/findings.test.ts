import { join } from 'node:path';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';
import { migrateProgram, output, tempFolder } from './run.js';

const manifest = { 'package.json': '{ "private": true }\n' };

test('a finding stands at its place in the original, whatever was inserted above', async () => {
  const code =
    'if (process.argv.length > 9) return;\n\nlist().forEach(function () {\n  void this;\n});\nfunction list() {\n  return [];\n}\n';
  const { result, before, after } = await migrateProgram(code);
  const found = result.findings.filter((f) => f.file === 'main.js');
  expect(found.map((f) => [f.rule, f.line, f.column])).toEqual([['callback-this', 3, 16]]);
  expect(after).toBe(before);
});

test.each([
  ['with an object that the call has', 'using({ a: 1 }, f)', 'object, done) { done.call(object); }', false],
  [
    'with an object of its own',
    'using(null, f)',
    'object, done) { if (typeof done === "function") done.apply({}); }',
    false,
  ],
  ['with a parameter that the call leaves out', 'using(f)', 'done, object) { done.call(object); }', true],
  ['in both ways', 'using({}, f)', 'object, done) { done.call(object); done(); }', true],
  ['with its own this', 'using({}, f)', 'object, done) { done.call(this); }', true],
])('a callback that a function of the file calls %s', async (_, call, using, isTold) => {
  const f = 'function () { console.log(typeof this); }';
  const code = `if (process.argv[9]) ${call.replace(/\bf\b/, f)};\nfunction using(${using}\n`;
  const { result } = await migrateProgram(code);
  expect(result.findings.some(({ rule }) => rule === 'callback-this')).toBe(isTold);
});

test('each hint is given once a file', async () => {
  const code = "'use strict';\nvar t = '1';\nconsole.log(eval(t), eval(t), eval('2'));\n";
  const { result, before, after } = await migrateProgram(code);
  expect(result.findings.filter((f) => f.rule === 'direct-eval').map((f) => f.line)).toEqual([3]);
  expect(after).toBe(before);
});

test('a file that stays CommonJS keeps its text, but for the names of renamed files', async () => {
  const root = tempFolder({
    ...manifest,
    'main.js': "n = 010;\nconsole.log(module.children.length, n, require('./with'));\n",
    'other.js': 'exports.a = 1;\n',
    'with.js': 'with ({ a: 1 }) { module.exports = a; }\n',
  });
  const result = await migrate(root, defaultOptions);
  expect(result.changes.filter((c) => c.path === 'main.js').map((c) => [c.newPath, c.after])).toEqual([
    ['main.cjs', "n = 010;\nconsole.log(module.children.length, n, require('./with.cjs'));\n"],
  ]);
});

test('a global that one file makes is there for the others', async () => {
  const files = {
    'main.js':
      "require('./leaky');\nconsole.log(across, typeof globalThis.across);\nacross = 'again';\nconsole.log(globalThis.across);\n",
    'leaky.js': "across = 'leaked';\n",
  };
  const before = tempFolder({ ...manifest, ...files });
  const result = await migrate(before, defaultOptions);
  const after = tempFolder(Object.fromEntries(result.changes.map((c) => [c.newPath, c.after ?? ''])));
  expect(await output(join(after, 'main.js'))).toBe(await output(join(before, 'main.js')));
});
