import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { applyChanges } from '../src/apply/apply.js';
import { migrate } from '../src/migrate.js';
import { defaultOptions } from '../src/options.js';

/**
 * `__testfixtures__/repos/<case>/before` becomes `after`, every file byte for byte. Then the program that the start script
 * names is run in both: it must end and print the same. A second migration must change nothing.
 */
const fixtures = resolve('__testfixtures__/repos');

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

function copyOf(folder: string): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'repo-')));
  roots.push(root);
  cpSync(folder, root, { recursive: true });
  return root;
}

function treeOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Runs `npm start`, without npm. */
function start(root: string) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const [command, ...argv] = scripts.start.split(' ');
  if (command !== 'node') throw new Error(`The start script of a fixture starts with node, not ${command}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

async function migrated(root: string): Promise<number> {
  const { changes } = await migrate(root, { ...defaultOptions, runningNode: '24.2.0' });
  await applyChanges(root, changes);
  return changes.length;
}

test.each(readdirSync(fixtures))('%s', async (name) => {
  const before = copyOf(join(fixtures, name, 'before'));
  const after = copyOf(join(fixtures, name, 'before'));
  await migrated(after);
  expect(treeOf(after)).toEqual(treeOf(join(fixtures, name, 'after')));
  const output = start(before);
  expect(output).toMatchObject({ status: 0, stderr: '' });
  expect(start(after)).toEqual(output);
  expect(await migrated(after)).toBe(0);
});
