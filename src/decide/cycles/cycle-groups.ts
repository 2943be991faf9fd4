import { loadsAtLoad, type Edge, type Graph } from '../../link/graph.js';
import { stronglyConnectedComponents } from '../../link/scc.js';

/** Modules that can reach each other by any request, lazy and computed ones included. */
export interface CycleGroup {
  members: Set<string>;
  /** The members that something outside loads: other files, the command line, a test runner, a name in package.json. */
  entries: string[];
  /** Those that only somebody who knows the path could load from outside the package. */
  deepEntries: string[];
}

/** The groups of a graph in which anything can be read too early: those of more than one module, or of one that requires itself. */
export function cycleGroups(graph: Graph): CycleGroup[] {
  const components = stronglyConnectedComponents(graph.modules.keys(), function* (path) {
    for (const edge of graph.modules.get(path)!.out) {
      if (edge.request.form === 'resolve' || edge.request.typeOnly) continue;
      if (edge.to !== null) yield edge.to;
      else yield* edge.likely;
    }
  });
  return components
    .filter((c) => c.length > 1 || graph.modules.get(c[0]!)!.out.some((e) => isOf(e, c[0]!)))
    .map((component) => {
      const members = new Set(component);
      return { members, ...entriesOf(graph, component, members) };
    });
}

/** A request for a file, as far as it is known. */
function isOf({ to, likely, request }: Edge, path: string): boolean {
  return request.form !== 'resolve' && (to === path || (to === null && likely.includes(path)));
}

function entriesOf(
  graph: Graph,
  component: string[],
  members: ReadonlySet<string>,
): Pick<CycleGroup, 'entries' | 'deepEntries'> {
  const named = namedFiles(graph);
  const entries = component.filter((path) => {
    const { in: loads, dynamic, file } = graph.modules.get(path)!;
    const isLoaded = (edge: Edge): boolean => edge.request.form !== 'resolve' && !members.has(edge.from);
    if (named.has(path) || file.roles.some((role) => role !== 'public')) return true;
    return loads.some(isLoaded) || dynamic.some((e) => e.likely.includes(path) && isLoaded(e));
  });
  const deepEntries = component.filter(
    (p) => graph.modules.get(p)!.file.roles.includes('public') && !entries.includes(p),
  );
  if (entries.length > 0) return { entries, deepEntries };
  return deepEntries.length > 0 ? { entries: deepEntries, deepEntries: [] } : { entries: component, deepEntries: [] };
}

/** The files that some package.json, script or configuration names; index.js where a package names no entry. */
function namedFiles({ project }: Graph): Set<string> {
  const mains = project.packages.filter(({ json }) => json.main === undefined && json.exports === undefined);
  return new Set([
    // `files` says what is published, not what is loaded.
    ...project.references.filter((r) => r.field !== 'files').map((r) => r.target),
    ...mains.map(({ dir }) => (dir === '' ? 'index.js' : `${dir}/index.js`)),
  ]);
}

/** True for a cycle of requests that run while the files load. */
export function sameComponent(graph: Graph, a: string, b: string): boolean {
  const [one, other] = [graph.modules.get(a), graph.modules.get(b)];
  return one !== undefined && other !== undefined && one.component === other.component;
}

/** A shortest way round from a file to another and back, by requests that run at load where that is possible. */
export function findCycle(graph: Graph, from: string, to: string): Edge[] {
  for (const isAllowed of [(e: Edge) => loadsAtLoad(e.request), () => true]) {
    const there = from === to ? [] : shortestWay(graph, from, to, isAllowed);
    const back = shortestWay(graph, to, from, isAllowed);
    if (there && back) return [...there, ...back];
  }
  return [];
}

function shortestWay(graph: Graph, from: string, to: string, isAllowed: (edge: Edge) => boolean): Edge[] | null {
  const reached = new Map<string, Edge>();
  const queue = [from];
  for (const path of queue) {
    for (const edge of graph.modules.get(path)?.out ?? []) {
      if (edge.to === null || edge.request.form === 'resolve' || reached.has(edge.to) || !isAllowed(edge)) continue;
      reached.set(edge.to, edge);
      if (edge.to === to) return trace(reached, from, to);
      queue.push(edge.to);
    }
  }
  return null;
}

function trace(reached: ReadonlyMap<string, Edge>, from: string, to: string): Edge[] {
  const way: Edge[] = [];
  let current = to;
  do {
    const edge = reached.get(current)!;
    way.unshift(edge);
    current = edge.from;
  } while (current !== from);
  return way;
}
