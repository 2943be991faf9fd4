import type { FilePatch } from '../../apply/patch.js';
import type { MigrateResult } from '../../migrate.js';
import type { Colors } from '../colors.js';

/** All that a reporter may show. */
export interface Report {
  result: MigrateResult;
  /** One for each change, in the same order. */
  patches: FilePatch[];
  /** True when the changes were applied. */
  written: boolean;
  /** Absolute path of the folder the command was run in. */
  cwd: string;
  /** The arguments, to name the next command. */
  argv: readonly string[];
  quiet: boolean;
  colors: Colors;
}

/** One output format; a file each in this folder, entered in `index.ts`. */
export interface Reporter {
  /** False: findings and summary have no place in this format and go to stderr. */
  tellsAll: boolean;
  render(report: Report): string;
}
