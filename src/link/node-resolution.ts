import { basename, dirname, isAbsolute, join, resolve as resolvePath } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinName } from './builtins.js';
import type { Disk } from './disk.js';
import { decodeSpecifier } from './percent.js';
import { NotResolvable, resolveExportsMap, resolveImportsMap } from './package-map.js';

/** How a specifier is loaded: by `require()` or by `import`. */
export type Loader = 'require' | 'import';

/** A file by its real absolute path (and by the path it was found under), or a builtin by its name without `node:`. */
export type Target = { file: string; found: string; builtin?: undefined } | { builtin: string; file?: undefined };

const conditions: Record<Loader, ReadonlySet<string>> = {
  require: new Set(['require', 'node', 'node-addons', 'module-sync']),
  import: new Set(['import', 'node', 'node-addons', 'module-sync']),
};

const packageName = /^((?:@[^/\\%]+\/)?[^./\\%@][^/\\%]*)(\/.*)?$/;

/** Splits a bare specifier: `@a/b/c/d` is `@a/b` and `./c/d`; null when it is none (relative, absolute, `#x`). */
export function splitBare(specifier: string): { name: string; subpath: string } | null {
  const match = specifier.startsWith('#') ? null : packageName.exec(specifier);
  return match ? { name: match[1]!, subpath: '.' + (match[2] ?? '') } : null;
}

/** True for `./x`, `../x`, `.`, `..` and `/x`: paths, as opposed to names that are looked up. */
export function isPath(specifier: string): boolean {
  return /^\.(\.|\/|$)/.test(specifier) || isAbsolute(specifier);
}

/**
 * Node's own resolution of one specifier, on a memoised view of the disk: the CommonJS algorithm ("All together" in the
 * documentation of `modules`) and the one of `import` ("Resolution algorithm specification" in `esm`). NODE_PATH, the
 * legacy global folders, require hooks and custom extensions are not looked at.
 */
export class NodeResolution {
  constructor(private readonly disk: Disk) {}

  /**
   * @param specifier what stands in the call or statement
   * @param dir real absolute folder of the file that loads
   * @throws NotResolvable wherever Node throws
   */
  resolve(specifier: string, dir: string, loader: Loader): Target {
    if (specifier === '' || specifier.includes('\0')) throw new NotResolvable('not a name');
    const builtin = builtinName(specifier);
    if (builtin !== null) return { builtin };
    return loader === 'require' ? this.resolveRequire(specifier, dir) : this.resolveImport(specifier, dir);
  }

  /** The folder of an installed package, as `import` finds it: the first `node_modules/<name>` on the way up. */
  packageDir(name: string, dir: string): string | null {
    const found = nodeModulesPaths(dir).find((modules) => this.disk.kind(join(modules, name)) === 'dir');
    return found === undefined ? null : join(found, name);
  }

  private resolveRequire(specifier: string, dir: string): Target {
    if (isPath(specifier)) {
      const file = this.loadPath(resolvePath(dir, specifier), asksForFolder(specifier));
      if (file === null) throw new NotResolvable(`cannot find ${specifier}`);
      return this.target(file);
    }
    const scope = specifier.startsWith('#') ? this.disk.scope(dir) : null;
    if (scope && isSet(scope.json.imports)) return this.throughImports(specifier, dir, 'require');
    const self = this.throughSelf(specifier, dir, 'require');
    if (self) return self;
    for (const modules of nodeModulesPaths(dir)) {
      if (this.disk.kind(modules) !== 'dir') continue;
      const exported = this.throughExports(specifier, modules, 'require');
      if (exported) return exported;
      const file = this.loadPath(join(modules, specifier), asksForFolder(specifier));
      if (file !== null) return this.target(file);
    }
    throw new NotResolvable(`cannot find ${specifier}`);
  }

  /** LOAD_AS_FILE, then LOAD_AS_DIRECTORY. */
  private loadPath(path: string, folder: boolean): string | null {
    const kind = this.disk.kind(path);
    if (!folder && kind === 'file') return path;
    const file = folder ? null : this.withExtension(path);
    return file ?? (kind === 'dir' ? this.loadFolder(path) : null);
  }

  private loadFolder(dir: string): string | null {
    const main = this.disk.manifest(dir)?.main;
    const index = this.withExtension(join(dir, 'index'));
    if (typeof main !== 'string' || main === '') return index;
    const path = resolvePath(dir, main);
    const named = this.disk.isFile(path) ? path : (this.withExtension(path) ?? this.withExtension(join(path, 'index')));
    return named ?? index;
  }

  private withExtension(path: string): string | null {
    return ['.js', '.json', '.node'].map((extension) => path + extension).find((p) => this.disk.isFile(p)) ?? null;
  }

  private resolveImport(specifier: string, dir: string): Target {
    if (isPath(specifier)) {
      const path = decodeSpecifier(specifier);
      if (path === null) throw new NotResolvable(`${specifier} is not a valid path`);
      return this.exactFile(resolvePath(dir, path), asksForFolder(path));
    }
    if (specifier.startsWith('file:')) return this.exactFile(fileURLToPath(specifier), specifier.endsWith('/'));
    if (specifier.startsWith('#')) return this.throughImports(specifier, dir, 'import');
    return this.resolvePackage(specifier, dir, 'import');
  }

  /** PACKAGE_RESOLVE: the algorithm of `import`, which `require()` too follows for a bare target of `imports`. */
  private resolvePackage(specifier: string, dir: string, loader: Loader): Target {
    const builtin = builtinName(specifier);
    if (builtin !== null) return { builtin };
    const bare = splitBare(specifier);
    if (!bare) throw new NotResolvable(`${specifier} is not a valid specifier`);
    const self = this.throughSelf(specifier, dir, loader);
    if (self) return self;
    const packageDir = this.packageDir(bare.name, dir);
    if (packageDir === null) throw new NotResolvable(`${bare.name} is not installed`);
    const exports = this.disk.manifest(packageDir)?.exports;
    if (isSet(exports)) {
      return this.exactFile(resolveExportsMap(packageDir, bare.subpath, exports, conditions[loader]), false);
    }
    if (bare.subpath !== '.') {
      const path = decodeSpecifier(bare.subpath);
      if (path === null) throw new NotResolvable(`${specifier} is not a valid path`);
      return this.exactFile(join(packageDir, path), path.endsWith('/'));
    }
    const main = this.loadFolder(packageDir);
    if (main === null) throw new NotResolvable(`${packageDir} has no main file`);
    return this.target(main);
  }

  private throughImports(specifier: string, dir: string, loader: Loader): Target {
    const scope = this.disk.scope(dir);
    if (!scope) throw new NotResolvable(`no package.json defines ${specifier}`);
    const target = resolveImportsMap(scope.dir, specifier, scope.json.imports, conditions[loader]);
    return 'bare' in target ? this.resolvePackage(target.bare, scope.dir, loader) : this.exactFile(target.file, false);
  }

  /** A package that names itself, which works only with an `exports` map. */
  private throughSelf(specifier: string, dir: string, loader: Loader): Target | null {
    const bare = splitBare(specifier);
    const scope = this.disk.scope(dir);
    if (!bare || !scope || scope.json.name !== bare.name || !isSet(scope.json.exports)) return null;
    return this.exactFile(resolveExportsMap(scope.dir, bare.subpath, scope.json.exports, conditions[loader]), false);
  }

  private throughExports(specifier: string, modules: string, loader: Loader): Target | null {
    const bare = splitBare(specifier);
    const packageDir = bare && join(modules, bare.name);
    const exports = packageDir && this.disk.manifest(packageDir)?.exports;
    if (!bare || !packageDir || !isSet(exports)) return null;
    return this.exactFile(resolveExportsMap(packageDir, bare.subpath, exports, conditions[loader]), false);
  }

  private exactFile(path: string, folder: boolean): Target {
    if (folder || !this.disk.isFile(path)) throw new NotResolvable(`${path} is not a file`);
    return this.target(path);
  }

  private target(found: string): Target {
    return { file: this.disk.realFile(found), found };
  }
}

function isSet(field: unknown): boolean {
  return field !== undefined && field !== null;
}

/** `x/`, `x/.` and `x/..` name a folder only, never `x.js`. */
function asksForFolder(specifier: string): boolean {
  return /(^|\/)\.{0,2}$/.test(specifier);
}

/** The `node_modules` folders from a folder up to the root of the disk; none inside a `node_modules` itself. */
function nodeModulesPaths(dir: string): string[] {
  const paths: string[] = [];
  for (let current = dir; ; current = dirname(current)) {
    if (basename(current) !== 'node_modules') paths.push(join(current, 'node_modules'));
    if (current === dirname(current)) return paths;
  }
}
