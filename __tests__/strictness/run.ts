import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { migrate, type MigrateResult } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

/** A new folder with these files, removed after the tests of a file. */
export function tempFolder(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'strictness-')));
  roots.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** What a program prints, in a realm of its own; the error's first line in place of that when it fails. */
export async function output(file: string): Promise<string> {
  const worker = new Worker(file, { stdout: true, stderr: true, execArgv: ['--no-warnings'] });
  const failure = new Promise<string | null>((resolve) => {
    worker.once('error', (error: unknown) => resolve(String(error)));
    worker.once('exit', () => resolve(null));
  });
  const [printed, error] = await Promise.all([text(worker.stdout), failure]);
  return error === null ? printed : `${printed}failed: ${error}`;
}

export interface Migrated {
  result: MigrateResult;
  /** The program's file after the run. */
  file: string;
  before: string;
  after: string;
  /** What the file says after the run. */
  text: string;
}

/** Migrates a package of one program, `main.js`, and runs it before and after. Another file makes it a CommonJS package. */
export async function migrateProgram(code: string): Promise<Migrated> {
  const files = { 'package.json': '{ "private": true }\n', 'other.js': 'exports.a = 1;\n', 'main.js': code };
  const root = tempFolder(files);
  const result = await migrate(root, defaultOptions);
  const changed = Object.fromEntries(result.changes.map((c) => [c.newPath, c.after ?? '']));
  const program = result.changes.find((c) => c.path === 'main.js');
  const name = program?.newPath ?? 'main.js';
  const moved = tempFolder({ ...files, 'main.js': '', [name]: code, ...changed });
  const [before, after] = await Promise.all([output(join(root, 'main.js')), output(join(moved, name))]);
  return { result, file: name, before, after, text: changed[name] ?? code };
}
