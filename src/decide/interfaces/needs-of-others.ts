import { isImportedByTool } from '../../discover/tool-configs.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import type { MigrateOptions } from '../../options.js';
import { loadedByName } from '../paths/data-files.js';
import { passedOn } from './handed-on.js';
import { importableNames } from './importable-names.js';
import type { RisingInterfaces } from './needs.js';
import { takenOfNamespace } from './needs-of-requests.js';
import { emptyEntries } from '../loading/outside-loads.js';

/**
 * What is needed of a module by those whose request of it nobody sees: users of the package, test runners, tools, code
 * that puts paths together. And what a module needs of those that it re-exports.
 * @returns raises the needs of one module
 */
export function needsOfOthers(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  options: MigrateOptions,
  interfaces: RisingInterfaces,
): (module: GraphModule) => void {
  const byName = loadedByName(graph);
  const entries = emptyEntries(graph);
  return (module) => {
    const { path, file } = module;
    const { shape } = interfaces.of(path)!;
    if (shape.kind !== 'none' && file.roles.includes('public') && options.compat) {
      const names = importableNames(graph, sources, path);
      const need = { default: true, moduleExports: true, names };
      interfaces.raise(path, need, 'it can be loaded from outside the package', path);
    }
    if (shape.kind !== 'none' && file.roles.includes('test') && module.in.length === 0)
      interfaces.raise(path, { names: importableNames(graph, sources, path) }, 'its test runner may read them', path);
    if (shape.kind === 'none' && entries.has(path) && options.compat)
      interfaces.raise(path, { default: true, moduleExports: true }, 'it is the entry of the package', path);
    if (shape.kind !== 'none' && file.roles.includes('config')) {
      // Tools import the default, or load the file with require(), and may write to what they get.
      const need = { default: true, whole: true, object: true, moduleExports: !isImportedByTool(path) };
      interfaces.raise(path, need, 'a tool loads it by its name', path);
    }
    if (shape.kind !== 'none' && byName.has(path)) {
      // Whoever loads it may do so by require(), or by import() and take the default.
      const need = { default: true, whole: true, moduleExports: true };
      interfaces.raise(path, need, 'a string names it, and nothing is seen to load it', path);
    }
    needsOfReexports(graph, module, interfaces);
    for (const { from, request } of module.dynamic) {
      // A test, a program or what nobody names is no such file, where nothing is known of the path that is loaded.
      const isGuess = request.pattern === null && !request.candidates;
      const isNamed = graph.named.paths().has(path) && !file.roles.some((role) => role === 'test' || role === 'bin');
      if (shape.kind === 'none' && isGuess && !isNamed) continue;
      // import() of CommonJS gives its exports as the default, too.
      const isImport = request.form === 'import()';
      const writes = request.uses.some((u) => /^(write|delete|computed-write|patch)$/.test(u.kind));
      const need = isImport
        ? { default: true, whole: true, ...takenOfNamespace(request, importableNames(graph, sources, path)) }
        : { moduleExports: true, ...(writes ? { whole: true, object: true } : {}) };
      const text = `${from} may load it by a computed ${isImport ? 'import' : 'require'}()`;
      interfaces.raise(path, need, text, from, request.range.start);
    }
  };
}

/** A module that writes to the exports object which it re-exports needs it to be one. */
function needsOfReexports(graph: Graph, { path, facts }: GraphModule, interfaces: RisingInterfaces): void {
  const { refs } = interfaces.of(path)!.shape;
  for (const to of passedOn(graph, path)) {
    const written = [...refs].find((i) => /write|delete|patch|escape/.test(facts.exports.refs[i]!.use.kind));
    if (written === undefined) continue;
    const at = facts.exports.refs[written]!.range.start;
    interfaces.raise(to, { whole: true, object: true }, `${path} re-exports it and writes to it`, path, at);
  }
}
