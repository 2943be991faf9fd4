import type { Edge, Graph } from '../link/graph.js';

/** A place where the name of an exported function is read; key null: of the function that a module is. */
export interface NameRead {
  key: string | null;
  /** Any member may be meant: the exports are printed whole, or one is read by a computed key. */
  printed: boolean;
  from: string;
  at: number;
}

/**
 * Finds who reads the `name` of what a module exports. `exports.f = function () {}` has the name '', where
 * `export const f = function () {}` has 'f' (probe E08), so such functions have to stay as they are.
 * @returns by path of the exporting file
 */
export function functionNamesRead(graph: Graph): Map<string, NameRead[]> {
  const found = new Map<string, NameRead[]>();
  for (const module of graph.modules.values()) {
    for (const edge of module.out) {
      if (edge.request.form !== 'require' || edge.to === null) continue;
      for (const read of readsOf(graph, edge)) add(graph, found, edge.to, read);
    }
    for (const { use } of module.facts.exports.refs) {
      const read = { from: module.path, at: use.range.start };
      if (use.then === 'name') add(graph, found, module.path, { ...read, key: use.key, printed: use.key === null });
      if (use.key === 'name') add(graph, found, module.path, { ...read, key: null, printed: false });
    }
  }
  return found;
}

function readsOf(graph: Graph, { request, from }: Edge): NameRead[] {
  const reads: NameRead[] = [];
  for (const use of request.uses) {
    const at = use.range.start;
    if (use.then === 'name') reads.push({ key: use.key, printed: use.key === null, from, at });
    if (use.key === 'name' || use.keys?.includes('name')) reads.push({ key: null, printed: false, from, at });
  }
  const { site } = request;
  if (site.kind !== 'declarator') return reads;
  const locals = new Map(site.pattern?.plain?.map(({ key, local }) => [local, key]));
  if (site.name !== null && site.members.length === 1) locals.set(site.name, site.members[0]!);
  for (const { kind, name, range } of graph.modules.get(from)!.facts.hazards) {
    const key = kind === 'name-read' ? locals.get(name!) : undefined;
    if (key !== undefined) reads.push({ key, printed: false, from, at: range.start });
  }
  return reads;
}

/** Adds a read where the function is; a member that is another module is that module's function. */
function add(graph: Graph, found: Map<string, NameRead[]>, path: string, read: NameRead, depth = 0): void {
  const module = graph.modules.get(path);
  if (!module || depth > 5) return;
  const list = found.get(path);
  if (list) list.push(read);
  else found.set(path, [read]);
  for (const { targets, value } of module.facts.exports.assignments) {
    const isWhole = targets.some((t) => t.key === null && t.object !== 'local');
    const isMember = read.key !== null && targets.some((t) => t.key === read.key && t.object !== 'local');
    const property = isWhole ? (value.properties?.find((p) => p.key === read.key)?.value ?? null) : null;
    const source = isMember || (isWhole && value.kind === 'require') ? value : property;
    if (source?.kind !== 'require' || source.request === null) continue;
    const key = source.members[0] ?? (source === value && isWhole ? read.key : null);
    const to = module.out[source.request]?.to;
    if (to) add(graph, found, to, { ...read, key }, depth + 1);
  }
}
