import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { migrate } from '../src/migrate.js';
import { defaultOptions } from '../src/options.js';

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

function tree(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'single-')));
  roots.push(root);
  for (const [path, text] of Object.entries({ 'package.json': '{ "private": true }\n', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const files = {
  'src/a.js': "'use strict';\n\nexports.a = require('./b');\n",
  'src/b.js': "'use strict';\n\nmodule.exports = function b() {};\n",
  'test/a.js': "'use strict';\n\nconst { a } = require('../src/a');\n\na();\n",
  'rename.cjs': `module.exports = (file, { j }) =>
  j(file.source).find(j.Identifier, { name: 'a' }).forEach((p) => (p.node.name = 'renamed')).toSource();\n`,
};

async function changed(
  root: string,
  transforms: string[],
  paths: string[] = [],
): Promise<Record<string, string | null>> {
  const { changes, findings } = await migrate(root, { ...defaultOptions, transforms, paths });
  expect(findings).toEqual([]);
  return Object.fromEntries(changes.map(({ path, newPath, after }) => [`${path} -> ${newPath}`, after]));
}

test('one transform changes the selected files, as if everything were migrated', async () => {
  const root = tree(files);
  expect(await changed(root, ['use-strict'], ['src'])).toEqual({
    'src/a.js -> src/a.js': "exports.a = require('./b');\n",
    'src/b.js -> src/b.js': 'module.exports = function b() {};\n',
  });
  // The test file stays CommonJS for now, and still counts as one that will be migrated: no facade.
  expect(await changed(root, ['cjs-exports'], ['src/b.js'])).toEqual({
    'src/b.js -> src/b.js': "'use strict';\n\nexport function b() {}\n",
  });
});

test('several transforms in one go', async () => {
  expect(await changed(tree(files), ['cjs-requires', 'use-strict'], ['test'])).toEqual({
    'test/a.js -> test/a.js': "import { a } from '../src/a.js';\n\na();\n",
  });
});

test("somebody else's transform runs behind ours, in the same run", async () => {
  const root = tree(files);
  expect(await changed(root, ['use-strict', join(root, 'rename.cjs')], ['src/a.js'])).toEqual({
    'src/a.js -> src/a.js': "exports.renamed = require('./b');\n",
  });
});

test('a transform of somebody else that fails is told, and changes nothing', async () => {
  const root = tree({ ...files, 'fails.cjs': "module.exports = () => { throw new Error('no'); };\n" });
  const { changes, findings } = await migrate(root, {
    ...defaultOptions,
    transforms: [join(root, 'fails.cjs')],
    paths: ['src/a.js'],
  });
  expect(changes).toEqual([]);
  expect(findings).toMatchObject([{ rule: 'foreign-transform', severity: 'error', file: 'src/a.js' }]);
});

test('a transform for pages changes all that its files are joined with, so that the page goes on working', async () => {
  const root = tree({
    'a.js': 'var M = (function (my) {\n  my.a = 1;\n  return my;\n}(M || {}));\n',
    'b.js': 'var M = (function (my) {\n  my.b = 2;\n  return my;\n}(M || {}));\n',
    'app.js': 'console.log(M.a, M.b);\n',
    'index.html': '<script src="a.js"></script>\n<script src="b.js"></script>\n<script src="app.js"></script>\n',
    'other.js': 'window.other = 1;\n',
    'other.html': '<script src="other.js"></script>\n<script>\n  console.log(other);\n</script>\n',
  });
  const { changes, stats } = await migrate(root, { ...defaultOptions, transforms: ['augmentation'] });
  expect(Object.fromEntries(changes.map(({ path, after }) => [path, after]))).toEqual({
    'a.js': 'export const a = 1;\n',
    'app.js': "import * as M from './m.js';\n\nconsole.log(M.a, M.b);\n",
    'b.js': 'export const b = 2;\n',
    'index.html': '<script type="module" src="app.js"></script>\n',
    'm.js': "export { a } from './a.js';\nexport { b } from './b.js';\n",
  });
  expect(stats).toMatchObject({ files: 4, converted: 3, left: 1 });
});
