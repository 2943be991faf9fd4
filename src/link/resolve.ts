import { dirname, extname, join, relative, resolve as resolvePath, sep } from 'node:path';
import type { Project } from '../discover/project.js';
import { Disk } from './disk.js';
import type { ExternalModule } from './externals.js';
import { Externals } from './externals.js';
import type { Loader, Target } from './node-resolution.js';
import { isPath, NodeResolution, splitBare } from './node-resolution.js';
import { NotResolvable } from './package-map.js';
import { encodeSpecifier } from './percent.js';

/** What a specifier stands for. Paths are relative to the project root, with forward slashes, unless said otherwise. */
export type Resolution =
  | {
      kind: 'file';
      /** The project source file, JSON included. */
      path: string;
      /**
       * Only for a name instead of a path (`#x`, the package itself, a workspace package): how `import` spells it, and the
       * file that `import` loads by it; null when nothing, or nothing among the sources.
       */
      importSpecifier?: string;
      importPath?: string | null;
    }
  | { kind: 'external'; package: ExternalModule }
  /** `name` without `node:`. */
  | { kind: 'builtin'; name: string }
  /** An existing file that is no module among the sources; absolute when outside the root. */
  | { kind: 'asset'; path: string }
  | { kind: 'missing' };

export interface Resolver {
  /**
   * What Node loads for a literal specifier; never throws.
   * @param fromFile project-relative path of the file that loads
   * @param loader `import` for specifiers of `import`, `export ... from` and `import()` that Node itself runs (not those
   *   that a compiler turns into `require()`); default `require`
   */
  resolve(specifier: string, fromFile: string, loader?: Loader): Resolution;
  /** The names in a project-relative folder ('' is the root), sorted, as `fs.readdirSync` gives them; [] when it is none. */
  listDirectory(dir: string): string[];
}

const missing: Resolution = { kind: 'missing' };

/** Compiled extensions and the TypeScript ones they are compiled from. */
const typeScriptOf = new Map([
  ['.js', ['.ts', '.tsx']],
  ['.jsx', ['.tsx']],
  ['.mjs', ['.mts']],
  ['.cjs', ['.cts']],
]);

/**
 * Makes the resolver of one project. Everything is memoised: the disk is taken not to change while it is in use.
 * Listed project files resolve even when they are not on disk (yet).
 */
export function createResolver(project: Project): Resolver {
  return new ProjectResolver(project);
}

class ProjectResolver implements Resolver {
  private readonly disk: Disk;
  private readonly node: NodeResolution;
  private readonly externals: Externals;
  private readonly listed: Set<string>;
  private readonly memo = new Map<string, Map<string, Resolution>>();
  private readonly modules = new Map<string, ExternalModule | null>();

  constructor(project: Project) {
    this.disk = new Disk(project);
    this.node = new NodeResolution(this.disk);
    this.externals = new Externals(this.disk, this.node);
    this.listed = new Set(project.files.filter(({ kind }) => kind !== 'html').map(({ path }) => path));
  }

  resolve(specifier: string, fromFile: string, loader: Loader = 'require'): Resolution {
    const dir = dirname(this.disk.realFile(join(this.disk.root, fromFile)));
    const typed = /\.[cm]?tsx?$/.test(fromFile);
    const key = `${loader}:${typed}:${dir}`;
    let known = this.memo.get(key);
    if (!known) this.memo.set(key, (known = new Map()));
    let resolution = known.get(specifier);
    if (!resolution) known.set(specifier, (resolution = this.find(specifier, dir, loader, typed)));
    return resolution;
  }

  listDirectory(dir: string): string[] {
    return this.disk.names(join(this.disk.root, dir));
  }

  private find(specifier: string, dir: string, loader: Loader, typed: boolean): Resolution {
    if (!isPath(specifier)) return this.findByName(specifier, dir, loader);
    const target = this.tryResolve(specifier, dir, loader);
    const path = target?.file === undefined ? null : this.projectPath(target.file);
    const listed = path !== null && this.listed.has(path) ? path : null;
    const source = listed === null || typed ? this.typeScriptSource(specifier, dir, typed) : null;
    const file = source ?? listed;
    if (file !== null) return { kind: 'file', path: file };
    return target?.file === undefined ? missing : { kind: 'asset', path: path ?? target.file };
  }

  private findByName(specifier: string, dir: string, loader: Loader): Resolution {
    const target = this.tryResolve(specifier, dir, loader);
    if (!target) return missing;
    if (target.file === undefined) return { kind: 'builtin', name: target.builtin };
    const required = loader === 'require' ? target : this.tryResolve(specifier, dir, 'require');
    const imported = this.importTarget(specifier, dir, required);
    const path = this.projectPath(target.file);
    if (path !== null && this.listed.has(path)) {
      const importPath = imported.file === null ? null : this.projectPath(imported.file);
      const isListed = importPath !== null && this.listed.has(importPath);
      return { kind: 'file', path, importSpecifier: imported.specifier, importPath: isListed ? importPath : null };
    }
    const module = this.external(specifier, target.file, required?.file ?? null, imported);
    return module ? { kind: 'external', package: module } : { kind: 'asset', path: path ?? target.file };
  }

  private external(
    specifier: string,
    file: string,
    required: string | null,
    imported: { specifier: string; file: string | null },
  ): ExternalModule | null {
    const key = [specifier, required, imported.file].join('\0');
    let module = this.modules.get(key);
    if (module === undefined) {
      const name = splitBare(specifier)?.name ?? this.packageOf(file) ?? specifier;
      module = this.externals.describe(specifier, name, required, imported.file, imported.specifier);
      this.modules.set(key, module);
    }
    return module;
  }

  /** The name of the package that a `#x` of `imports` leads into. */
  private packageOf(file: string): string | null {
    return this.disk.scope(dirname(file))?.json.name ?? null;
  }

  /** What `import` loads, if need be by the full path of the file that `require()` found in the package's folder. */
  private importTarget(specifier: string, dir: string, required: Target | null) {
    const direct = this.tryResolve(specifier, dir, 'import');
    if (direct?.file !== undefined) return { specifier, file: direct.file };
    const name = splitBare(specifier)?.name;
    const packageDir = name === undefined ? null : this.node.packageDir(name, dir);
    if (required?.file !== undefined && packageDir !== null && required.found.startsWith(packageDir + sep)) {
      const full = `${name}/${encodeSpecifier(slashed(relative(packageDir, required.found)))}`;
      if (this.tryResolve(full, dir, 'import')?.file === required.file) return { specifier: full, file: required.file };
    }
    return { specifier, file: null };
  }

  /**
   * The listed TypeScript file that a path means to a compiler: `./x` is `x.ts` (before `x.js` in TypeScript itself, after
   * all of Node's candidates elsewhere), `./x.js` is `x.ts` when there is no `x.js`.
   */
  private typeScriptSource(specifier: string, dir: string, typed: boolean): string | null {
    const base = this.projectPath(resolvePath(dir, specifier));
    if (base === null) return null;
    const extension = extname(base);
    const stem = base.slice(0, base.length - extension.length);
    const compiled = (typeScriptOf.get(extension) ?? []).map((source) => stem + source);
    const exact = this.listed.has(base) ? [] : compiled;
    const short = ['.ts', '.tsx', '.mts', '.cts', '.jsx'].map((source) => base + source);
    const index =
      typed && this.listed.has(base + '.js') ? [] : ['ts', 'tsx', 'jsx'].map((x) => join(base, 'index.' + x));
    return [...exact, ...short, ...index.map(slashed)].find((path) => this.listed.has(path)) ?? null;
  }

  /** Project-relative form of an absolute path; null when it is outside the root. */
  private projectPath(file: string): string | null {
    if (file === this.disk.root) return '';
    return file.startsWith(this.disk.root + sep) ? slashed(file.slice(this.disk.root.length + 1)) : null;
  }

  private tryResolve(specifier: string, dir: string, loader: Loader): Target | null {
    try {
      return this.node.resolve(specifier, dir, loader);
    } catch (error) {
      if (error instanceof NotResolvable) return null;
      throw error;
    }
  }
}

function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}
