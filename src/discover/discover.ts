import { closeSync, openSync, readSync } from 'node:fs';
import { extname, join, posix } from 'node:path';
import type { MigrateOptions } from '../options.js';
import { leaves } from './entry-points.js';
import { createFileIndex } from './file-index.js';
import { nodeFloor } from './floor.js';
import { withoutGenerated } from './generated.js';
import { listFiles } from './list-files.js';
import { isFixture, readPackages, scopeLookup } from './packages.js';
import type { FileKind, Package, Project, Role, SourceFile } from './project.js';
import { findGlobs } from './globs.js';
import { findReferences } from './references.js';
import { rolesOf } from './roles.js';
import { findRoot, realFolder } from './root.js';
import { selection } from './select.js';
import { toolModules } from './tool-modules.js';

const kinds: Record<string, FileKind> = {
  '.js': 'js',
  '.jsx': 'js',
  '.cjs': 'cjs',
  '.mjs': 'mjs',
  '.ts': 'ts',
  '.tsx': 'ts',
  '.cts': 'ts',
  '.mts': 'ts',
  '.json': 'json',
  '.html': 'html',
  '.htm': 'html',
};

/**
 * The first stage: what the project consists of, from its folder alone. No source is parsed.
 * @param cwd the working directory; the project is the nearest package.json at or above it (or above the given paths)
 * @throws {UserError} neither a package.json nor a page, a package.json that is not valid JSON, a path that does not exist, a bad `--node`
 */
export async function discover(
  cwd: string,
  options: Pick<MigrateOptions, 'paths' | 'include' | 'exclude' | 'node' | 'runningNode'>,
): Promise<Project> {
  const start = realFolder(cwd);
  const place = findRoot(start, options.paths);
  const { root } = place;
  const listed = await listFiles(root);
  const packages = readPackages(root, listed);
  const { runningNode = process.versions.node } = options;
  const { floor, isFixed } = nodeFloor(options.node, packages[0]!.json.engines?.node, runningNode);
  const programs = new Set(packages.flatMap(({ dir, json }) => leaves(json.bin).map((bin) => posix.join(dir, bin))));
  const kindOf = new Map(listed.map((path) => [path, fileKind(root, path, programs)]));
  const modules = listed.filter((path) => isModule(kindOf.get(path) ?? null));
  const kept = new Set(withoutGenerated(root, packages, modules, listed));
  const paths = listed.filter((path) => kept.has(path) || kindOf.get(path) === 'json' || kindOf.get(path) === 'html');
  const scopeOf = scopeLookup(packages);
  const index = createFileIndex(root, paths);
  const roles = allRoles(root, packages, [...kept], scopeOf, index);
  const references = findReferences(root, packages, listed, index);
  const globs = findGlobs(root, packages, listed, index);
  for (const file of toolModules(references)) if (kept.has(file) && !roles.has(file)) roles.set(file, ['config']);
  const isSelected = selection(start, place, options.include, options.exclude);
  const files = paths.map((path): SourceFile => {
    const scope = scopeOf(path);
    const pack = packages[scope]!;
    return {
      path,
      kind: kindOf.get(path)!,
      package: scope,
      esm: isEsm(path, kindOf.get(path)!, pack),
      roles: roles.get(path) ?? [],
      selected: isSelected(path) && !isFixture(path, pack),
    };
  });
  return { root, packages, files, references, globs, floor, isFloorFixed: isFixed };
}

function isModule(kind: FileKind | null): boolean {
  return kind !== null && kind !== 'json' && kind !== 'html';
}

/**
 * By extension; a file without one is JavaScript when its first line runs it with node, or when it is a program of its
 * package whose first line says nothing (`node bin/tool` runs it all the same).
 */
function fileKind(root: string, path: string, programs: ReadonlySet<string>): FileKind | null {
  const extension = extname(path);
  if (extension !== '') return kinds[extension] ?? null;
  if (posix.basename(path).startsWith('.')) return null;
  return startsNode(join(root, path), programs.has(path)) ? 'js' : null;
}

/** @param isProgram text without a first line for the shell counts too */
function startsNode(path: string, isProgram: boolean): boolean {
  const head = Buffer.alloc(80);
  const file = openSync(path, 'r');
  try {
    const length = readSync(file, head, 0, head.length, 0);
    const text = head.toString('latin1', 0, length);
    return /^#!.*\bnode\b/.test(text) || (isProgram && /^(?!#!)[^\0]+$/.test(text));
  } finally {
    closeSync(file);
  }
}

/** Node's rule for the module system of a file (TypeScript's too): the extension, else `type` of the nearest package.json. */
function isEsm(path: string, kind: FileKind, pack: Package): boolean {
  if (kind === 'json' || kind === 'html' || kind === 'cjs' || path.endsWith('.cts')) return false;
  return kind === 'mjs' || path.endsWith('.mts') || pack.json.type === 'module';
}

function allRoles(
  root: string,
  packages: Package[],
  modules: string[],
  scopeOf: (path: string) => number,
  index: ReturnType<typeof createFileIndex>,
): Map<string, Role[]> {
  const byScope = packages.map((): string[] => []);
  // A declaration file holds no code: nothing loads it.
  for (const path of modules) if (!/\.d\.[cm]?ts$/.test(path)) byScope[scopeOf(path)]!.push(path);
  const all = new Set(byScope.flat());
  const roles = new Map<string, Role[]>();
  packages.forEach((pack, scope) => {
    for (const [path, own] of rolesOf(root, pack, byScope[scope]!, all, index))
      roles.set(path, [...new Set([...(roles.get(path) ?? []), ...own])]);
  });
  return roles;
}
