import type { CliContext } from './context.js';

/** Short enough to look alive, long enough to cost nothing. */
const interval = 80;

export interface Progress {
  update(stage: string, done: number, total: number): void;
  /** Clears the line. */
  clear(): void;
}

/** A single line on stderr that is rewritten in place; null where nobody would see it: no terminal, CI, `--quiet`. */
export function createProgress(context: CliContext, quiet: boolean, now: () => number = Date.now): Progress | null {
  if (quiet || !context.stderr.isTTY || context.env['CI']) return null;
  let shownAt = -Infinity;
  return {
    update(stage, done, total) {
      if (now() - shownAt < interval) return;
      shownAt = now();
      const text = `${stage} ${done}/${total}`;
      context.stderr.write(`\r\x1b[K${text.slice(0, (context.stderr.columns ?? 80) - 1)}`);
    },
    clear() {
      if (shownAt !== -Infinity) context.stderr.write('\r\x1b[K');
      shownAt = -Infinity;
    },
  };
}
