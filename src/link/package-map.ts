import { fileURLToPath, pathToFileURL } from 'node:url';

/** Thrown inside the resolver when Node would throw; the message names the reason. Callers turn it into "missing". */
export class NotResolvable extends Error {
  override name = 'NotResolvable';
}

/** A target in a map that Node refuses (`ERR_INVALID_PACKAGE_TARGET`); within an array the next entry is tried. */
class InvalidTarget extends NotResolvable {}

/** Where a map's target leads: a file by its absolute path, or (for `imports`) a bare specifier to resolve further. */
export type MapTarget = { file: string } | { bare: string };

/** What a lookup needs to know. `conditions` are those of the loader, without `default`, which always holds. */
interface Lookup {
  packageDir: string;
  conditions: ReadonlySet<string>;
  /** True for `imports`, whose targets may also be bare specifiers. */
  internal: boolean;
}

/**
 * Resolves a subpath by a package's `exports` (PACKAGE_EXPORTS_RESOLVE of Node's documentation, "Resolution algorithm").
 * @param subpath `.` or `./rest`
 * @returns the absolute path of the file, whose existence is not checked
 * @throws NotResolvable when the map does not export the subpath
 */
export function resolveExportsMap(
  packageDir: string,
  subpath: string,
  exports: unknown,
  conditions: ReadonlySet<string>,
): string {
  const map = isSubpathMap(exports) ? exports : { '.': exports };
  const target = lookUp(map, subpath, { packageDir, conditions, internal: false });
  if (!target || !('file' in target)) throw new NotResolvable(`"exports" of ${packageDir} does not define ${subpath}`);
  return target.file;
}

/**
 * Resolves a `#name` by a package's `imports` (PACKAGE_IMPORTS_RESOLVE).
 * @throws NotResolvable when the map does not define the name
 */
export function resolveImportsMap(
  packageDir: string,
  name: string,
  imports: unknown,
  conditions: ReadonlySet<string>,
): MapTarget {
  const wellFormed = name !== '#' && !name.startsWith('#/') && !name.endsWith('/') && isObject(imports);
  const target = wellFormed ? lookUp(imports, name, { packageDir, conditions, internal: true }) : null;
  if (!target) throw new NotResolvable(`"imports" of ${packageDir} does not define ${name}`);
  return target;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A map of subpaths (keys with a leading dot), as opposed to one target for the package's main entry. */
function isSubpathMap(exports: unknown): exports is Record<string, unknown> {
  if (!isObject(exports)) return false;
  const dotted = Object.keys(exports).map((key) => key.startsWith('.'));
  if (dotted.includes(true) && dotted.includes(false))
    throw new NotResolvable('"exports" mixes subpaths and conditions');
  return dotted.includes(true);
}

function lookUp(map: Record<string, unknown>, name: string, lookup: Lookup): MapTarget | null | undefined {
  if (Object.hasOwn(map, name) && !name.includes('*') && (lookup.internal || !name.endsWith('/'))) {
    return resolveTarget(map[name], null, lookup);
  }
  const key = bestPattern(Object.keys(map), name);
  if (key === null) return null;
  const star = key.indexOf('*');
  return resolveTarget(map[key], name.slice(star, name.length - (key.length - star - 1)), lookup);
}

/** The most specific pattern key that matches (PATTERN_KEY_COMPARE): longest before the star, then longest in all. */
function bestPattern(keys: string[], name: string): string | null {
  let best: string | null = null;
  for (const key of keys) {
    const star = key.indexOf('*');
    if (star === -1 || key.lastIndexOf('*') !== star) continue;
    const matches =
      name.startsWith(key.slice(0, star)) && name.length >= key.length && name.endsWith(key.slice(star + 1));
    if (matches && (best === null || isMoreSpecific(key, best))) best = key;
  }
  return best;
}

function isMoreSpecific(key: string, other: string): boolean {
  const difference = key.indexOf('*') - other.indexOf('*');
  return difference > 0 || (difference === 0 && key.length > other.length);
}

/** PACKAGE_TARGET_RESOLVE: undefined means "no condition holds, go on", null means "excluded". */
function resolveTarget(target: unknown, match: string | null, lookup: Lookup): MapTarget | null | undefined {
  if (typeof target === 'string') return resolveTargetString(target, match, lookup);
  if (Array.isArray(target)) return resolveTargetArray(target, match, lookup);
  if (isObject(target)) {
    for (const [condition, value] of Object.entries(target)) {
      if (condition !== 'default' && !lookup.conditions.has(condition)) continue;
      const resolved = resolveTarget(value, match, lookup);
      if (resolved !== undefined) return resolved;
    }
    return undefined;
  }
  if (target === null) return null;
  throw new InvalidTarget(`invalid target in ${lookup.packageDir}`);
}

function resolveTargetArray(targets: unknown[], match: string | null, lookup: Lookup): MapTarget | null | undefined {
  let last: InvalidTarget | null | undefined = targets.length === 0 ? null : undefined;
  for (const target of targets) {
    try {
      const resolved = resolveTarget(target, match, lookup);
      if (resolved) return resolved;
      if (resolved === null) last = null;
    } catch (error) {
      if (!(error instanceof InvalidTarget)) throw error;
      last = error;
    }
  }
  if (last) throw last;
  return last;
}

const forbiddenSegment = /(^|[\\/])((\.|%2e)(\.|%2e)?|node_modules)([\\/]|$)/i;

function resolveTargetString(target: string, match: string | null, lookup: Lookup): MapTarget {
  const written = match === null ? target : target.replaceAll('*', () => match);
  if (!target.startsWith('./')) {
    if (lookup.internal && !target.startsWith('../') && !target.startsWith('/')) return { bare: written };
    throw new InvalidTarget(`target ${target} in ${lookup.packageDir} does not start with ./`);
  }
  if (forbiddenSegment.test(target.slice(2))) throw new InvalidTarget(`target ${target} leaves ${lookup.packageDir}`);
  if (match !== null && forbiddenSegment.test(match)) throw new NotResolvable(`${match} leaves ${lookup.packageDir}`);
  if (/%2f|%5c/i.test(written)) throw new NotResolvable(`${written} has an encoded slash`);
  return { file: fileURLToPath(new URL(written, pathToFileURL(lookup.packageDir + '/'))) };
}
