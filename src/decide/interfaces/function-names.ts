import type { UseFacts } from '../../analyse/facts.js';
import type { Edge, Graph } from '../../link/graph.js';
import { LooseNames } from './loose-names.js';

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
 * `export const f = function () {}` has 'f' (E08), so such functions have to stay as they are.
 * @returns by path of the exporting file
 */
export function functionNamesRead(graph: Graph, sources: ReadonlyMap<string, string>): Map<string, NameRead[]> {
  const found = new Map<string, NameRead[]>();
  const loose = new LooseNames(graph, sources);
  for (const module of graph.modules.values()) {
    for (const edge of module.out) {
      const { form } = edge.request;
      const targets = edge.to === null ? edge.computed : [edge.to];
      if (targets.length === 0 || (form !== 'require' && form !== 'import()')) continue;
      for (const read of form === 'require' ? readsOf(graph, edge, loose) : readsOfNamespace(edge, loose))
        for (const path of targets) add(graph, found, path, read);
    }
    if (loose.readsOwn(module.path)) add(graph, found, module.path, { ...anyMember, from: module.path, at: 0 });
    for (const { use } of module.facts.exports.refs) {
      const read = { from: module.path, at: use.range.start };
      if (use.then === 'name') add(graph, found, module.path, { ...read, key: use.key, printed: use.key === null });
      if (use.key === 'name') add(graph, found, module.path, { ...read, key: null, printed: false });
      if (isClass(use) && loose.readsInstances(module.path))
        add(graph, found, module.path, { ...read, key: use.key, printed: false });
    }
  }
  return found;
}

const anyMember = { key: null, printed: true };

function readsOf(graph: Graph, edge: Edge, loose: LooseNames): NameRead[] {
  const { request, from } = edge;
  const reads: NameRead[] = [];
  const { assignments } = graph.modules.get(from)!.facts.exports;
  const exported = new Set(
    assignments
      .flatMap(({ value }) => [value, ...(value.properties ?? []).map((p) => p.value)])
      .map((v) => v?.request ?? null),
  );
  for (const use of request.uses) {
    const at = use.range.start;
    if (use.then === 'name') reads.push({ key: use.key, printed: use.key === null, from, at });
    if (use.key === 'name' || use.keys?.includes('name')) reads.push({ key: null, printed: false, from, at });
    const isExported = exported.has(request.id) && use.kind === 'member';
    const isLost =
      use.kind === 'escape' ? loose.isReadBehind(edge) : isOpen(use) && loose.isMemberReadBehind(edge, use);
    if ((isLost && !isExported) || (isClass(use) && loose.readsInstances(from)))
      reads.push({ key: use.key, printed: false, from, at });
    const isTaken = use.kind === 'computed' && use.then === null && loose.readsElementName(from);
    if (isTaken || (isListed(use) && loose.readsMembers(from)) || (takesRest(use) && loose.reads(from, true)))
      reads.push({ ...anyMember, from, at });
  }
  for (const { key, use } of request.parts) {
    const isHandedOn = use.kind === 'escape' && loose.isMemberReadBehind(edge, use);
    if (isHandedOn || (isClass(use) && loose.readsInstances(from)))
      reads.push({ key, printed: false, from, at: use.range.start });
  }
  const { site } = request;
  if (site.kind !== 'declarator') return reads;
  const locals = new Map(site.pattern?.plain?.map(({ key, local }) => [local, key]));
  if (site.name !== null && site.members.length === 1) locals.set(site.name, site.members[0]!);
  // `const lib = require(…)` and `const { a } = lib` below it.
  for (const { kind, keys } of request.uses)
    if (kind === 'destructure') for (const key of keys ?? []) locals.set(key, key);
  for (const { kind, name, range } of graph.modules.get(from)!.facts.hazards) {
    const key = kind === 'name-read' ? locals.get(name!) : undefined;
    if (key !== undefined) reads.push({ key, printed: false, from, at: range.start });
  }
  return reads;
}

/** The same for `import()`, whose namespace has the exports as its default. */
function readsOfNamespace({ request, from }: Edge, loose: LooseNames): NameRead[] {
  const reads = request.parts.flatMap(({ key, use }): NameRead[] => {
    const isWhole = key === 'default';
    const read = { printed: false, from, at: use.range.start };
    if (use.key === 'name' || use.keys?.includes('name')) return [{ ...read, key: isWhole ? null : key }];
    if (use.then === 'name' && use.key === null) return [{ ...read, key: isWhole ? null : key, printed: isWhole }];
    if (use.then === 'name' && isWhole) return [{ ...read, key: use.key }];
    if (isWhole && isListed(use) && loose.readsMembers(from)) return [{ ...read, ...anyMember }];
    return use.kind === 'escape' && loose.reads(from, true) ? [{ ...read, key: isWhole ? null : key }] : [];
  });
  const isUnseen = request.uses.some(({ keys }) => keys === null);
  return isUnseen && loose.reads(from, true) ? [...reads, { ...anyMember, from, at: request.range.start }] : reads;
}

/** A member that goes where no use of it is seen. */
const isOpen = ({ kind, then }: UseFacts): boolean => kind === 'member' && then === null;

/** The value, or a member of it, is a class: `x.constructor.name` reads the name of one. */
const isClass = ({ kind }: UseFacts): boolean =>
  kind === 'construct' || kind === 'extends' || kind === 'construct-member';

/** All members are looked at, or one that is not named. */
const isListed = ({ kind }: UseFacts): boolean => kind === 'enumerate' || kind === 'computed';

/** `const { a, ...rest } = lib` */
const takesRest = ({ kind, keys }: UseFacts): boolean => kind === 'destructure' && keys === null;

/** Adds a read where the function is; a member that is another module is that module's function. */
function add(graph: Graph, found: Map<string, NameRead[]>, path: string, read: NameRead, depth = 0): void {
  const module = graph.modules.get(path);
  if (!module || depth > 5) return;
  const list = found.get(path);
  if (list) list.push(read);
  else found.set(path, [read]);
  const isMeant = (key: string | null): boolean => read.printed || key === read.key;
  for (const { targets, value } of module.facts.exports.assignments) {
    const isWhole = targets.some((t) => t.key === null && t.object !== 'local');
    const isMember =
      (read.key !== null || read.printed) &&
      targets.some((t) => t.key !== null && t.object !== 'local' && isMeant(t.key));
    const properties = isWhole ? (value.properties ?? []).filter((p) => isMeant(p.key)).map((p) => p.value) : [];
    for (const source of isMember || (isWhole && value.kind === 'require') ? [value] : properties) {
      if (source?.kind !== 'require' || source.request === null) continue;
      const key = source.members[0] ?? (source === value && isWhole ? read.key : null);
      const to = module.out[source.request]?.to;
      if (to) add(graph, found, to, { ...read, key, printed: read.printed && key === null }, depth + 1);
    }
  }
}
