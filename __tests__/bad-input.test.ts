import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Whatever it is given, the built command says one clear thing and loses nothing. `npm run build` first. */
const bin = resolve('bin/esmigrate.js');

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

function tree(files: Record<string, string | Buffer>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bad-input-')));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Bytes of every file and target of every link, without `.git`. */
function contents(root: string): Record<string, string> {
  const paths = (readdirSync(root, { recursive: true }) as string[])
    .filter((path) => !/^\.git(\/|$)/.test(path))
    .sort();
  const found: Record<string, string> = {};
  for (const path of paths) {
    const stat = lstatSync(join(root, path));
    if (stat.isFile()) found[path] = readFileSync(join(root, path), 'latin1');
    else if (stat.isSymbolicLink()) found[path] = '-> link';
  }
  return found;
}

interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

function esmigrate(cwd: string, argv: string[], user?: number): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    cwd,
    encoding: 'utf8',
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  return { status, stdout, stderr };
}

const good = { 'package.json': '{ "name": "x", "private": true }\n', 'a.js': 'exports.a = 1;\n' };

/** Exit code 2, one line on stderr, nothing on stdout, and nothing written. */
function expectRefusal(root: string, argv: string[], message: string): void {
  const before = contents(root);
  expect(esmigrate(root, argv)).toEqual({ status: 2, stdout: '', stderr: `esmigrate: ${message}\n` });
  expect(contents(root)).toEqual(before);
}

test('a file that does not parse is named and left alone; the rest goes on', () => {
  const root = tree({ ...good, 'lib/b.js': 'exports.b = 2;\nconst = ;\n' });
  const { status, stdout } = esmigrate(root, ['--write']);
  expect(status).toBe(1);
  expect(stdout).toContain('lib/b.js:2:7  Does not parse: Unexpected token [parse-error]');
  expect(stdout).toContain('1 converted, 0 renamed, 0 left as they are, 1 not parsed');
  expect(contents(root)).toEqual({
    'package.json': '{ "name": "x", "private": true, "type": "module" }\n',
    'a.js': 'export const a = 1;\n',
    'lib/b.js': 'exports.b = 2;\nconst = ;\n',
  });
});

test('a missing path', () => {
  expectRefusal(tree(good), ['nope.js', '--write'], 'no such file, folder or transform: nope.js. Check the path.');
});

test('no package.json', () => {
  const root = tree({ 'a.js': 'exports.a = 1;\n' });
  expectRefusal(root, ['--write'], `no package.json found in ${root} or above it, and no page (.html) in it`);
});

test.each([
  ['{ "name": \n', 'package.json:2:1: invalid JSON (ValueExpected)'],
  ['[1]\n', 'package.json:1:1: invalid package.json (not an object)'],
])('an invalid package.json: %j', (text, message) => {
  expectRefusal(tree({ ...good, 'package.json': text }), ['--write'], message);
});

test('an unknown transform, and a word that is none', () => {
  const root = tree(good);
  const { status, stdout, stderr } = esmigrate(root, ['--transform', 'nope', '--write']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^esmigrate: unknown transform 'nope'\. Known: cjs-exports, .*\n$/);
  expectRefusal(
    root,
    ['cjs-export', '--write'],
    'no such file, folder or transform: cjs-export. See esmigrate list for the transforms.',
  );
});

test('an unknown option', () => {
  expectRefusal(tree(good), ['--wirte'], "unknown option '--wirte' (Did you mean --write?) See esmigrate --help.");
});

test('a dirty git tree, unless --force', () => {
  const root = tree(good);
  const git = (...argv: string[]) => expect(spawnSync('git', argv, { cwd: root }).status).toBe(0);
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x');
  writeFileSync(join(root, 'a.js'), 'exports.a = 2;\n');
  const message =
    'the git tree has uncommitted changes (a.js); nothing was written. ' +
    'Commit or stash them, or run again with --force.';
  expectRefusal(root, ['--write'], message);
  expect(esmigrate(root, ['--write', '--force']).status).toBe(0);
  expect(contents(root)['a.js']).toBe('export const a = 2;\n');
});

test('a folder that cannot be written to: the tree is as before', () => {
  const root = tree({ ...good, 'lib/b.js': 'exports.b = 2;\n' });
  // Root may write everywhere, so that root becomes somebody else here.
  const user = process.getuid?.() === 0 ? 65534 : undefined;
  if (user !== undefined)
    for (const path of ['', 'a.js', 'package.json', 'lib', 'lib/b.js']) chownSync(join(root, path), user, user);
  chmodSync(join(root, 'lib'), 0o555);
  const before = contents(root);
  const { status, stdout, stderr } = esmigrate(root, ['--write'], user);
  chmodSync(join(root, 'lib'), 0o755);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^esmigrate: .*lib.*\n$/);
  expect(contents(root)).toEqual(before);
});

test('a read-only file: written, or the tree is as before and the file is named', () => {
  const root = tree(good);
  const user = process.getuid?.() === 0 ? 65534 : undefined;
  if (user !== undefined) for (const path of ['', 'a.js', 'package.json']) chownSync(join(root, path), user, user);
  chmodSync(join(root, 'a.js'), 0o444);
  const before = contents(root);
  const { status, stdout, stderr } = esmigrate(root, ['--write'], user);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^esmigrate: .*a\.js.*\n$/);
  expect(contents(root)).toEqual(before);
});

test('symlink loops are not followed', () => {
  const root = tree({ ...good, 'lib/b.js': "exports.b = require('../a').a;\n" });
  symlinkSync('.', join(root, 'self'));
  symlinkSync('../lib', join(root, 'lib/again'));
  symlinkSync('nowhere', join(root, 'dangling.js'));
  expect(esmigrate(root, ['--write'])).toMatchObject({ status: 0, stderr: '' });
  expect(contents(root)).toMatchObject({
    'a.js': 'export const a = 1;\n',
    'lib/b.js': "export { a as b } from '../a.js';\n",
    self: '-> link',
    'lib/again': '-> link',
    'dangling.js': '-> link',
  });
});

test('a binary .js, and one that is not UTF-8, are named and left alone', () => {
  const binary = Buffer.from('exports.b = 1;\0\x01');
  const latin = Buffer.from('exports.c = "caf\xe9";\n', 'latin1');
  const root = tree({ ...good, 'b.js': binary, 'c.js': latin });
  const { status, stdout } = esmigrate(root, ['--write']);
  expect(status).toBe(1);
  expect(stdout).toContain('b.js:1:1  Is not UTF-8 text. [not-utf8]');
  expect(stdout).toContain('c.js:1:1  Is not UTF-8 text. [not-utf8]');
  expect(contents(root)).toMatchObject({
    'a.js': 'export const a = 1;\n',
    'b.js': binary.toString('latin1'),
    'c.js': latin.toString('latin1'),
  });
});

test('an empty project', () => {
  const root = tree({ 'package.json': '{}\n' });
  const { status, stdout } = esmigrate(root, ['--write']);
  expect(status).toBe(0);
  expect(stdout).toContain('No source files found.');
  expect(contents(root)).toEqual({ 'package.json': '{}\n' });
});

test('a project that is ES modules already says so', () => {
  const files = { 'package.json': '{ "type": "module" }\n', 'a.js': 'export const a = 1;\n' };
  const root = tree(files);
  const { status, stdout } = esmigrate(root, ['--write']);
  expect(status).toBe(0);
  expect(stdout).toContain('1 file: 0 converted, 0 renamed, 1 left as they are.');
  expect(stdout).toContain('all of this is ES modules already');
  expect(contents(root)).toEqual(files);
  expect(existsSync(join(root, '.git'))).toBe(false);
});
