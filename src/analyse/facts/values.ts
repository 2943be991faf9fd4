import type { Range } from '../../range.js';

export type ValueKind =
  'identifier' | 'function' | 'arrow' | 'class' | 'object' | 'require' | 'literal' | 'undefined' | 'other';

/** What an exported expression is. */
export interface ValueFacts {
  kind: ValueKind;
  range: Range;
  /** An identifier's name, or a function's or class's own name. */
  name: string | null;
  /** True when the identifier is a top-level binding of this file. */
  topLevel: boolean;
  /** For functions: just after the word `function` (and `*`), where a name goes; for classes after `class`. */
  nameAt: number | null;
  async: boolean;
  generator: boolean;
  usesThis: { reads: boolean; writes: boolean; escapes: boolean; isTested: boolean; usesSuper: boolean } | null;
  /** A class that can be constructed without running code of its own. */
  plainClass: boolean;
  /** For `require`: the request, and the members read from it. */
  request: number | null;
  members: string[];
  properties: PropertyFacts[] | null;
  /** Range of the function (and the units) inside. */
  unit: number | null;
}

/** A property of an exported object literal. */
export interface PropertyFacts {
  kind: 'identifier' | 'value' | 'method' | 'get' | 'set' | 'spread';
  range: Range;
  /** null: computed. */
  key: string | null;
  keyRange: Range;
  shorthand: boolean;
  value: ValueFacts | null;
  async: boolean;
  generator: boolean;
  /** For methods: where the parameter list opens. */
  paramsAt: number | null;
  usesThis: ValueFacts['usesThis'];
}
