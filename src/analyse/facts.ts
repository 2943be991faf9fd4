import type { Range } from './range.js';
import type { SyntaxProblem } from './parse.js';
import type { TextEdit } from './sloppy/text-edits.js';

/**
 * The facts (module record) of one file: what its syntax alone says. Plain data, a pure function of the text.
 * All ranges are half-open UTF-16 offsets into the text as read. Ranges of expressions include their parentheses.
 */
export interface ModuleFacts {
  path: string;
  /** `cjs`: uses CommonJS's variables; `esm`: import/export; `mixed`: both; `none`: neither. */
  syntax: 'cjs' | 'esm' | 'mixed' | 'none';
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
  statements: StatementFacts[];
  bindings: BindingFacts[];
  declarations: DeclarationFacts[];
  requests: RequestFacts[];
  exports: ExportFacts;
  locks: LockFacts[];
  /** Calls that lock what a request gives: `Object.freeze(require('x'))`. */
  outsideLocks: { request: number; keys: LockFacts['keys'] }[];
  /** The names that ES syntax of the file exports, without `export … from`. */
  moduleExports: ModuleExportFacts[];
  free: FreeUse[];
  /** Functions that run later than the load of the file, by id; `units[0]` is the top level. */
  units: UnitFacts[];
  sloppy: SloppyFact[];
  /** Calls that name a module by a string, as mocking tools do. */
  stringCalls: StringCallFacts[];
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

export type HazardKind =
  | 'main-module' // process.mainModule
  | 'parent-chain' // module.parent is followed upwards
  | 'parent-object' // more is asked of module.parent than which file it is
  | 'schedule' // name: process.nextTick, promises, setImmediate, setTimeout (without a delay) or stdin
  | 'stack' // the text or the file names of a stack trace; name: what is read
  | 'stack-name' // a call whose result is the name of a file of the stack
  | 'cache' // require.cache; name: list, read, write or delete
  | 'extensions' // require.extensions is set; name: the extension
  | 'export-equals' // TypeScript's `export = value`
  | 'loop-request' // a request in a loop
  | 'shown-path' // what require.resolve() gives is printed, compared, cut or handed on
  | 'name-read' // f.name of a top-level binding, or f printed; name: the binding
  | 'prototype-test'; // 'prototype' in f

/** A place that may tell an ES module from a CommonJS one, or see the change in how modules load. */
export interface HazardFact {
  kind: HazardKind;
  range: Range;
  unit: number;
  when: When;
  name: string | null;
  request: number | null;
}

/** `jest.mock('./a', factory)`, `proxyquire('./a', { './b': stub })`: a call whose first argument is a string. */
export interface StringCallFacts {
  /** The request whose module is called, or the name of the variable that no binding answers. */
  root: { name: string; request: number | null };
  /** The last member of the callee: `mock`. */
  method: string | null;
  methodRange: Range | null;
  specifier: string;
  /** The string, with its quotes. */
  argument: Range;
  range: Range;
  unit: number;
  when: When;
  statement: number;
  /** The call is a statement of the file's top level. */
  isStatement: boolean;
  hasSecond: boolean;
  /** String keys of an object given as second argument. */
  keys: { key: string; range: Range }[];
  /** Keys of the object that a function given as second argument returns, when all are known. */
  returns: string[] | null;
}

/** A function that a test runner calls, and whose promise it waits for unless the function takes a callback. */
export interface TestCallback {
  unit: number;
  hasParameters: boolean;
  /** Where it starts: `async ` may go there. */
  at: number;
  async: boolean;
}

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
  /** The first declaring identifier. */
  declared: Range;
  /** Unit of each write other than the initialiser, with its offset. */
  writes: { at: number; unit: number }[];
  /** Number of references; 0 means that it is only declared. */
  references: number;
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

/** When the code at a place runs: while the file loads unconditionally, maybe while it loads, or after. */
export type When = 'eager' | 'conditional' | 'try' | 'lazy';

export interface RequestFacts {
  id: number;
  form: 'require' | 'resolve' | 'import' | 'export' | 'import()' | 'import-equals';
  /** null: computed. */
  specifier: string | null;
  /** What is known of a computed specifier: `'./locale/' + name` has the prefix `./locale/`. */
  pattern: { prefix: string; suffix: string } | null;
  /** `require(name)` in a helper only called with literals, `require(a ? './x' : './y')`: those literals. */
  candidates: string[] | null;
  /** The call, or the whole import/export declaration. */
  range: Range;
  /** The specifier (with its quotes), or the computed argument. */
  argument: Range;
  when: When;
  unit: number;
  statement: number;
  /** Inside an immediately called function: statements can't be put at its place. */
  nested: boolean;
  /** Directly inside an async function: `await` may stand there. */
  inAsync: boolean;
  site: RequestSite;
  /** What is done with the module's value. */
  uses: UseFacts[];
  /** What is done with its members: `x.k.y = …`, and the uses of names that are taken out of it. */
  parts: { key: string; use: UseFacts }[];
  /** The name the value is bound to, when a declaration binds it whole. */
  local: string | null;
  /** True when that binding is written again. */
  reassigned: boolean;
  /** For import and export declarations. */
  specifiers: { imported: string; local: string }[];
  typeOnly: boolean;
}

export type RequestSite =
  | { kind: 'statement'; range: Range }
  | {
      kind: 'declarator';
      declaration: number;
      index: number;
      /** null for a pattern. */
      name: string | null;
      pattern: PatternFacts | null;
      /** `require('x').a.b`: ['a', 'b']. */
      members: string[];
    }
  | { kind: 'expression'; members: string[]; statement: Range }
  | { kind: 'declaration' };

export interface PatternFacts {
  range: Range;
  /** Plain `{ a, b: c }` only; null when it has defaults, rest, nesting or computed keys. */
  plain: { key: string; local: string; range: Range; keyRange: Range; localRange: Range }[] | null;
  /** All keys read, when they are known; null with a rest or computed key. */
  keys: string[] | null;
  /** True when one of the bound names is written again. */
  reassigned: boolean;
}

export type UseKind =
  | 'member' // x.k
  | 'call-member' // x.k()
  | 'construct-member' // new x.k(), extends x.k
  | 'write' // x.k = …, x.k++, and inside patterns
  | 'delete'
  | 'computed' // x[k]
  | 'computed-call'
  | 'computed-write'
  | 'call'
  | 'construct'
  | 'extends'
  | 'destructure'
  | 'enumerate' // for (k in x), Object.keys(x), { ...x }
  | 'in'
  | 'test' // if (x), !x, x && …
  | 'typeof'
  | 'none' // the value is dropped
  | 'assign' // x = …: the binding itself is written
  | 'reexport' // module.exports = x
  | 'patch' // passed to something that writes to it: sinon.stub(x, …), Object.assign(x, …)
  | 'inspect' // passed to something that only looks at it: console.log(x), assert.equal(x, …)
  | 'export-member' // exports.k = x
  | 'escape';

export interface UseFacts {
  kind: UseKind;
  key: string | null;
  /** For `destructure`: the keys, null when not all are known. */
  keys: string[] | null;
  /** The expression that is the module's value. */
  range: Range;
  /** The member expression, when there is one. */
  member: Range | null;
  unit: number;
  when: When;
  /** The member read from that member: `x.k.name` has `name`, and so has what is printed: `console.log(x.k)`. */
  then: string | null;
  /** The member is written through: `x.k.y = …`. */
  writesThrough: boolean;
  /** `{ x }`: renaming needs `x: y`. */
  shorthand: boolean;
}

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

export interface ExportAlias {
  name: string;
  /** The declaration that makes it, as index into `declarations`. */
  declaration: number;
  index: number;
  reassigned: boolean;
}

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

export type FreeKind =
  | '__dirname'
  | '__filename'
  | 'require.main === module' // the whole comparison, either way round, == too
  | 'require.main !== module'
  | 'require.main'
  | 'require.resolve'
  | 'require.cache'
  | 'require.extensions'
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
  /** `{ __dirname }` */
  shorthand: boolean;
}

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
  | 'failing-delete';

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

/** Effects of a stretch of code, in source order. */
export interface UnitFacts {
  /** The range of the function (of the body of a class, for its fields); the whole file for unit 0. */
  range: Range;
  name: string | null;
  /** Names of members and variables that hold the function; `*`: one that nobody sees. Those of the class for its constructor. */
  storedAs: string[];
  /** A function declaration: it can be called before the code above it has run. */
  isHoisted: boolean;
  usesThis: ValueFacts['usesThis'];
  /** `get x() {}`: reading a member runs it. */
  isGetter: boolean;
  /** Strict whatever the file is: a method of a class, or under a 'use strict' of its own. */
  isStrict: boolean;
  effects: EffectFacts[];
}

/** Who is called. */
export type Callee =
  | { kind: 'unit'; unit: number }
  | { kind: 'binding'; name: string; path: string[] }
  | { kind: 'request'; request: number; path: string[] }
  | { kind: 'global'; path: string[] }
  | { kind: 'method'; name: string; fresh: boolean }
  | { kind: 'unknown' };

export type EffectFacts =
  /** Evaluates the requested module (or reads its cached value). */
  | { kind: 'load'; at: number; request: number }
  /** `plain`: the callee is a bare name, called without an object. */
  | {
      kind: 'call';
      at: number;
      callee: Callee;
      construct: boolean;
      callbacks: number[];
      /** Requests whose value, or a member of it, is handed over: as an argument, or as the object of a method. */
      passes: { request: number; deep: boolean }[];
      plain: boolean;
    }
  /** Assigns to something that outlives the file's own scope. */
  | {
      kind: 'write';
      at: number;
      to: 'global' | 'request' | 'foreign';
      path: string[];
      request: number | null;
      /** Not to the module's value itself, but to what a member of it holds. */
      deep: boolean;
    }
  /** Reads a value of another module, through a request's binding; key null: the value whole. */
  | { kind: 'read'; at: number; request: number; key: string | null }
  /** Takes a member out of another module's value; `deep`: or looks into such a member. */
  | { kind: 'look'; at: number; request: number; deep: boolean }
  /** Reads the file's own exports. */
  | { kind: 'own'; at: number }
  /** Reads or writes a top-level binding of this file. */
  | { kind: 'local'; at: number; name: string }
  | { kind: 'throw'; at: number }
  | { kind: 'global-read'; at: number; path: string[] };
