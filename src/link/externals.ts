import { readFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { builtinNames } from './builtins.js';
import { CjsNames } from './cjs-names.js';
import type { Disk } from './disk.js';
import { EsmNames, hasModuleSyntax } from './esm-names.js';
import type { Loader, NodeResolution, Target } from './node-resolution.js';
import { NotResolvable } from './package-map.js';

export type ModuleFormat = 'cjs' | 'esm' | 'json' | 'addon';

/**
 * An installed module outside the project's sources, seen by both loaders. The names are read from disk when first asked for.
 * The rules for using it are those of Node: a CommonJS module's default import is its whole `module.exports`, its names
 * are what the lexer sees; an ES module has a default only if it exports one.
 */
export interface ExternalModule {
  /** As written in the source. */
  specifier: string;
  /** The package's name. */
  name: string;
  /** Real absolute path of what `require()` loads; null when only `import` reaches the package. */
  requireFile: string | null;
  /** Real absolute path of what `import` of `importSpecifier` loads; null when nothing. */
  importFile: string | null;
  sameFile: boolean;
  /** Format of `requireFile`, or of `importFile` where there is no other; `importFormat` the other way round. */
  format: ModuleFormat;
  importFormat: ModuleFormat;
  /** Names an `import { n } from` may use, sorted; without `default` and `module.exports`. */
  readonly importNames: string[];
  /** Names the file that `require()` loads would show to `import`, to compare the two halves of a dual package. */
  readonly requireNames: string[];
  /** True when `import x from` links. */
  readonly hasDefault: boolean;
  /** True for an ES module that exports 'module.exports', which is then what `require()` returns. */
  readonly moduleExportsName: boolean;
  /** True when what `require()` loads is CommonJS with an `__esModule` mark. */
  readonly esModuleFlag: boolean;
  /** What an `import` has to write: deep paths are completed (`lodash/fp` -> `lodash/fp.js`) where `import` needs that. */
  importSpecifier: string;
}

/** Reads names and formats of files outside the project, memoised by real path. */
export class Externals {
  private readonly formats = new Map<string, ModuleFormat | null>();
  private readonly cjs: CjsNames;
  private readonly esm: EsmNames;

  constructor(
    private readonly disk: Disk,
    resolution: NodeResolution,
  ) {
    this.cjs = new CjsNames(resolution);
    this.esm = new EsmNames(
      resolution,
      (file) => this.format(file, 'import') === 'esm',
      (target) => this.namesOfOther(target),
    );
  }

  /**
   * @returns null when neither loader gets a module: no file, or one with an extension that is no module's
   */
  describe(
    specifier: string,
    name: string,
    required: string | null,
    imported: string | null,
    importSpecifier: string,
  ): ExternalModule | null {
    const requireFormat = required === null ? null : this.format(required, 'require');
    const importedFormat = imported === null ? null : this.format(imported, 'import');
    const requireFile = requireFormat === null ? null : required;
    const importFile = importedFormat === null ? null : imported;
    const format = requireFormat ?? importedFormat;
    const importFormat = importedFormat ?? requireFormat;
    if (format === null || importFormat === null) return null;
    const importAll = () => (importFile === null ? noNames : this.names(importFile, importFormat));
    const requireAll = () => (requireFile === null ? noNames : this.names(requireFile, format));
    return {
      specifier,
      name,
      requireFile,
      importFile,
      sameFile: requireFile === importFile,
      format,
      importFormat,
      importSpecifier,
      get importNames() {
        return plainNames(importAll());
      },
      get requireNames() {
        return plainNames(requireAll());
      },
      get hasDefault() {
        if (importFile === null || importFormat === 'addon') return false;
        return importFormat !== 'esm' || importAll().has('default');
      },
      get moduleExportsName() {
        return importFormat === 'esm' && importAll().has('module.exports');
      },
      get esModuleFlag() {
        return format === 'cjs' && requireAll().has('__esModule');
      },
    };
  }

  /** How Node loads a file; null for an extension that is no module's (`.css`, `.html`). */
  format(file: string, loader: Loader): ModuleFormat | null {
    const key = `${loader}:${file}`;
    let format = this.formats.get(key);
    if (format === undefined) this.formats.set(key, (format = this.findFormat(file, loader)));
    return format;
  }

  private findFormat(file: string, loader: Loader): ModuleFormat | null {
    const extension = extname(file);
    if (extension !== '.js' && extension !== '') return formatByExtension.get(extension) ?? null;
    const type = this.packageType(dirname(file));
    // Without an extension, require() goes by the syntax whatever the package says.
    if (type !== null && (extension === '.js' || loader === 'import')) return type;
    return hasModuleSyntax(readFileSync(file, 'utf8')) ? 'esm' : 'cjs';
  }

  private packageType(dir: string): 'esm' | 'cjs' | null {
    try {
      const type = this.disk.scope(dir)?.json.type;
      return type === 'module' ? 'esm' : type === 'commonjs' ? 'cjs' : null;
    } catch (error) {
      if (error instanceof NotResolvable) return null;
      throw error;
    }
  }

  private names(file: string, format: ModuleFormat): ReadonlySet<string> {
    if (format === 'esm') return this.esm.of(file);
    return format === 'cjs' ? this.cjs.of(file) : noNames;
  }

  private namesOfOther(target: Target): ReadonlySet<string> {
    if (target.file === undefined) return builtinNames(target.builtin);
    return this.format(target.file, 'import') === 'cjs' ? this.cjs.of(target.file) : noNames;
  }
}

const noNames: ReadonlySet<string> = new Set();

const formatByExtension = new Map<string, ModuleFormat>([
  ['.mjs', 'esm'],
  ['.cjs', 'cjs'],
  ['.json', 'json'],
  ['.node', 'addon'],
]);

function plainNames(names: ReadonlySet<string>): string[] {
  return [...names].filter((name) => name !== 'default' && name !== 'module.exports').sort();
}
