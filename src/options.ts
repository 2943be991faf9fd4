/** What a run may be told, the same for the command line and the API. Every field has a default. */
export interface MigrateOptions {
  /** Files, folders or globs relative to the working directory; empty: the whole project. */
  paths: string[];
  /** Transform ids to run; empty: all of them. */
  transforms: string[];
  include: string[];
  exclude: string[];
  target: 'node' | 'browser' | 'bundler';
  /** Lowest Node version to support, such as `20.19.0`; null: `engines.node`, else 20.19.0. */
  node: string | null;
  valueExports: 'named' | 'default';
  lazy: 'exact' | 'import';
  /** Keep public entries requirable as before (default export + 'module.exports'). `--no-compat` makes it false. */
  compat: boolean;
  /** The Node that the migrated project has to run on in any case; missing: the one that runs this. */
  runningNode?: string;
  /** Told after each file of a stage; used for the progress line. */
  onProgress?: (stage: string, done: number, total: number) => void;
}

export const defaultOptions: MigrateOptions = {
  paths: [],
  transforms: [],
  include: [],
  exclude: [],
  target: 'node',
  node: null,
  valueExports: 'named',
  lazy: 'exact',
  compat: true,
};
