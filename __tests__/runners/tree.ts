import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding } from '../../src/finding.js';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';

/** Path -> text; an object is written as JSON. */
export type Tree = Record<string, string | object>;

export interface Migrated {
  root: string;
  /** Text of every changed file, under its new path. */
  files: Record<string, string>;
  findings: Finding[];
}

const made: string[] = [];

/** Writes a project whose node_modules hold links to the named packages of this one, and returns its folder. */
export function writeProject(tree: Tree, installed: string[] = []): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'runners-')));
  made.push(root);
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  for (const name of installed) {
    mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules', name), join(root, 'node_modules', name));
  }
  return root;
}

export function removeProjects(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
}

/** Migrates a project on disk and writes the result over it. */
export async function migrateProject(root: string): Promise<Migrated> {
  const { changes, findings } = await migrate(root, defaultOptions);
  const files: Record<string, string> = {};
  for (const change of changes) {
    if (change.path !== change.newPath) rmSync(join(root, change.path));
    writeFileSync(join(root, change.newPath), change.after!);
    files[change.newPath] = change.after!;
  }
  return { root, files, findings };
}

/** Runs jest as its users do for ES modules; the numbers of its summary, and all it printed. */
export function runJest(root: string): { passed: number; failed: number; output: string } {
  const bin = join(process.cwd(), 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--no-warnings', bin, '--runInBand', '--json', '--rootDir', root];
  const run = spawnSync(process.execPath, flags, { cwd: root, encoding: 'utf8' });
  const json = /^\{.*\}$/m.exec(run.stdout)?.[0];
  if (json === undefined) throw new Error(run.stdout + run.stderr);
  const result = JSON.parse(json) as { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number };
  return {
    passed: result.numPassedTests,
    failed: Math.max(result.numFailedTests, result.numFailedTestSuites),
    output: run.stdout + run.stderr,
  };
}
