import { rewriteChecked, type CheckedRewrite } from '../../src/checked-rewrite.js';
import { checkOutputs, type Problem } from '../../src/check/check.js';
import { readOutput } from '../../src/check/outputs.js';
import { analyseProject, type Analysis } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';
import { migrated, output, tempProject } from '../cycles/project.js';

const files = {
  'a.js': `const { twice } = require('./b');\nconst version = require('./data.json').version;\nexports.run = () => twice(version);\n`,
  'b.js': `exports.twice = (n) => n * 2;\n`,
  'data.json': '{ "version": 4 }\n',
  'main.js': `console.log(require('./a').run());\n`,
};

const analyseFiles = (texts: Record<string, string>): Promise<Analysis> =>
  analyseProject(tempProject(texts), defaultOptions);

/** The problems of a project of ES modules in which some files were written anew. */
async function problemsOf(before: Record<string, string>, written: Record<string, string>): Promise<Problem[]> {
  const { graph, plan, sources } = await analyseFiles(before);
  const outputs = new Map(
    [...plan.files].map(([path, file]) => [
      path,
      readOutput(graph.modules.get(path)!, file, sources.get(path)!, written[path] ?? null),
    ]),
  );
  return checkOutputs(graph, outputs, () => false);
}

const commonJs = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'module.exports = require;\n']));

describe('what the check finds', () => {
  test('nothing in a good result', async () => {
    const analysis = await analyseFiles(files);
    const { texts, analysis: held } = await rewriteChecked(analysis, defaultOptions);
    expect(held).toBe(analysis);
    expect(texts.get('b.js')).toBe(`export const twice = (n) => n * 2;\n`);
  });

  test('a text that is no module', async () => {
    const problems = await problemsOf(commonJs('a.js'), { 'a.js': 'export const a = 1;\nexport const a = 2;\n' });
    expect(problems).toMatchObject([{ file: 'a.js', reason: expect.stringContaining('line 2 is no ES module') }]);
  });

  test('a use of the exports object that was forgotten', async () => {
    const before = { 'a.js': 'var api = exports;\napi.a = 1;\n', 'b.js': 'exports.b = 1;\n' };
    const problems = await problemsOf(before, {
      'a.js': 'export const x = 1;\n\nvar api = exports;\n',
      'b.js': `// exports\nexport const b = 'exports';\nexport { b as 'module.exports' };\n`,
    });
    expect(problems).toEqual([{ file: 'a.js', reason: 'line 3 of it still uses exports' }]);
  });

  test.each([
    ['a name that is not there', `import { c } from './b.js';`, `'./b.js' has no export 'c' that a.js could import`],
    [
      'a default that is not there',
      `import b from './b.js';`,
      `'./b.js' has no export 'default' that a.js could import`,
    ],
    ['a re-exported name', `export { c as d } from './b.js';`, `'./b.js' has no export 'c' that a.js could import`],
    ['a file that is not there', `import './c.js';`, `nothing is at './c.js'`],
    ['a name behind a star', `import { z } from './star.js';`, `'./star.js' has no export 'z' that a.js could import`],
  ])('%s', async (_, text, reason) => {
    const problems = await problemsOf(commonJs('a.js', 'b.js', 'star.js'), {
      'a.js': `${text}\n`,
      'b.js': 'export const b = 1;\n',
      'star.js': `export * from './b.js';\nexport default 1;\n`,
    });
    expect(problems).toEqual([{ file: 'a.js', reason }]);
  });

  test.each([
    [`import { b, f as g } from './star.js';\nimport star from './star.js';`],
    [`import * as all from './b.js';\nexport * as more from './b.js';`],
    [`import data from './data.json' with { type: 'json' };`],
    [`import kept, { shown } from './kept.cjs';`],
    [`import fs, { readFileSync } from 'node:fs';`],
  ])('what links: %s', async (text) => {
    const before = { ...commonJs('a.js', 'b.js', 'star.js'), 'kept.cjs': 'exports.shown = 1;\n', 'data.json': '{}\n' };
    const problems = await problemsOf(before, {
      'a.js': `${text}\n`,
      'b.js': 'export const b = 1;\nexport function f() {}\n',
      'star.js': `export * from './b.js';\nexport default 1;\n`,
    });
    expect(problems).toEqual([]);
  });

  test('JSON and kept CommonJS have no other names', async () => {
    const before = { ...commonJs('a.js', 'b.js'), 'kept.cjs': 'exports.shown = 1;\n', 'data.json': '{}\n' };
    const problems = await problemsOf(before, {
      'a.js': `import { version } from './data.json' with { type: 'json' };\n`,
      'b.js': `import { hidden } from './kept.cjs';\n`,
    });
    expect(problems.map((p) => p.file)).toEqual(['a.js', 'b.js']);
  });

  test('a binding that a cycle reads too early', async () => {
    const cycle = {
      'a.js': `const b = require('./b');\nexports.a = 1;\nexports.b = () => b.b;\n`,
      'b.js': `const a = require('./a');\nexports.b = () => a.a;\n`,
      'main.js': `require('./a');\n`,
    };
    const written = {
      'a.js': `import { b as early } from './b.js';\nexport const a = 1;\nexport const b = () => early;\n`,
      'b.js': `import { a } from './a.js';\nexport const b = a + 1;\n`,
    };
    expect(await problemsOf(cycle, written)).toEqual([
      { file: 'b.js', reason: `b.js would read 'a' of a.js before it is set` },
    ]);
    const late = { ...written, 'b.js': `import { a } from './a.js';\nexport const b = () => a;\n` };
    expect(await problemsOf(cycle, late)).toEqual([]);
    const called = { ...written, 'b.js': `import { f } from './a.js';\nexport const b = f();\n` };
    const hoisted = `import { b } from './b.js';\nexport function f() {\n  return 1;\n}\nexport { b };\n`;
    expect(await problemsOf(cycle, { ...called, 'a.js': hoisted })).toEqual([]);
  });
});

test('a file that fails stays CommonJS, with a finding, and the rest is decided again', async () => {
  const analysis = await analyseFiles(files);
  analysis.plan.files.get('a.js')!.requests[0]!.specifier = './nowhere.js';
  const { analysis: held, texts }: CheckedRewrite = await rewriteChecked(analysis, defaultOptions);
  expect(held.plan.files.get('a.js')).toMatchObject({ action: 'cjs', newPath: 'a.cjs' });
  expect(texts.get('main.js')).toContain(`from './a.cjs'`);
  expect(held.findings.filter((f) => f.rule === 'internal-fallback')).toMatchObject([
    {
      file: 'a.js',
      severity: 'warning',
      message: expect.stringContaining(`nothing is at './nowhere.js'`),
    },
  ]);
});

test('ES modules pass untouched, their own faults included', async () => {
  const before = {
    'a.js': `import { gone } from './b.js';\nimport './nowhere.js';\nexport const a = gone;\n`,
    'b.js': `import { a } from './a.js';\nexport const b = a;\n`,
  };
  const root = tempProject(before, { type: 'module' });
  const { changes, findings } = await migrated(root);
  expect(changes).toEqual([]);
  expect(findings.filter((f) => f.rule === 'internal-fallback')).toEqual([]);
});

test('a checked project runs as before', async () => {
  const root = tempProject(files);
  const after = await migrated(root);
  expect(after.findings.filter((f) => f.rule === 'internal-fallback')).toEqual([]);
  expect(output(after.dir, 'main.js')).toBe(output(root, 'main.js'));
});
