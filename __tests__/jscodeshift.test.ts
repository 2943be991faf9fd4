import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { transformIds } from '../src/transforms-index.js';

/** Every transform is a jscodeshift transform: the real command and ours leave the same bytes. `npm run build` first. */
const esmigrate = resolve('bin/esmigrate.js');
const jscodeshift = join(
  dirname(createRequire(resolve('package.json')).resolve('jscodeshift/package.json')),
  'bin/jscodeshift.js',
);

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

function copyOfShop(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'jscodeshift-')));
  roots.push(root);
  cpSync(resolve('examples/legacy-shop'), root, { recursive: true });
  return root;
}

function treeOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function run(cwd: string, ...argv: string[]): string {
  // jscodeshift's Babel would leave its cache in the tree.
  const env = { ...process.env, BABEL_DISABLE_CACHE: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout + stderr;
}

/** Those that find something to do in the example. */
const active = ['cjs-exports', 'cjs-requires', 'node-globals', 'use-strict'];

test.each(transformIds.map(({ id }) => id))('%s', (id) => {
  const untouched = copyOfShop();
  const ours = copyOfShop();
  const theirs = copyOfShop();
  run(ours, esmigrate, id, 'src/', '--write');
  const output = run(theirs, jscodeshift, '--run-in-band', '-t', resolve(`transforms/${id}.js`), 'src/');
  expect(output).toMatch(/^0 errors$/m);
  expect(treeOf(theirs)).toEqual(treeOf(ours));
  if (active.includes(id)) expect(treeOf(ours)).not.toEqual(treeOf(untouched));
});
