import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding } from '../../src/finding.js';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';

/** Path -> text; an object is written as JSON; `-> target` makes a symbolic link. */
export type Tree = Record<string, string | object>;

const made: string[] = [];

/** Writes a project into a temporary folder and returns the folder. */
export function writeTree(tree: Tree): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'esmigrate-tree-')));
  made.push(root);
  for (const [path, content] of Object.entries(tree)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content !== 'string') writeFileSync(file, JSON.stringify(content, null, 2) + '\n');
    else if (content.startsWith('-> ')) symlinkSync(content.slice(3), file);
    else writeFileSync(file, content);
  }
  return root;
}

/** Removes all folders that `writeTree` made. */
export function removeTrees(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
}

/**
 * Migrates a folder in place: the text of every changed file under its new path, and the findings.
 * @param runningNode the Node that the result has to run on
 */
export async function migrateTree(
  root: string,
  runningNode = '24.2.0',
): Promise<{ files: Record<string, string>; findings: Finding[] }> {
  const { changes, findings } = await migrate(root, { ...defaultOptions, runningNode });
  const files: Record<string, string> = {};
  for (const change of changes) {
    if (change.path !== change.newPath) rmSync(join(root, change.path));
    if (change.after === null) continue;
    mkdirSync(dirname(join(root, change.newPath)), { recursive: true });
    writeFileSync(join(root, change.newPath), change.after);
    files[change.newPath] = change.after;
  }
  return { files, findings };
}
