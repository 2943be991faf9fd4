import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import type { MigrateOptions } from '../../options.js';
import { isBindingName } from '../../analyse/identifier-names.js';
import { functionNamesRead } from './function-names.js';
import { settledKind } from './interface-kind.js';
import { type Interface, RisingInterfaces } from './needs.js';
import { needsOfOthers } from './needs-of-others.js';
import { needsOfRequest } from './needs-of-requests.js';
import { loadedByOthers } from '../loading/outside-loads.js';
import type { KeyShape } from './shape.js';
import { hasNoName, isUnnamed } from './unnamed-functions.js';
import { needsOfWrites } from './writes-through.js';

/**
 * Decides how every module exports: constraints of those who use it, in which interfaces only rise, so it ends.
 * @param staysRequire edges that will stay a require() call
 * @param staysCommonJs files that stay CommonJS
 */
export function decideInterfaces(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  options: MigrateOptions,
  staysRequire: (edge: Edge) => boolean,
  staysCommonJs: (path: string) => boolean,
): Map<string, Interface> {
  const interfaces = new RisingInterfaces(graph);
  // What is done with it there is not seen.
  const anything = { whole: true, object: true, moduleExports: true };
  for (const { path, by, at } of loadedByOthers(graph))
    interfaces.raise(path, anything, `${by} hands require() on, and a string names it`, by, at);
  const others = needsOfOthers(graph, sources, options, interfaces);
  for (const module of graph.modules.values()) {
    others(module);
    needsOfWrites(graph, interfaces, module);
    for (const edge of module.in) {
      const keepsRequire = edge.request.own || staysRequire(edge) || staysCommonJs(edge.from);
      needsOfRequest(graph, sources, interfaces, module, edge, keepsRequire);
    }
  }
  needsOfFunctionNames(graph, sources, interfaces);
  // What gets a default export must go on giving its object to users who require() it.
  for (const { path, file } of graph.modules.values()) {
    const { shape, needs } = interfaces.of(path)!;
    if (shape.kind === 'none' && file.roles.includes('public') && options.compat && (needs.default || needs.whole))
      interfaces.raise(path, { moduleExports: true }, 'it can be loaded from outside the package', path);
  }
  for (const module of graph.modules.values()) {
    const own = interfaces.of(module.path)!;
    own.kind = settledKind(graph, module, own, staysRequire);
  }
  return interfaces.all;
}

/** Who reads the name of a function needs it as it is. */
function needsOfFunctionNames(graph: Graph, sources: ReadonlyMap<string, string>, interfaces: RisingInterfaces): void {
  for (const [path, reads] of functionNamesRead(graph, sources)) {
    for (const { key, printed, from, at } of reads) {
      const own = interfaces.of(path);
      if (!own) continue;
      const module = graph.modules.get(path)!;
      const changes = (k: KeyShape): boolean => isUnnamed(module.facts, own.shape, k.key) || isRenamed(module, k);
      const member = printed ? own.shape.keys.find(changes)?.key : key;
      const isValue = own.shape.kind === 'value' || (member ?? null) === null;
      const isChanged = isValue
        ? isUnnamed(module.facts, own.shape, null)
        : own.shape.keys.some((k) => k.key === member && changes(k));
      if (!isChanged) continue;
      const what = isValue ? 'the function that it exports' : `'${member}'`;
      const need = isValue ? { anonymous: true } : { whole: true, object: true };
      interfaces.raise(path, need, `${from} reads the name of ${what}, which an export would change`, from, at);
    }
  }
}

/** A function that has its name from its key, which a declaration could not have: another binding has it, or it is reserved. */
function isRenamed({ facts }: GraphModule, { key, property }: KeyShape): boolean {
  const { value } = property ?? {};
  const isNamedByKey = property?.kind === 'method' || hasNoName(value);
  if (!isNamedByKey) return false;
  return !isBindingName(key) || facts.freeNames.includes(key) || facts.bindings.some((b) => b.name === key);
}
