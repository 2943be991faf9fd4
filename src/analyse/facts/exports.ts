import type { Range } from '../../range.js';
import type { UseFacts } from './requests.js';
import type { ValueFacts } from './values.js';
import type { When } from './when.js';

/** The name by which code reaches the exports object. */
export type ExportObject = 'exports' | 'module.exports' | 'this' | 'alias';

/** A reference to the exports object. */
export interface ExportRef {
  object: ExportObject;
  alias: string | null;
  range: Range;
  use: UseFacts;
  /** Index of the assignment whose target it is, or null. */
  assignment: number | null;
  /** Index of the call (defineProperty, Object.assign, __exportStar) whose first argument it is, or null. */
  call: number | null;
  /** True when an inner binding named like the key is visible here: a rewrite to the bare key would be captured. */
  keyShadowed: boolean;
  /** In a function or a block, whose names may hide those of the top level. */
  nested: boolean;
}

/** What an export assignment writes to. */
export interface ExportTarget {
  range: Range;
  /** null: the whole object is replaced (or a local is assigned). */
  key: string | null;
  /** `exports`/`module.exports`/alias for a replacement or a member; `local` for any other assignable expression. */
  object: ExportObject | 'local';
  /** The name, for a local identifier or alias. */
  name: string | null;
}

/** `exports.a = exports.b = value`, `exports = module.exports = value`, `var x = module.exports = value`. */
export interface ExportAssignment {
  range: Range;
  operator: string;
  targets: ExportTarget[];
  value: ValueFacts;
  container:
    | { kind: 'statement'; range: Range; topLevel: boolean }
    | { kind: 'declarator'; declaration: number; index: number; name: string | null }
    | { kind: 'expression' };
  when: When;
  unit: number;
  statement: number;
}

/** `Object.defineProperty(exports, …)`, `Object.assign(exports, …)`, `__exportStar(require('x'), exports)`. */
export interface ExportCall {
  kind: 'marker' | 'define' | 'getter' | 'assign' | 'star';
  range: Range;
  statement: Range | null;
  topLevel: boolean;
  when: When;
  key: string | null;
  /** The property's value, the getter's returned expression, or the sources of an assign. */
  values: ValueFacts[];
  /** False for a property that no enumeration shows. */
  enumerable: boolean;
}

/** A variable that holds the exports object. */
export interface ExportAlias {
  name: string;
  /** The declaration that makes it, as index into `declarations`. */
  declaration: number;
  index: number;
  reassigned: boolean;
}

/** How a CommonJS file exports. */
export interface ExportFacts {
  refs: ExportRef[];
  assignments: ExportAssignment[];
  calls: ExportCall[];
  aliases: ExportAlias[];
}

/** Members of what the file exports that cannot be written. */
export interface LockFacts {
  /** Members from the exports to the value that is locked; empty: the exports object itself. */
  path: string[];
  /** Its members that a write leaves as they are; null: all. */
  keys: string[] | null;
  /** Members that can be written although `keys` says all. */
  except: string[];
  /** They are so from this offset on; 0: from the start. */
  from: number;
}

/** One name that an `export` declaration of the file exports. */
export interface ModuleExportFacts {
  name: string;
  /** The binding behind it; null for a default export without a name. */
  local: string | null;
  /** The exporting declaration. */
  range: Range;
  /** A function declaration: it has its value before the module runs. */
  hoisted: boolean;
}
