import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { discover } from '../../src/discover/discover.js';
import type { Project } from '../../src/discover/project.js';
import { defaultOptions, type MigrateOptions } from '../../src/options.js';

const made: string[] = [];

/** Writes files into a new temporary folder; values other than strings are written as JSON. */
export function makeTree(files: Record<string, unknown>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'esmigrate-tree-')));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content, null, 2) + '\n');
  }
  return root;
}

/** Call from `afterAll`. */
export function removeTrees(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
}

export function discoverTree(files: Record<string, unknown>, options: Partial<MigrateOptions> = {}): Promise<Project> {
  return discover(makeTree(files), { ...defaultOptions, ...options });
}

/** Paths of the module files. */
export function modulePaths(project: Project): string[] {
  return project.files.filter((file) => file.kind !== 'json' && file.kind !== 'html').map((file) => file.path);
}

/** Roles by path, files without roles left out. */
export function rolesByPath(project: Project): Record<string, string> {
  const withRoles = project.files.filter((file) => file.roles.length > 0);
  return Object.fromEntries(withRoles.map((file) => [file.path, file.roles.join(' ')]));
}
