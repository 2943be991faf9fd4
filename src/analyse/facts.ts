import type { UnitFacts } from './facts/effects.js';
import type { ExportFacts, LockFacts, ModuleExportFacts } from './facts/exports.js';
import type { FreeUse } from './facts/free-uses.js';
import type { HazardFact } from './facts/hazards.js';
import type { RequestFacts } from './facts/requests.js';
import type { SloppyFact } from './facts/sloppy.js';
import type { StringCallFacts, TestCallback } from './facts/test-tools.js';
import type { LooseWrite, TakenMember } from './loose-members.js';
import type { PassedWrite } from './passed-writes.js';
import type { SyntaxProblem } from './parse.js';
import type { Range } from '../range.js';

export type * from './facts/effects.js';
export type * from './facts/exports.js';
export type * from './facts/free-uses.js';
export type * from './facts/hazards.js';
export type * from './facts/requests.js';
export type * from './facts/sloppy.js';
export type * from './facts/test-tools.js';
export type * from './facts/values.js';
export type * from './facts/when.js';

/**
 * The facts (module record) of one file: what its syntax alone says. Plain data, a pure function of the text.
 * All ranges are half-open UTF-16 offsets into the text as read. Ranges of expressions include their parentheses.
 */
export interface ModuleFacts {
  path: string;
  /** `cjs`: uses CommonJS's variables; `esm`: import/export; `mixed`: both; `none`: neither. */
  syntax: 'cjs' | 'esm' | 'mixed' | 'none';
  /** The text is a strict form of the file's own, which would change when the file becomes an ES module. */
  isStrictForm: boolean;
  /** Set when the text does not parse; everything below is then empty. */
  problem: SyntaxProblem | null;
  /** Early errors it would have as a module. */
  moduleErrors: SyntaxProblem[];
  /** File-level 'use strict' directives (the whole statements). */
  useStrict: Range[];
  /** Every identifier name declared or referenced anywhere in the file. */
  names: string[];
  /** Names that more than one scope of the file declares. */
  sharedNames: string[];
  /** Names that no binding of the file answers (globals, CommonJS's variables). */
  freeNames: string[];
  /** Strings that may name a file: the last segment of each, without its extension. */
  fileNames: string[];
  /** Strings that start like a relative path, other than those of requests: a computed require() may get one. */
  relativePaths: string[];
  paths: PathFacts[];
  /** Files whose text the code reads. */
  textReads: Pick<PathFacts, 'base' | 'path'>[];
  patternPaths: PatternPath[];
  writtenScripts: WrittenScriptFact[];
  statements: StatementFacts[];
  bindings: BindingFacts[];
  declarations: DeclarationFacts[];
  requests: RequestFacts[];
  exports: ExportFacts;
  locks: LockFacts[];
  /** Calls that lock what a request gives: `Object.freeze(require('x'))`. */
  outsideLocks: { request: number; keys: LockFacts['keys'] }[];
  /** Names of members that some object or class of the file has for reading only. */
  readOnlyNames: string[];
  /** Writes of sloppy code to members of what is not known here. */
  looseWrites: LooseWrite[];
  /** Writes of sloppy functions to modules that they are handed. */
  passedWrites: PassedWrite[];
  /** Methods that are taken off objects of other files. */
  takenMembers: TakenMember[];
  /** The names that ES syntax of the file exports, without `export … from`. */
  moduleExports: ModuleExportFacts[];
  free: FreeUse[];
  /** Functions that run later than the load of the file, by id; `units[0]` is the top level. */
  units: UnitFacts[];
  sloppy: SloppyFact[];
  /** Calls that name a module by a string, as mocking tools do. */
  stringCalls: StringCallFacts[];
  /** Keys of object literals that are relative paths: `{ './a': stub }`. */
  pathKeys: StringCallFacts['keys'];
  /** Globals that are set to a module: `global.$require = require('proxyquire')`. */
  sharedGlobals: { name: string; request: number }[];
  /** Members that are read of jest's object: `resetModules`. */
  jestMethods: string[];
  testCallbacks: TestCallback[];
  hazards: HazardFact[];
}

/** A place that names a file by a constant path. */
export interface PathFacts {
  /** What the path is relative to: the folder of the file (`__dirname`), or the one in which the program is started. */
  base: 'folder' | 'cwd';
  path: string;
  /** The string, or the part of a template, with which the path ends. */
  literal: Range;
}

/** What is known of a path in the folder of the file: `__dirname + '/workers/' + name` has the prefix `./workers/`. */
export interface PatternPath {
  prefix: string;
  suffix: string;
}

/** A call that writes a `.js` file. */
export interface WrittenScriptFact {
  range: Range;
  /** The last part of its path without the extension; `*` where that is put together. */
  name: string;
  /** The folder in which, or somewhere below which, it is written (`tap`: by `t.testdir()`); `null` where nothing is known. */
  folder: { base: PathFacts['base'] | 'tap'; path: string } | null;
  /** Its text is seen to be a CommonJS module. */
  isCommonJs: boolean;
}

/** A statement of the top level. */
export interface StatementFacts {
  range: Range;
  type: string;
  /** A require whose value is not used, or a declaration of nothing but requires. */
  isRequire: boolean;
}

/** A top-level binding. */
export interface BindingFacts {
  name: string;
  kind: 'var' | 'let' | 'const' | 'function' | 'class' | 'import';
  /** Unit of each write other than the initialiser, with its offset. */
  writes: { at: number; unit: number }[];
  /** Unit that runs when the binding is called: a function declaration, or a const-like function value. */
  unit: number | null;
  /** A class that can be constructed without running code of its own. */
  plainClass: boolean;
  /** A `const` whose value is a primitive literal or a regular expression without state. */
  constant: boolean;
  /** Where the binding gets its first value: the end of the declaration or first assignment. */
  initialised: number;
}

/** A `var`/`let`/`const` statement that holds a request or an export. */
export interface DeclarationFacts {
  range: Range;
  kind: 'var' | 'let' | 'const';
  /** At the top level of the program, outside every block. */
  topLevel: boolean;
  /** Index of the top-level statement that holds it. */
  statement: number;
  declarators: Range[];
}
