import { UserError } from '../../src/finding.js';
import { optionsMarkdown, optionsTable } from '../../src/cli/options-table.js';
import { defaultOptions } from '../../src/options.js';
import { transformIds } from '../../src/transforms-index.js';
import { runCommand, tempTree } from './command-harness.js';

async function expectRefusal(argv: string[], message: string, cwd = tempTree({})): Promise<void> {
  expect(await runCommand(argv, { cwd })).toEqual({
    code: 2,
    stdout: '',
    stderr: `esmigrate: ${message}\n`,
    options: null,
  });
}

const known = transformIds.map(({ id }) => id).join(', ');

test('bad usage gets one line with the next step, and exit code 2', async () => {
  await expectRefusal(['--wirte'], "unknown option '--wirte' (Did you mean --write?) See esmigrate --help.");
  await expectRefusal(
    ['--target', 'moon'],
    "option '--target <platform>' argument 'moon' is invalid. Allowed choices are node, browser, bundler. See esmigrate --help.",
  );
  await expectRefusal(['--out'], "option '--out <file>' argument missing. See esmigrate --help.");
  await expectRefusal(
    ['list', 'x'],
    "too many arguments for 'list'. Expected 0 arguments but got 1. See esmigrate --help.",
  );
  await expectRefusal(
    ['--transform', 'cjs-exports,nope'],
    `unknown transform 'nope'. Known: ${known}. A transform of your own is given by its path.`,
  );
  await expectRefusal(
    ['--transform', './mine.js'],
    'no such transform file: ./mine.js. Give its path relative to the current folder.',
  );
  await expectRefusal(['nope'], 'no such file, folder or transform: nope. See esmigrate list for the transforms.');
  await expectRefusal(['src/nope.js'], 'no such file, folder or transform: src/nope.js. Check the path.');
  await expectRefusal(['cjs-exports', 'nope/'], 'no such file, folder or transform: nope/. Check the path.');
  await expectRefusal(['--node', 'latest'], "--node wants a version such as 20.19.0, not 'latest'.");
  await expectRefusal(['--out', 'no/where.json'], 'cannot write no/where.json: there is no folder no. Make it first.');
});

test('a UserError is its message; anything else is our own fault', async () => {
  const failing = (error: unknown) => ({ migrate: () => Promise.reject(error) });
  expect(await runCommand([], failing(new UserError('no package.json here. Run npm init.')))).toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'esmigrate: no package.json here. Run npm init.\n',
  });
  const internal =
    'esmigrate: internal error: boom. This is a fault of esmigrate; run again with --debug to see where, and please report it.\n';
  expect(await runCommand([], failing(new TypeError('boom')))).toMatchObject({ code: 2, stderr: internal });
  const debug = await runCommand(['--debug'], failing(new TypeError('boom')));
  expect(debug.stderr.startsWith(`${internal}TypeError: boom\n    at `)).toBe(true);
  expect((await runCommand([], failing('a string'))).stderr).toContain('internal error: a string.');
});

test('options reach migrate, with the defaults of the API', async () => {
  const cwd = tempTree({ 'src/a.js': '', 'mine.cjs': '' });
  const { options: plain } = await runCommand([], { cwd });
  expect(plain).toEqual({ ...defaultOptions, onProgress: undefined });
  const argv = [
    ...['src', 'lib/**/*.js', '--include', '**/*.{js,ts},b', '--include', 'c', '--exclude', 'x'],
    ...['--transform', 'use-strict,./mine.cjs', '--target', 'browser', '--node', 'v22.1'],
    ...['--value-exports', 'default', '--lazy', 'import', '--no-compat'],
  ];
  expect((await runCommand(argv, { cwd })).options).toEqual({
    paths: ['src', 'lib/**/*.js'],
    transforms: ['use-strict', `${cwd}/mine.cjs`],
    include: ['**/*.{js,ts}', 'b', 'c'],
    exclude: ['x'],
    target: 'browser',
    node: '22.1',
    valueExports: 'default',
    lazy: 'import',
    compat: false,
    onProgress: undefined,
  });
});

test('a transform named first runs alone', async () => {
  const cwd = tempTree({ 'src/a.js': '' });
  expect((await runCommand(['cjs-exports', 'src'], { cwd })).options).toMatchObject({
    transforms: ['cjs-exports'],
    paths: ['src'],
  });
  expect((await runCommand(['--quiet', 'use-strict'], { cwd })).options).toMatchObject({
    transforms: ['use-strict'],
    paths: [],
  });
});

test('list, help and version', async () => {
  const list = await runCommand(['list']);
  expect(list).toMatchObject({ code: 0, stderr: '' });
  expect(list.stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([...known.split(', '), '']);
  expect(await runCommand(['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n', options: null });
  const help = await runCommand(['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '', options: null });
  for (const { flags } of optionsTable) expect(help.stdout).toContain(`  ${flags} `);
  for (const id of known.split(', ')) expect(help.stdout).toContain(`  ${id} `);
});

test('the table for the README has a row for each option', () => {
  const rows = optionsMarkdown().trim().split('\n');
  expect(rows).toHaveLength(optionsTable.length + 2);
  expect(rows).toContain(
    '| `--target <platform>` | what runs the result (`node`, `browser`, `bundler`; default `node`) |',
  );
});
