import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finding, readTree, result, runCommand, tempTree } from './command-harness.js';
import type { FileChange } from '../../src/file-change.js';

const before = { 'a.js': 'exports.a = 1;\n', '.eslintrc.js': 'module.exports = {};\n', 'my file.js': 'x\r\ny' };
const after = { 'a.js': 'export const a = 1;\n', '.eslintrc.cjs': 'module.exports = {};\n', 'my file.js': 'z\r\ny' };
const changes: FileChange[] = [
  { path: '.eslintrc.js', newPath: '.eslintrc.cjs', before: before['.eslintrc.js'], after: after['.eslintrc.cjs'] },
  { path: 'a.js', newPath: 'a.js', before: before['a.js'], after: after['a.js'] },
  { path: 'my file.js', newPath: 'my file.js', before: before['my file.js'], after: after['my file.js'] },
];
const findings = [finding('info', { line: 1 }), finding('warning'), finding('error'), finding('warning', { line: 9 })];
const patch = [
  'diff --git a/.eslintrc.js b/.eslintrc.cjs',
  'similarity index 100%',
  'rename from .eslintrc.js',
  'rename to .eslintrc.cjs',
  'diff --git a/a.js b/a.js',
  '--- a/a.js',
  '+++ b/a.js',
  '@@ -1 +1 @@',
  '-exports.a = 1;',
  '+export const a = 1;',
  'diff --git a/my file.js b/my file.js',
  '--- a/my file.js\t',
  '+++ b/my file.js\t',
  '@@ -1,2 +1,2 @@',
  '-x\r',
  '+z\r',
  ' y',
  '\\ No newline at end of file',
  '',
].join('\n');

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args], {
    cwd,
    encoding: 'utf8',
  });
}

/** A committed tree, and a migrate that changes it. */
function project(parts: Parameters<typeof result>[1] = { changes, findings }) {
  const cwd = tempTree({ ...before, '.gitignore': 'node_modules\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', 'start');
  return { cwd, migrate: async () => result(cwd, parts) };
}

test('pretty: findings by severity with counts, the patch, a summary, the next step', async () => {
  const { cwd, migrate } = project();
  const { code, stdout, stderr } = await runCommand(['--format', 'pretty', 'a.js'], { cwd, migrate });
  expect(code).toBe(1);
  expect(stderr).toBe('');
  expect(stdout).toBe(
    [
      'Errors: cannot be preserved (1)',
      '  lib/a.js:3:7  A error. [some-error]',
      '      Do this.',
      '',
      'Warnings: preserved under a stated assumption (2)',
      '  lib/a.js:3:7  A warning. [some-warning]',
      '      Do this.',
      '  lib/a.js:9:7  A warning. [some-warning]',
      '      Do this.',
      '',
      'Notes (1)',
      '  lib/a.js:1:7  A info. [some-info]',
      '      Do this.',
      '',
      patch,
      '3 files: 2 converted, 1 renamed, 0 left as they are (+2 -2 lines).',
      '1 place above cannot be migrated as it stands: see the advice there.',
      'Nothing was written: this was a dry run.',
      'Next: esmigrate --format pretty a.js --write applies it, or keep it as a patch: ' +
        'esmigrate --format pretty a.js > m.patch && git apply m.patch',
      '',
    ].join('\n'),
  );
  expect(readTree(cwd)).toMatchObject(before);
});

test('a piped dry run is the patch alone; findings and summary go to stderr', async () => {
  const { cwd, migrate } = project();
  const { stdout, stderr } = await runCommand([], { cwd, migrate });
  expect(stdout).toBe(patch);
  expect(stderr).toMatch(/^Errors: .*\n[^]*Nothing was written: this was a dry run\.\nNext: esmigrate --write applies/);
});

test('git apply of the patch, of the whole pretty report, and --write leave the same bytes', async () => {
  const trees = [];
  for (const argv of [[], ['--format', 'pretty'], ['--write']]) {
    const { cwd, migrate } = project();
    const { stdout } = await runCommand(argv, { cwd, migrate });
    if (!argv.includes('--write')) execFileSync('git', ['apply', '-'], { cwd, input: stdout });
    trees.push(readTree(cwd));
  }
  expect(trees[2]).toEqual({ ...after, '.gitignore': 'node_modules\n' });
  expect(trees[0]).toEqual(trees[2]);
  expect(trees[1]).toEqual(trees[2]);
});

test('the patch of a project below the top of its repository applies from within it', async () => {
  const top = tempTree({ 'packages/one/a.js': before['a.js'] });
  git(top, 'init', '-q');
  const cwd = join(top, 'packages/one');
  const { stdout } = await runCommand([], { cwd, migrate: async () => result(cwd, { changes: [changes[1]!] }) });
  execFileSync('git', ['apply', '-'], { cwd, input: stdout });
  expect(readFileSync(join(cwd, 'a.js'), 'utf8')).toBe(after['a.js']);
});

test('places are relative to the folder the command runs in', async () => {
  const root = tempTree({ 'lib/a.js': '' });
  const migrate = async () => result(root, { findings: [finding('warning')] });
  expect((await runCommand([], { cwd: join(root, 'lib'), migrate })).stderr).toContain('  a.js:3:7  A warning.');
});

test('json is one document of a fixed shape', async () => {
  const { cwd, migrate } = project();
  const { stdout, stderr, code } = await runCommand(['--format', 'json'], { cwd, migrate });
  expect(code).toBe(1);
  expect(stderr).toBe('');
  const report = JSON.parse(stdout);
  expect(Object.keys(report)).toEqual(['version', 'root', 'written', 'findings', 'changes', 'stats']);
  expect(report).toMatchObject({ version: 1, root: cwd, written: false, findings });
  expect(report.stats).toEqual({ files: 3, converted: 2, renamed: 1, left: 0, unparsed: 0 });
  expect(report.changes.map((change: object) => Object.keys(change))).toEqual([
    ['path', 'newPath', 'diff'],
    ['path', 'newPath', 'diff'],
    ['path', 'newPath', 'diff'],
  ]);
  expect(report.changes.map((change: { diff: string }) => change.diff).join('')).toBe(patch);
});

test('--write says what it wrote and what to do next', async () => {
  const { cwd, migrate } = project({ changes });
  const { code, stdout } = await runCommand(['--write'], { cwd, migrate });
  expect(code).toBe(0);
  expect(stdout).toBe(
    [
      '3 files: 2 converted, 1 renamed, 0 left as they are (+2 -2 lines).',
      'Written: 3 files.',
      'Next: run the tests, look at git diff, commit.',
      '',
    ].join('\n'),
  );
});

test('--write refuses a git tree with uncommitted changes, new files included, unless --force', async () => {
  for (const dirty of ['a.txt', 'my file.js']) {
    const { cwd, migrate } = project();
    execFileSync('sh', ['-c', 'printf x >> "$1"', 'sh', dirty], { cwd });
    const start = readTree(cwd);
    const refused = await runCommand(['--write'], { cwd, migrate });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /^esmigrate: the git tree has uncommitted changes \(.*\); nothing was written\. .* --force\.\n$/,
    );
    expect(readTree(cwd)).toEqual(start);
    expect((await runCommand([], { cwd, migrate })).code).toBe(1);
  }
  const { cwd, migrate } = project();
  execFileSync('sh', ['-c', 'echo x > new.txt'], { cwd });
  expect((await runCommand(['--write', '--force'], { cwd, migrate })).code).toBe(1);
  expect(readTree(cwd)).toMatchObject(after);
});

test('--write works without a repository', async () => {
  const cwd = tempTree(before);
  expect((await runCommand(['--write'], { cwd, migrate: async () => result(cwd, { changes }) })).code).toBe(0);
  expect(readTree(cwd)).toEqual(after);
});

test('a file that changed while we worked is not overwritten', async () => {
  const cwd = tempTree({ ...before, 'a.js': 'edited\n' });
  expect(await runCommand(['--write'], { cwd, migrate: async () => result(cwd, { changes }) })).toMatchObject({
    code: 2,
    stderr:
      'esmigrate: nothing was written: a.js has changed on disk since it was read. Set this right and run again.\n',
  });
  expect(readTree(cwd)).toMatchObject({ 'a.js': 'edited\n', '.eslintrc.js': before['.eslintrc.js'] });
});

test('--out puts the result in a file, in the format its name says', async () => {
  const { cwd, migrate } = project();
  const toPatch = await runCommand(['--out', 'm.patch'], { cwd, migrate, terminal: true });
  expect(toPatch.stdout).toBe('');
  expect(toPatch.stderr).toContain('Errors: ');
  expect(readFileSync(join(cwd, 'm.patch'), 'utf8')).toBe(patch);
  await runCommand(['--out', 'r.json'], { cwd, migrate });
  expect(JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8')).version).toBe(1);
  const refused = await runCommand(['--out', '.'], { cwd, migrate });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/^esmigrate: cannot write the report: EISDIR.*\. Nothing was written\.\n$/);
});

test('--quiet leaves the patch and the errors', async () => {
  const { cwd, migrate } = project();
  const { stdout, stderr } = await runCommand(['--quiet'], { cwd, migrate });
  expect(stdout).toBe(patch);
  expect(stderr).toBe('Errors: cannot be preserved (1)\n  lib/a.js:3:7  A error. [some-error]\n      Do this.\n\n');
});

test('nothing to do is said, with exit code 0', async () => {
  const cwd = tempTree({});
  const stats = { files: 4, converted: 0, renamed: 0, left: 4, unparsed: 0 };
  expect(await runCommand(['--write'], { cwd, migrate: async () => result(cwd, { stats }) })).toMatchObject({
    code: 0,
    stdout:
      '4 files: 0 converted, 0 renamed, 4 left as they are.\n' +
      'Nothing to change: all of this is ES modules already, or has to stay as it is.\n',
  });
  const empty = async () => result(cwd, { stats: { ...stats, files: 0, left: 0 } });
  expect(await runCommand([], { cwd, migrate: empty })).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'No source files found.\nNext: check the paths, --include and --exclude.\n',
  });
  expect(existsSync(join(cwd, 'node_modules/.cache'))).toBe(false);
});

describe('a terminal', () => {
  const escape = '\u001b[';

  test('has colors, unless told otherwise', async () => {
    const { cwd, migrate } = project();
    const seen = async (argv: string[], env = {}) =>
      (await runCommand(argv, { cwd, migrate, env, terminal: true })).stdout.includes(escape);
    expect(await seen([])).toBe(true);
    expect(await seen(['--no-color'])).toBe(false);
    expect(await seen([], { NO_COLOR: '1' })).toBe(false);
    expect(await seen([], { TERM: 'dumb' })).toBe(false);
    expect((await runCommand(['--format', 'pretty'], { cwd, migrate })).stdout).not.toContain(escape);
  });

  test('has a progress line that is cleared, but not in CI and not with --quiet', async () => {
    const cwd = tempTree({});
    const migrate: Parameters<typeof runCommand>[1] = {
      cwd,
      terminal: true,
      migrate: async (_cwd, options) => {
        options.onProgress?.('analyse', 1, 20);
        return result(cwd);
      },
    };
    expect((await runCommand(['--no-color'], migrate)).stderr).toBe('\r\u001b[Kanalyse 1/20\r\u001b[K');
    expect((await runCommand(['--quiet'], migrate)).stderr).toBe('');
    expect((await runCommand([], { ...migrate, env: { CI: 'true' } })).stderr).toBe('');
    expect((await runCommand(['--format', 'pretty'], { ...migrate, terminal: false })).stderr).toBe('');
  });
});
