import type { MigrateResult } from '../migrate.js';
import type { MigrateOptions } from '../options.js';

export interface OutputStream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** All that the command takes from the process around it, so that tests can run it without one. */
export interface CliContext {
  /** Absolute path. */
  cwd: string;
  env: Record<string, string | undefined>;
  /** Carries results only: findings, patch, JSON. */
  stdout: OutputStream;
  /** Carries progress, errors, and notes where stdout is a patch. */
  stderr: OutputStream;
  /** Our own version. */
  version: string;
  migrate(cwd: string, options: MigrateOptions): Promise<MigrateResult>;
}
