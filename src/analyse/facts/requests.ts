import type { Range } from '../../range.js';
import type { When } from './when.js';

/** A request for another module: a call of require(), an import or export declaration, `import()`. */
export interface RequestFacts {
  id: number;
  form: 'require' | 'resolve' | 'import' | 'export' | 'import()' | 'import-equals';
  /** A require() that the file makes by createRequire(), or one in a text that it runs; it stays as it is. */
  own: boolean;
  /** null: computed. */
  specifier: string | null;
  /** What is known of a computed specifier: `'./locale/' + name` has the prefix `./locale/`. */
  pattern: { prefix: string; suffix: string } | null;
  /** `require(name)` in a helper only called with literals, `require(a ? './x' : './y')`: those literals. */
  candidates: string[] | null;
  /** The call, or the whole import/export declaration. */
  range: Range;
  /** The specifier (with its quotes, but for one in a text that is run), or the computed argument. */
  argument: Range;
  when: When;
  unit: number;
  statement: number;
  /** Inside an immediately called function: statements can't be put at its place. */
  nested: boolean;
  /** Directly inside an async function: `await` may stand there. */
  inAsync: boolean;
  /** In a `try` block with a `catch`, of the function that holds it. */
  caught: boolean;
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

/** Where a request stands. */
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

/** `{ a, b: c }`, which a declaration takes out of a module. */
export interface PatternFacts {
  range: Range;
  /** Plain `{ a, b: c }` only; null when it has defaults, rest, nesting or computed keys. */
  plain: { key: string; local: string; range: Range; keyRange: Range; localRange: Range }[] | null;
  /** All keys read, when they are known; null with a rest or computed key. */
  keys: string[] | null;
  /** True when one of the bound names is written again. */
  reassigned: boolean;
}

/** What is done with a module's value. */
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

/** One use of a module's value. */
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
