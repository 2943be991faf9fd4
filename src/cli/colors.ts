import picocolors from 'picocolors';
import type { CliContext, OutputStream } from './context.js';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Colors for one stream: only on a terminal, unless FORCE_COLOR; never with `--no-color` or NO_COLOR (no-color.org). */
export function colorsFor(stream: OutputStream | null, allowed: boolean, env: CliContext['env']): Colors {
  const terminal = stream?.isTTY === true && env['TERM'] !== 'dumb';
  return picocolors.createColors(allowed && !env['NO_COLOR'] && stream !== null && (terminal || !!env['FORCE_COLOR']));
}
