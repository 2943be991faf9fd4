import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { getNodeValue } from 'jsonc-parser';
import { looseJson } from '../../discover/config-files.js';
import { leaves } from '../../discover/entry-points.js';
import { createFileIndex, type FileIndex } from '../../discover/file-index.js';
import type { Package, Project } from '../../discover/project.js';
import { isObject } from '../../discover/text.js';
import type { Graph } from '../../link/graph.js';
import type { LeftPackage } from './left-packages.js';

/** What a tsconfig.json says about the output, as far as it matters here. */
interface Output {
  /** The file that says so, relative to the root. */
  config: string;
  module?: unknown;
  target?: unknown;
  noEmit?: unknown;
  outDir?: unknown;
}

/** Finds the packages that a compiler turns into CommonJS, by index. */
export function compiledPackages(graph: Graph): Map<number, LeftPackage> {
  const index = createFileIndex(
    graph.project.root,
    graph.project.files.map((file) => file.path),
  );
  const compiled = new Map<number, LeftPackage>();
  const shared = { rule: 'compiled-commonjs', reason: 'its package is compiled to CommonJS' } as const;
  for (const [number, config] of typeScriptPackages(graph.project, index))
    compiled.set(number, {
      ...shared,
      what: `${config} has TypeScript compile it to CommonJS`,
      advice: 'Have TypeScript write ES modules ("module": "nodenext", "type": "module") and run again.',
    });
  for (const [number, entry] of builtPackages(graph, index)) {
    if (compiled.has(number)) continue;
    compiled.set(number, {
      ...shared,
      what: `its sources are ES modules already, and a build makes ${entry} of them, for require()`,
      advice: 'Have the build write ES modules, set "type": "module", and run again.',
    });
  }
  return compiled;
}

/**
 * The packages whose JavaScript sources have ES syntax without `"type": "module"`, so that something else than Node loads
 * them, and that name an entry which is not among the sources: a compiler (Babel, Rollup …) writes it.
 * @returns by index of the package, the entry
 */
function builtPackages({ project, modules }: Graph, index: FileIndex): Map<number, string> {
  const built = new Map<number, string>();
  for (const { file, facts } of modules.values()) {
    const pack = project.packages[file.package]!;
    const isSource =
      file.kind === 'js' && !file.esm && file.roles.every((role) => role !== 'test' && role !== 'config');
    if (!isSource || facts.syntax !== 'esm' || built.has(file.package)) continue;
    const { main, exports, bin, module } = pack.json;
    const entry = leaves([main, exports, bin]).find((name) => {
      const isBelow = posix.dirname(posix.normalize(name)) !== '.';
      const isScript = /(\.js|\/[^./]*)$/.test(name) && name !== module;
      return isBelow && isScript && !name.includes('*') && index.resolve(pack, name) === null;
    });
    if (entry !== undefined) built.set(file.package, entry);
  }
  return built;
}

/**
 * The packages whose TypeScript sources the compiler turns into CommonJS files, which users and scripts load. With
 * `"type": "module"` Node would read these as ES modules, and no edit of the sources changes what the compiler writes.
 * Source: TypeScript's documentation of `module`, `target`, `outDir` and `noEmit`.
 * @returns by index of the package, the tsconfig.json that decides it
 */
function typeScriptPackages(project: Project, index: FileIndex): Map<number, string> {
  const compiled = new Map<number, string>();
  project.packages.forEach((pack, number) => {
    const isSource = (path: string): boolean => /(?<!\.d)\.tsx?$/.test(path);
    const hasSources = project.files.some((f) => f.package === number && isSource(f.path) && !f.roles.includes('test'));
    if (!hasSources || pack.json.type === 'module') return;
    const output = outputOf(project.root, posix.join(pack.dir, 'tsconfig.json'), 0);
    if (!output || output.noEmit === true || !isCommonJs(output)) return;
    const { main, exports, bin } = pack.json;
    const entries = leaves([main, exports, bin]);
    const isMissing = (name: string): boolean => !name.includes('*') && index.resolve(pack, name) === null;
    const folder = typeof output.outDir === 'string' ? posix.normalize(output.outDir).replace(/\/$/, '') : null;
    const isRun = folder !== null && folder !== '.' && scriptsOf(pack).some((text) => text.includes(`${folder}/`));
    if (entries.some(isMissing) || isRun) compiled.set(number, output.config);
  });
  return compiled;
}

function scriptsOf({ json }: Package): string[] {
  return Object.values(json.scripts ?? {}).filter((script) => typeof script === 'string');
}

/** Without `module`, the target decides: ES modules from ES2015 on. */
function isCommonJs({ module, target }: Output): boolean {
  if (typeof module === 'string') return /^(commonjs|umd|amd|system|none)$/i.test(module);
  return typeof target !== 'string' || /^es[35]$/i.test(target);
}

/** The options of a configuration and those that it extends by a path. */
function outputOf(root: string, config: string, depth: number): Output | null {
  const file = join(root, config);
  if (depth > 5 || !existsSync(file)) return null;
  const tree = looseJson(readFileSync(file, 'utf8'));
  const value: unknown = tree === null ? null : getNodeValue(tree);
  if (!isObject(value)) return null;
  const options = isObject(value.compilerOptions) ? value.compilerOptions : {};
  const bases = [value.extends].flat().filter((name) => typeof name === 'string' && name.startsWith('.'));
  const inherited = bases.map((name) => {
    const path = posix.join(posix.dirname(config), name as string);
    return outputOf(root, path.endsWith('.json') ? path : `${path}.json`, depth + 1) ?? {};
  });
  return Object.assign({}, ...inherited, options, { config }) as Output;
}
