import type { Range } from '../../range.js';
import type { TextEdit } from '../sloppy/text-edits.js';

/** What strict code rejects, or runs differently. */
export type SloppyKind =
  // Early errors of a module.
  | 'html-comment'
  | 'octal'
  | 'delete-name'
  | 'for-in-initialiser'
  | 'nested-function'
  | 'duplicate-function'
  | 'duplicate-parameter'
  | 'reserved-name'
  | 'top-level-return'
  | 'new-target'
  | 'early-error' // any other
  // Differences at run time.
  | 'direct-eval'
  | 'block-function'
  | 'implicit-global'
  | 'read-only-global'
  | 'function-name'
  | 'plain-this'
  | 'arguments-alias'
  | 'callee'
  | 'function-properties'
  | 'primitive-write'
  | 'failing-write'
  | 'failing-delete'
  // Not a matter of strictness: other words for `require(x)`.
  | 'require-form';

/** Something that a module rejects or runs differently than a sloppy script. */
export interface SloppyFact {
  kind: SloppyKind;
  range: Range;
  name: string | null;
  /** The edits after which strict mode means the same; null: there are none. */
  fix: TextEdit[] | null;
  /** It is certain to differ and has no fix: the file has to stay CommonJS. */
  keeps: boolean;
}
