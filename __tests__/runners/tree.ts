import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Finding } from '../../src/finding.js';
import { migrateTree, removeTrees, writeTree, type Tree } from '../trial/tree.js';

export type { Tree };

export interface Migrated {
  root: string;
  /** Text of every changed file, under its new path. */
  files: Record<string, string>;
  findings: Finding[];
}

/** Writes a project whose node_modules hold links to the named packages of this one, and returns its folder. */
export function writeProject(tree: Tree, installed: string[] = []): string {
  const links = installed.map((name) => [`node_modules/${name}`, `-> ${join(process.cwd(), 'node_modules', name)}`]);
  return writeTree({ ...tree, ...Object.fromEntries(links) });
}

export const removeProjects = removeTrees;

/** Migrates a project on disk and writes the result over it; it has to run on the Node that runs the tests. */
export async function migrateProject(root: string): Promise<Migrated> {
  return { root, ...(await migrateTree(root, process.version.slice(1))) };
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
