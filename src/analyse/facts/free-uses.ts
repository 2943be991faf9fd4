import type { Range } from '../../range.js';
import type { When } from './when.js';

/** CommonJS's own variables, and what else only its files have. */
export type FreeKind =
  | '__dirname'
  | '__filename'
  | 'require.main === module' // the whole comparison, either way round, == too
  | 'require.main !== module'
  | 'require.main'
  | 'require.resolve'
  | 'require.cache'
  | 'require.extensions'
  | 'require =' // a write to the variable
  | 'redeclared' // `var exports = exports || {}`, of any of CommonJS's variables
  | 'require' // any other use of the function
  | 'module.parent'
  | '!module.parent' // the negation, `module.parent == null` and friends
  | 'module.id'
  | 'module.filename'
  | 'module.path'
  | 'module.paths'
  | 'module.children'
  | 'module.loaded'
  | 'module.require'
  | 'module'
  | 'typeof require'
  | 'typeof module'
  | 'typeof exports'
  | 'this'
  | 'return'
  | 'arguments'
  | 'eval';

/** A use of one of CommonJS's own variables that is neither an import nor an export. */
export interface FreeUse {
  kind: FreeKind;
  range: Range;
  unit: number;
  when: When;
  /** What an `if` runs only where the comparison holds: `if (require.main === module) { … }`. */
  guarded: Range | null;
  /** `{ __dirname }` */
  shorthand: boolean;
}
