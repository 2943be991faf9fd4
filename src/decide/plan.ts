import type { Barrier } from './loading/barriers.js';
import type { ExportAssignment } from '../analyse/facts.js';
import type { Range } from '../range.js';
import type { Finding } from '../finding.js';
import type { Interface } from './interfaces/needs.js';
import type { Loading } from './loading/loading.js';

/**
 * What the output needs Node's require() to load: nothing, ES modules (a facade, or createRequire of a project module),
 * or ES modules that an import has linked already.
 */
export type RequireNeed = 'nothing' | 'modules' | 'linked';

/** How one request will read. */
export interface RequestPlan {
  /**
   * `static`: an import declaration; `createRequire`: stays a require() call; `import()`: becomes one;
   * `keep`: stays as it is, but for the specifier.
   */
  form: 'static' | 'createRequire' | 'import()' | 'keep';
  /** The new specifier; null: as written. */
  specifier: string | null;
  /** Import attributes `{ type: 'json' }`. */
  json: boolean;
  default: string | null;
  namespace: string | null;
  named: { imported: string; local: string }[];
  /** What stands where the require() call stood; null: its declarator (or statement) goes away. */
  replacement: string | null;
  /** How many of the members read from the call are part of what is replaced. */
  members: number;
  /** The request whose import declaration serves this one too. */
  sharedWith: number | null;
  /** Why not the more idiomatic form, for `explain`; null when it is the idiomatic form. */
  reason: string | null;
}

export interface NamedExport {
  key: string;
  /** The name it has in the file. */
  local: string;
  /**
   * `const`: declared where it is assigned; `let`/`var`: assigned more than once, or read before; `binding`: a binding of
   * the file; `import`: what a request imports, by its id; `reexport`: the same, exported without an import declaration.
   */
  kind: 'const' | 'let' | 'var' | 'binding' | 'import' | 'reexport';
  request: number | null;
  /** Set again after the module loaded, or by a getter-like alias: a facade needs an accessor. */
  live: boolean;
  /** A function whose source text is read: it stays the expression that it is. */
  keepsText: boolean;
}

/** A default export and the string-named export that `require()` returns. */
export interface Facade {
  default: boolean;
  moduleExports: boolean;
}

/** A property that is also exported by name, for those who import names today. */
export interface Snapshot {
  key: string;
  local: string;
  /** The file has a binding of this value already; otherwise it is read from the object at the end of the load. */
  isBinding: boolean;
}

/** How a module will export. */
export type ExportPlan =
  | { kind: 'none' }
  | {
      kind: 'named';
      names: NamedExport[];
      facade: Facade | null;
      /** Name of the facade object. */
      facadeLocal: string;
    }
  | {
      /** `module.exports` is one value, under its own name or as the default export. */
      kind: 'value';
      assignment: number;
      local: string;
      /** True when the value is declared under `local` by this rewrite (`export function local`, `const local =`). */
      declares: boolean;
      /** The value has its own name already: the binding, or the function's or class's name. */
      exportName: string | null;
      facade: Facade;
      snapshots: Snapshot[];
      /** The value may be null or undefined, which has no members for the snapshots. */
      mayBeNothing: boolean;
      /** A function without a name, whose `name` is read: it must not get one from where it goes. */
      anonymous: boolean;
    }
  | {
      /** The exports object stays a real object. */
      kind: 'holder';
      local: string;
      /** Name of what `module.exports` becomes when it is replaced; else the same as `local`. */
      moduleLocal: string;
      /** Name of the first object for `this`, where neither of the two keeps it. */
      firstLocal: string | null;
      /** `exports` itself is assigned to. */
      rebound: boolean;
      /** `module.exports` is the first object to the end. */
      keepsModule: boolean;
      facade: Facade;
      snapshots: Snapshot[];
      /** As for `value`. */
      mayBeNothing: boolean;
      /** Assignments of functions that must not get a name from where they go. */
      anonymous: ExportAssignment[];
    }
  | {
      /** `module.exports = require('./x')`. */
      kind: 'reexport';
      request: number;
      specifier: string;
      assignment: number;
      /** `*`: all names of the target; otherwise the one name. */
      star: boolean;
      name: string | null;
      facade: Facade;
    };

export interface FilePlan {
  path: string;
  newPath: string;
  /** `convert`: becomes an ES module; `cjs`: stays CommonJS, renamed where needed; `leave`: not touched. */
  action: 'convert' | 'cjs' | 'leave';
  /** Why it is not converted. */
  reason: string | null;
  exports: ExportPlan;
  /** By request id. */
  requests: RequestPlan[];
  /** The file needs `const require = createRequire(import.meta.url)`. */
  createRequire: boolean;
  /** `require`, `__dirname` and the like stay in it: only CommonJS that is made of it ever runs. */
  keepsVariables: boolean;
  /** Names for what a rewrite has to declare, allocated without collisions. */
  names: { createRequire: string; fileURLToPath: string; dirname: string; main: string; filePath: string };
  /** `import.meta.dirname` and `import.meta.filename` may be used; `import.meta.main` too. */
  metaDirname: boolean;
  metaMain: boolean;
  /** Whatever loads the file knows builtins as `node:path`, too. */
  nodeScheme: boolean;
  /** A test looks for the directive 'use strict' in the text. */
  keepsUseStrict: boolean;
  /** Names of files of the stack become paths again. */
  stackNames: boolean;
  /** Parts of paths that name renamed files, with their new texts. */
  renamedPaths: RenamedPath[];
  /** What the test runner asks of the file; null: nothing. */
  testRunner: TestRunnerPlan | null;
  /** Node loads the file as an ES module today. */
  isModule: boolean;
}

/** The name of a renamed file, with which a literal ends. */
export interface RenamedPath {
  literal: Range;
  from: string;
  to: string;
}

/** What changes in a file because of the test runner that loads it. */
export interface TestRunnerPlan {
  /** Where the file gets jest's object from: `import { jest } from '@jest/globals'`, or `const { jest } = import.meta`. */
  jest: 'globals' | 'meta' | null;
  /** Texts that change: strings that name renamed modules to a mocking tool, `mock` -> `unstable_mockModule`. */
  replacements: { start: number; end: number; text: string }[];
  /** Statements put behind a place, each on a line of its own. */
  insertions: { at: number; text: string }[];
  /** Statements that go before another place, with what is put behind them. */
  moves: { start: number; end: number; to: number; behind: string }[];
  /** Functions that become async, by their start. */
  asyncAt: number[];
}

export interface Plan {
  files: Map<string, FilePlan>;
  findings: Finding[];
  /** Folders that get a package.json of their own, with `"type": "commonjs"`. */
  commonJsFolders: Set<string>;
  /** Paths of renamed files at which a module stays that passes them on. */
  oldPaths: Set<string>;
  /** What the output needs Node's require() to load. */
  requires: RequireNeed;
  /**
   * Reader and module of reads that come before the module has set its names, where CommonJS failed as well, so that no
   * working program gets there.
   */
  earlyReads: Set<string>;
  /** By path, the top-level statements that keep requires below them from being imports, where they could move. */
  barriers: ReadonlyMap<string, Barrier>;
  /** What the decisions rest on, by path: for `explain`. */
  interfaces: ReadonlyMap<string, Interface>;
  /** The same for requests of files that become ES modules, by request id. */
  loadings: ReadonlyMap<string, Loading[]>;
}
