import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The main promise on the example application, with the built command: `npm run build` first. */
const bin = resolve('bin/esmigrate.js');
const example = resolve('examples/legacy-shop');

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

/** A copy of the example, committed to a git repository of its own. */
function checkout(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'legacy-shop-')));
  roots.push(root);
  cpSync(example, root, { recursive: true });
  run(root, 'git', 'init', '-q');
  run(root, 'git', 'add', '-A');
  run(root, 'git', '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'before');
  return root;
}

function run(cwd: string, command: string, ...argv: string[]): { stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(command, argv, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${command} ${argv.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return { stdout, stderr };
}

const esmigrate = (cwd: string, ...argv: string[]) => run(cwd, process.execPath, bin, ...argv);

function treeOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const own = paths.filter((path) => !path.startsWith('.git/')).sort();
  return Object.fromEntries(own.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** The counts that node:test prints at the end of the example's own suite. */
function testCounts(root: string): Record<string, number> {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined };
  const files = readdirSync(join(root, 'test')).filter((name) => name.endsWith('.test.js'));
  const argv = ['--test', '--test-reporter=tap', ...files.map((name) => join('test', name))];
  const { stdout } = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8', env });
  const lines = [...stdout.matchAll(/^# (tests|pass|fail|skipped|todo) (\d+)$/gm)];
  return Object.fromEntries(lines.map(([, name, number]) => [name!, Number(number)]));
}

const written = checkout();
const before = testCounts(written);
const report = esmigrate(written, '--write');
const after = treeOf(written);

test('its own suite passes before and after, with the same number of tests', () => {
  expect(before).toEqual({ tests: before.tests, pass: before.tests, fail: 0, skipped: 0, todo: 0 });
  expect(before.tests).toBeGreaterThanOrEqual(98);
  expect(testCounts(written)).toEqual(before);
});

test('a dry run writes nothing and prints a patch, which leaves what --write does', () => {
  const root = checkout();
  const untouched = treeOf(root);
  const { stdout, stderr } = esmigrate(root);
  expect(treeOf(root)).toEqual(untouched);
  const summary = stderr.slice(stderr.search(/^\d+ files: /m)).trimEnd();
  expect(readFileSync('README.md', 'utf8')).toContain(`\n${summary}\n`);
  const patch = join(root, '.git', 'm.patch');
  writeFileSync(patch, stdout);
  run(root, 'git', 'apply', '--check', patch);
  run(root, 'git', 'apply', patch);
  expect(treeOf(root)).toEqual(after);
});

test('a second run changes nothing', () => {
  const { stdout, stderr } = esmigrate(written, '--write', '--force');
  expect(stdout + stderr).toContain('Nothing to change');
  expect(treeOf(written)).toEqual(after);
});

test('nothing of CommonJS is left but what a finding or a fallback explains', () => {
  // These load at a computed path, lazily, after something that must come first, or something that may be missing.
  const fallbacks = [
    'bin/shop.js',
    'src/cli/list.js',
    'src/config/index.js',
    'src/inventory.js',
    'src/payments/index.js',
    'src/routes/index.js',
    'test/package.test.js',
    'test/payments.test.js',
  ];
  const sources = Object.entries(after).filter(([path]) => /\.js$/.test(path));
  const withRequire = sources.filter(([, text]) => /(?<![.\w])require\(/.test(text)).map(([path]) => path);
  expect(withRequire).toEqual(fallbacks);
  const withExports = sources.filter(([, text]) => /(?<!['"`\w])(?:module\.exports|exports\.\w+)\b/.test(text));
  expect(withExports.map(([path]) => path)).toEqual([]);
  // Without createRequire there is no require().
  for (const [path, text] of sources) {
    if (withRequire.includes(path) && path !== 'test/package.test.js') expect(text).toContain('createRequire(');
  }
  expect(Object.keys(after).filter((path) => path.endsWith('.cjs'))).toEqual(['.eslintrc.cjs', 'test/.eslintrc.cjs']);
});

test('no finding is an error or a warning', () => {
  expect(report.stdout).not.toMatch(/Errors|Warnings/);
  expect(report.stdout).toContain('2 renamed');
});
