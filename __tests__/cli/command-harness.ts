import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliContext, OutputStream } from '../../src/cli/context.js';
import { run } from '../../src/cli/run.js';
import type { Finding } from '../../src/finding.js';
import type { MigrateResult } from '../../src/migrate.js';
import type { MigrateOptions } from '../../src/options.js';

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

/** A new folder with these files, removed after the tests of a file. */
export function tempTree(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'cli-')));
  roots.push(root);
  mkdirSync(join(root, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** The files of a folder by path, without `.git` and `node_modules`. */
export function readTree(root: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(root.length + 1);
    if (entry.isFile() && !/^(\.git|node_modules)\//.test(path)) files[path] = readFileSync(join(root, path), 'utf8');
  }
  return files;
}

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
  /** The options that reached `migrate`; null when it was not called. */
  options: MigrateOptions | null;
}

export interface Setting {
  cwd?: string;
  terminal?: boolean;
  env?: Record<string, string>;
  migrate?: CliContext['migrate'];
}

/** Runs the command in this process. */
export async function runCommand(argv: string[], setting: Setting = {}): Promise<Outcome> {
  const outcome: Outcome = { code: -1, stdout: '', stderr: '', options: null };
  const stream = (name: 'stdout' | 'stderr'): OutputStream => ({
    write: (text) => (outcome[name] += text),
    isTTY: setting.terminal ?? false,
  });
  outcome.code = await run(argv, {
    cwd: setting.cwd ?? process.cwd(),
    env: setting.env ?? {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    version: '1.2.3',
    migrate: async (cwd, options) => {
      outcome.options = options;
      return (setting.migrate ?? (async () => result(cwd)))(cwd, options);
    },
  });
  return outcome;
}

/** A result of one's own making. */
export function result(root: string, parts: Partial<MigrateResult> = {}): MigrateResult {
  const stats = { files: 3, converted: 2, renamed: 1, left: 0, unparsed: 0 };
  return { root, changes: [], findings: [], stats, ...parts };
}

export function finding(severity: Finding['severity'], parts: Partial<Finding> = {}): Finding {
  const place = { file: 'lib/a.js', line: 3, column: 7 };
  return { rule: `some-${severity}`, severity, ...place, message: `A ${severity}.`, advice: 'Do this.', ...parts };
}
