/** What kind of text a file holds, by its extension and package scope. */
export type FileKind = 'js' | 'cjs' | 'mjs' | 'ts' | 'json' | 'html';

/** How a file is used, which decides who may depend on it. A file can have several roles. */
export type Role =
  /** Named by package.json (`main`, `exports`, `bin`) or reachable by a deep path from outside the package. */
  | 'public'
  /** Named in `bin`, or started with `node` by a package.json script. */
  | 'bin'
  | 'script'
  /** Loaded by a test runner. */
  | 'test'
  /** A tool's configuration that must stay CommonJS (`.eslintrc.js`, `.mocharc.js`, `babel.config.js`, `Gruntfile.js`, …). */
  | 'cjs-config'
  /** A tool's configuration that the tool also reads as an ES module (`jest.config.js`, `webpack.config.js`, …). */
  | 'config';

export interface SourceFile {
  /** Relative to the project root, forward slashes: the file's name everywhere in facts, graph and plan. */
  path: string;
  kind: FileKind;
  /** Index into `Project.packages` of the nearest package.json. */
  package: number;
  /** True when Node loads this file as an ES module today (`.mjs`, or `.js` under `"type": "module"`). */
  esm: boolean;
  roles: Role[];
  /**
   * True when the run may rewrite this file. False for files outside the paths and globs of the options, and for fixtures
   * (see `isFixture`): they are facts about the project, and keep their text.
   */
  selected: boolean;
}

/** One package.json scope. */
export interface Package {
  /** Folder relative to the project root; '' for the root. */
  dir: string;
  /** Path of its package.json relative to the root. */
  manifest: string;
  /** The text of package.json as it stands on disk. */
  text: string;
  /** Its parsed value. */
  json: PackageJson;
  /** True when the package is meant to be required by others (has a name, not `private`). */
  published: boolean;
  /** True for a package that tests read as data (below a `fixtures` folder or the like): its files are never rewritten. */
  fixture: boolean;
  /** True for the root of a folder of pages that has no package.json: only what the pages load is migrated. */
  missing: boolean;
}

/** The fields this product reads. Others pass through untouched. */
export interface PackageJson {
  name?: string;
  type?: string;
  main?: unknown;
  module?: unknown;
  exports?: unknown;
  imports?: unknown;
  bin?: unknown;
  browser?: unknown;
  files?: unknown;
  private?: unknown;
  engines?: { node?: string };
  scripts?: Record<string, string>;
  workspaces?: unknown;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  [field: string]: unknown;
}

/** A string in some non-module file (package.json, a config, a script) that names a source file, so that renames follow. */
export interface FileReference {
  /** The file that holds the string, relative to the root. */
  from: string;
  /** Offsets (UTF-16) of the part of the text that names the file, without quotes. */
  start: number;
  end: number;
  /** The source file it names, relative to the root. */
  target: string;
  /** The folder that the name is relative to, relative to the root ('' for the root). */
  base: string;
  /** What names it, for messages: `main`, `scripts.test`, `.nycrc require`. */
  field: string;
  /** True when Node needs the full file name there under ES modules (`main: "./lib"`, `main: "index"`). */
  needsFullName: boolean;
}

/** A glob in some non-module file that matches source files, so that renamed files don't fall out of it. */
export interface GlobReference {
  /** The file that holds it, relative to the root. */
  from: string;
  /** Offsets (UTF-16) of the glob in the text, without quotes. */
  start: number;
  end: number;
  pattern: string;
  /** The quotes around it in a shell command, or ''. */
  quote: string;
  /** True for a word of a shell command: a second word beside it names more files. */
  isShell: boolean;
  /** The source files that it matches. */
  files: string[];
}

/** Everything the first stage finds out. Plain data. */
export interface Project {
  /** Absolute path of the folder that holds the outermost package.json, or of a folder of pages without one. */
  root: string;
  packages: Package[];
  /** Sorted by path. Source files only: ignored files, node_modules and build output are left out. */
  files: SourceFile[];
  references: FileReference[];
  globs: GlobReference[];
  /** The lowest Node version to support, `[major, minor, patch]`: `--node`, else `engines.node`, else 20.19.0. */
  floor: [number, number, number];
  /** No run may raise the floor: somebody chose it, or the Node that runs this needs it. */
  isFloorFixed: boolean;
}
