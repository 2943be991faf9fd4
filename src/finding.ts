/** `error`: cannot be preserved; `warning`: preserved under a stated assumption; `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** One thing the report says about one place. Plain data; all wording is made where the finding is. */
export interface Finding {
  /** Stable rule id: the name of its page, `docs/rules/<rule>.md`. */
  rule: string;
  severity: Severity;
  /** Path relative to the project root, with forward slashes. */
  file: string;
  /** 1-based line and column; column counts UTF-16 units. */
  line: number;
  column: number;
  /** Why, in one sentence. */
  message: string;
  /** What to do by hand, in one sentence. */
  advice: string;
}

/** The place of a finding about a file as a whole. */
export const startOfFile = { line: 1, column: 1 };

/**
 * A mistake of the user's (or of the disk) that ends the run: printed as one line, without a stack trace.
 * The command exits with 2 and nothing was written, unless the message says what was.
 */
export class UserError extends Error {
  override name = 'UserError';
}
