import { runCommand, tempTree } from './command-harness.js';

const files = {
  'package.json': '{ "private": true }\n',
  'a.js': `const b = require('./b');\nexports.run = () => b.name;\n`,
  'b.js': `exports.name = 'b';\n\nexports.a = () => require('./c');\nif (process.env.LATE) require('./a');\n`,
  'c.js': `const b = require('./b');\nexports.c = () => b.name;\n`,
  'main.js': `const a = require('./a');\nconst { join } = require('path');\nconsole.log(join(a.run()));\n`,
};

test('graph shows each cycle with its files and lines', async () => {
  const run = await runCommand(['graph'], { cwd: tempTree(files) });
  expect(run).toMatchObject({ code: 0, stderr: '', options: null });
  expect(run.stdout).toBe(
    [
      'Cycle 1 of 1: 2 files; becomes ES modules.',
      '  a.js:1 -> b.js',
      '  b.js:4 -> a.js (maybe)',
      '',
      '4 files, 1 cycle.',
      '',
    ].join('\n'),
  );
});

test('graph without cycles, of one folder', async () => {
  const tree = tempTree({ 'package.json': '{ "private": true }\n', 'x.js': 'exports.x = 1;\n' });
  expect((await runCommand(['graph', '.'], { cwd: tree })).stdout).toBe('1 file, no cycles.\n');
});

test('graph --format json is the whole module graph', async () => {
  const tree = tempTree(files);
  const run = await runCommand(['graph', '--format', 'json'], { cwd: tree });
  const report = JSON.parse(run.stdout);
  expect(report).toMatchObject({ version: 1, root: tree, cycles: [['a.js', 'b.js']] });
  expect(report.modules.map((m: { path: string }) => m.path)).toEqual(['a.js', 'b.js', 'c.js', 'main.js']);
  expect(report.modules[1]).toEqual({
    path: 'b.js',
    action: 'convert',
    newPath: 'b.js',
    requests: [
      { line: 3, specifier: './c', form: 'require', when: 'lazy', kind: 'file', to: 'c.js' },
      { line: 4, specifier: './a', form: 'require', when: 'conditional', kind: 'file', to: 'a.js' },
    ],
  });
  expect(report.modules[3].requests[1]).toMatchObject({ line: 2, specifier: 'path', kind: 'builtin', to: null });
});

test('graph is in --help and has help of its own', async () => {
  expect((await runCommand(['--help'])).stdout).toMatch(/^ {2}graph \[paths\.\.\.\] +show the require cycles/m);
  expect((await runCommand(['graph', '--help'])).stdout).toContain('--format json  one JSON document');
});

test('graph of bad input', async () => {
  const run = await runCommand(['graph', 'nowhere'], { cwd: tempTree(files) });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(/^esmigrate: no such file, folder or transform: nowhere/);
});
