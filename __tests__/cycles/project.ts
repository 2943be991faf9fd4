import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { migrate, type MigrateResult } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

/** A new folder with a package of these files, removed after the tests of a file. */
export function tempProject(files: Record<string, string>, manifest: object = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'cycles-')));
  roots.push(root);
  writeFiles(root, { 'package.json': JSON.stringify({ private: true, ...manifest }), ...files });
  return root;
}

function writeFiles(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

export interface Migrated extends MigrateResult {
  /** The folder with the changes applied. */
  dir: string;
  /** Texts after the run by path after the run. */
  text: (path: string) => string | undefined;
}

/** Migrates a project into a second folder. */
export async function migrated(root: string): Promise<Migrated> {
  const result = await migrate(root, defaultOptions);
  const dir = `${root}-after`;
  roots.push(dir);
  cpSync(root, dir, { recursive: true });
  for (const { path } of result.changes) rmSync(join(dir, path), { force: true });
  for (const { newPath, after } of result.changes) if (after !== null) writeFiles(dir, { [newPath]: after });
  return { ...result, dir, text: (path) => result.changes.find((c) => c.newPath === path)?.after ?? undefined };
}

/** What a program prints; its error's first line in place of that when it fails. */
export function output(dir: string, file: string): string {
  const run = spawnSync(process.execPath, ['--no-warnings', file], { cwd: dir, encoding: 'utf8' });
  return run.status === 0 ? run.stdout : `failed: ${/^\w*Error.*$/m.exec(run.stderr)?.[0] ?? run.stderr}`;
}

/** The printed lines of a script given as text. */
export function evaluate(dir: string, script: string): string {
  return execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    cwd: dir,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
}
