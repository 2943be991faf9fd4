import { LoadEvents } from '../../src/decide/cycles/load-events.js';
import { isQuiet } from '../../src/decide/cycles/quiet-cycles.js';
import { analyseProject } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';
import { tempProject } from './project.js';

async function isQuietCycle(a: string, isNoticed = false): Promise<boolean> {
  const root = tempProject({ 'a.js': a, 'b.js': "const a = require('./a');\nexports.g = () => a.f();\n" });
  const { graph, sources, plan } = await analyseProject(root, defaultOptions);
  const events = new LoadEvents(graph, sources, () => true);
  const world = { graph, sources, events, files: plan.files, isNoticed: () => isNoticed };
  return isQuiet(world, ['a.js', 'b.js']);
}

test('a cycle whose members are only used later needs no replay', async () => {
  expect(await isQuietCycle("const b = require('./b');\nexports.f = () => b.g();\n")).toBe(true);
  expect(await isQuietCycle("const { g } = require('./b');\nexports.f = () => g();\n")).toBe(true);
});

test.each([
  ['a read while it loads', "const b = require('./b');\nexports.f = typeof b.g;\n"],
  ['a call while it loads', "const b = require('./b');\nexports.f = () => 1;\nb.g();\n"],
  ['a require() that stays', "let b = null;\nif (process.argv[9]) b = require('./b');\nexports.f = () => b.g();\n"],
  ['a copy of the binding', "let b = require('./b');\nb = b || null;\nexports.f = () => b.g();\n"],
])('%s needs one', async (_, text) => {
  expect(await isQuietCycle(text)).toBe(false);
});

test('a binding that CommonJS left unfinished needs one where that is noticed', async () => {
  const replaced = "const b = require('./b');\nmodule.exports = { f: () => b.g() };\n";
  expect(await isQuietCycle(replaced, false)).toBe(true);
  expect(await isQuietCycle(replaced, true)).toBe(false);
});
