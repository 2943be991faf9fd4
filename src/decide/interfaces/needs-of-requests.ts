import type { RequestFacts, UseFacts } from '../../analyse/facts.js';
import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import { exportedFunction } from '../order/exported-function.js';
import { memberTarget } from './handed-on.js';
import { importableNames } from './importable-names.js';
import type { Needs, RisingInterfaces } from './needs.js';
import { objectNeed, objectText, wholeText } from './object-need.js';
import type { Shape } from './shape.js';

/**
 * Raises what a request needs of the module that it loads.
 * @param keepsRequire it will stay a require() call
 */
export function needsOfRequest(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  interfaces: RisingInterfaces,
  module: GraphModule,
  { from, request }: Edge,
  keepsRequire: boolean,
): void {
  const { path } = module;
  // Only loading for effects asks nothing.
  if (request.site.kind === 'statement' || request.form === 'resolve') return;
  const because = (need: Partial<Needs>, text: string, use?: UseFacts): void =>
    interfaces.raise(path, need, `${from} ${text}`, from, (use?.range ?? request.range).start);
  if (request.form === 'import' || request.form === 'export') {
    const names = request.specifiers.map((s) => s.imported);
    if (names.includes('default')) because({ default: true }, 'imports its default');
    const need = objectNeed(request.uses);
    if (need === 'object' && names.includes('default')) because({ object: true }, 'uses its default as an object');
    because({ names: new Set(names.filter((n) => n !== 'default' && n !== '*')) }, 'imports names from it');
    if (names.includes('*')) {
      const isBag = interfaces.of(path)!.shape.kind === 'bag';
      because({ default: !isBag, names: importableNames(graph, sources, path) }, 'imports its namespace');
    }
    return;
  }
  if (request.form === 'import()') {
    const taken = request.uses[0]!.keys;
    const read = takenOfNamespace(request, importableNames(graph, sources, path));
    because({ default: true, ...read }, 'imports it dynamically');
    // The default of what was CommonJS is its exports object.
    const uses = request.parts.filter(({ key }) => key === 'default').map(({ use }) => use);
    const need = taken === null && uses.length === 0 ? 'default' : objectNeed(uses);
    if (need !== null) because({ whole: true, object: need === 'object' }, 'uses what its import() gives as an object');
    return;
  }
  if (keepsRequire) because({ moduleExports: true }, 'keeps loading it with require()');
  // `barrel.part.x = …` writes to what the barrel exports as `part`.
  for (const { key, use } of request.parts) {
    const part = objectNeed([use]) === 'object' ? memberTarget(module, key) : null;
    if (part === null) continue;
    const text = `${from} writes to it through ${path}`;
    interfaces.raise(part, { whole: true, object: true }, text, from, use.range.start);
  }
  for (const use of request.uses) {
    const called = use.kind === 'call-member' ? exportedFunction(graph, path, [use.key!]) : null;
    const self = called?.module === module ? module.facts.units[called.unit]!.usesThis : null;
    if (self?.writes || self?.escapes)
      because({ whole: true, object: true }, `calls its method '${use.key}', which uses this as an object`, use);
    if (use.key === '__esModule' || use.keys?.includes('__esModule'))
      because({ whole: true, object: true }, 'reads __esModule', use);
  }
  const { keys, shape } = interfaces.of(path)!;
  const printed = request.uses.find(({ kind, key, then }) => kind === 'inspect' && key === null && then === 'name');
  if (printed && hasChangingMembers(module, shape))
    because({ whole: true, object: true }, 'prints its exports, which would show accessors', printed);
  const need = objectNeed(request.uses, keys);
  const use = request.uses.find((u) => objectNeed([u], keys) === need);
  if (need === 'object') because({ whole: true, object: true }, objectText(use), use);
  else if (need === 'default') because({ whole: true }, wholeText(use), use);
}

/**
 * What an `import()` takes of the names that its namespace had.
 * @param names those that Node saw in the CommonJS text
 */
export function takenOfNamespace({ uses }: RequestFacts, names: ReadonlySet<string>): Pick<Needs, 'names' | 'listed'> {
  const taken = uses[0]!.keys;
  return { names: new Set([...names].filter((name) => taken?.includes(name) ?? true)), listed: taken === null };
}

/** Members that functions set, which an object made of names has as accessors (R-FACADE-SNAP). */
function hasChangingMembers({ facts }: GraphModule, { keys }: Shape): boolean {
  const { assignments } = facts.exports;
  return keys.some((key) => key.assignments.some((i) => (assignments[i]?.unit ?? 0) !== 0));
}
