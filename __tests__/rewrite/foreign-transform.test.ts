import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runForeignTransform } from '../../src/rewrite/foreign-transform.js';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'foreign-')));
});
afterEach(() => rmSync(root, { recursive: true }));

function transform(name: string, text: string): string {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
  return join(root, name);
}

const rename = `
  export default function (file, api, options) {
    const j = api.jscodeshift;
    return j(file.source)
      .find(j.Identifier, { name: 'before' })
      .forEach((path) => path.replace(j.identifier(options.name ?? 'after')))
      .toSource();
  }`;

test('runs with the real jscodeshift API, and keeps what it does not change', async () => {
  const path = transform('rename.mjs', rename);
  const files = [
    { path: 'a.js', source: '// note\nuse( before );\n' },
    { path: 'b.js', source: 'other( );\n' },
    { path: 'c.ts', source: 'const x: number = before;\n' },
    { path: 'd.tsx', source: 'const before = <T,>(x: T) => <b>{x}</b>;\n' },
  ];
  expect(await runForeignTransform(path, files, { root })).toEqual({
    files: [
      { path: 'a.js', source: '// note\nuse( after );\n' },
      { path: 'b.js', source: 'other( );\n' },
      { path: 'c.ts', source: 'const x: number = after;\n' },
      { path: 'd.tsx', source: 'const after = <T,>(x: T) => <b>{x}</b>;\n' },
    ],
    findings: [],
  });
  const named = await runForeignTransform(path, files.slice(0, 1), { root, transformOptions: { name: 'mine' } });
  expect(named.files[0]?.source).toBe('// note\nuse( mine );\n');
});

test('the transform chooses its parser, sees absolute paths, may be async, may report, may return nothing', async () => {
  const path = transform(
    'own.mjs',
    `export const parser = 'ts';
     export default async (file, { j, report, stats }) => {
       stats('seen');
       report('looked at ' + file.path);
       if (j(file.source).find(j.TSTypeAnnotation).size() === 0) return null;
       return file.source + '// typed\\n';
     };`,
  );
  const files = [
    { path: 'a.js', source: 'let a: string;\n' },
    { path: 'b.js', source: 'let b;\n' },
  ];
  const result = await runForeignTransform(path, files, { root });
  expect(result.files.map((file) => file.source)).toEqual(['let a: string;\n// typed\n', 'let b;\n']);
  expect(result.findings).toEqual(
    ['a.js', 'b.js'].map((file) => ({
      rule: 'foreign-transform',
      severity: 'info',
      file,
      line: 1,
      column: 1,
      message: `looked at ${join(root, file)}`,
      advice: 'Said by the transform; see its documentation.',
    })),
  );
});

test('a failure on one file is a finding there, and the others go on', async () => {
  const path = transform(
    'throws.mjs',
    `export default (file, { j }) => {
       if (file.path.endsWith('bad.js')) throw new Error('cannot cope\\nsecond line');
       if (file.path.endsWith('odd.js')) return { not: 'text' };
       j(file.source);
       return file.source.toUpperCase();
     };`,
  );
  const seen: string[] = [];
  const result = await runForeignTransform(
    path,
    ['bad.js', 'broken.js', 'fine.js', 'odd.js'].map((name) => ({
      path: name,
      source: name === 'broken.js' ? 'a;\n  b c;\n' : 'a;\n',
    })),
    { root, onProgress: (done, total) => seen.push(`${done}/${total}`) },
  );
  expect(result.files.map((file) => file.source)).toEqual(['a;\n', 'a;\n  b c;\n', 'A;\n', 'a;\n']);
  expect(
    result.findings.map(({ file, line, column, severity, message }) => [file, line, column, severity, message]),
  ).toEqual([
    ['bad.js', 1, 1, 'error', 'The transform failed on this file: cannot cope.'],
    ['broken.js', 2, 4, 'error', 'The transform failed on this file: Missing semicolon. (2:3).'],
    ['odd.js', 1, 1, 'error', 'The transform failed on this file: it returned object in place of text.'],
  ]);
  expect(seen).toEqual(['1/4', '2/4', '3/4', '4/4']);
});

test('what is no transform is refused by name', async () => {
  const nothing = transform('nothing.mjs', 'export const a = 1;\n');
  await expect(runForeignTransform(nothing, [], { root })).rejects.toThrow(
    `${nothing} is no jscodeshift transform: it exports no function. Export function (file, api, options).`,
  );
  const throws = transform('throws.mjs', `throw new Error('at load');\n`);
  await expect(runForeignTransform(throws, [], { root })).rejects.toThrow(
    `cannot load the transform ${throws}: at load`,
  );
});

test('CommonJS, ES module syntax, Flow and TypeScript, as the jscodeshift command takes them', () => {
  transform('package.json', '{ "name": "codemods" }\n');
  transform('helpers/shout.js', 'export const shout = (text) => text.toUpperCase();\n');
  const flavours = [
    transform('cjs.js', `module.exports = (file) => file.source + '1';\nmodule.exports.parser = 'flow';\n`),
    transform('cjs.cjs', `exports.default = (file) => file.source + '2';\n`),
    transform('esm.js', `import { shout } from './helpers/shout';\nexport default (file) => shout(file.source);\n`),
    transform('flow.js', `// @flow\nexport default function (file: any): string { return file.source + '3'; }\n`),
    transform(
      'typed.ts',
      `import type { FileInfo } from 'jscodeshift';\nimport { shout } from './helpers/shout';\n` +
        `export const parser: string = 'tsx';\nexport default (file: FileInfo): string => shout(file.source) + '4';\n`,
    ),
    transform('modern/package.json', '{ "type": "module" }\n') &&
      transform('modern/m.js', `export default () => '5';\n`),
    transform('modern/n.ts', `export default (file: { source: string }) => file.source + '6';\n`),
  ];
  const built = pathToFileURL(resolve('dist/src/rewrite/foreign-transform.js')).href;
  // Each in a process of its own, without jest's module loader, which knows neither require hooks nor syntax detection.
  const outputs = flavours.map((path) => {
    const script = `
      import { runForeignTransform } from ${JSON.stringify(built)};
      const files = [{ path: 'a.js', source: 'a;' }];
      const result = await runForeignTransform(${JSON.stringify(path)}, files, { root: ${JSON.stringify(root)} });
      process.stdout.write(result.files[0].source + JSON.stringify(result.findings));`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
    return child.stdout + child.stderr;
  });
  expect(outputs).toEqual(['a;1[]', 'a;2[]', 'A;[]', 'a;3[]', 'A;4[]', '5[]', 'a;6[]']);
  expect(readdirSync(root)).not.toContain('node_modules');
});
