import { posix } from 'node:path';
import { leaves } from '../../discover/entry-points.js';
import { createFileIndex, type FileIndex } from '../../discover/file-index.js';
import type { Graph } from '../../link/graph.js';
import { typeScriptPackages } from './compiled-typescript.js';
import type { LeftPackage } from './left-packages.js';

/** Finds the packages that a compiler turns into CommonJS, by index. */
export function compiledPackages(graph: Graph): Map<number, LeftPackage> {
  const index = createFileIndex(
    graph.project.root,
    graph.project.files.map((file) => file.path),
  );
  const compiled = new Map<number, LeftPackage>();
  const shared = { rule: 'compiled-commonjs', reason: 'its package is compiled to CommonJS' } as const;
  for (const [number, what] of typeScriptPackages(graph, index))
    compiled.set(number, {
      ...shared,
      what,
      advice:
        'Have it compiled to ES modules (tsc: "module": "nodenext" and "type": "module"), or run by tsx or vitest, and run again.',
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
