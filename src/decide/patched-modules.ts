import type { EffectFacts, UseFacts } from '../analyse/facts.js';
import { loadedBy } from '../link/closure.js';
import type { Edge, Graph, GraphModule } from '../link/graph.js';
import { isChange } from './order/changes.js';
import { calledFunction } from './order/exported-function.js';
import { memberRequest } from './interfaces/handed-on.js';

/**
 * Finds the builtins and packages whose members somebody assigns to, maybe by way of a module that hands them on, or by
 * handing them to something that may do so: named imports would not see it (I05).
 * @returns names of builtins and packages
 */
export function patchedModules(graph: Graph): ReadonlySet<string> {
  let patched = known.get(graph);
  if (!patched) known.set(graph, (patched = findPatched(graph)));
  return patched;
}

const known = new WeakMap<Graph, ReadonlySet<string>>();

function findPatched(graph: Graph): Set<string> {
  const patched = new Set<string>();
  const isWriter = findWriters(graph);
  const note = (edge: Edge | undefined): void => {
    const name = edge && nameOf(edge);
    if (name) patched.add(name);
  };
  for (const module of graph.modules.values()) {
    for (const edge of module.out) {
      const { uses, parts } = edge.request;
      if (uses.some(isChange)) for (const passed of [edge, ...passedOn(graph, edge)]) note(passed);
      const target = edge.to === null ? undefined : graph.modules.get(edge.to);
      if (!target) continue;
      const changed = parts.filter(({ use }) => isChange(use)).map(({ key }) => key);
      for (const key of [...changed, ...uses.filter(writesMember).map((u) => u.key!)])
        note(target.out[memberRequest(target, key) ?? -1]);
    }
    for (const request of handedToWriters(graph, module, isWriter)) note(module.out[request]);
  }
  return patched;
}

const writesMember = ({ key, writesThrough }: UseFacts): boolean => writesThrough && key !== null;

/** The name of the builtin or package that an edge leads to. */
export function nameOf({ resolution }: Edge): string | null {
  if (resolution.kind === 'builtin') return resolution.name;
  return resolution.kind === 'external' ? resolution.package.name : null;
}

/** The requests whose value the target of an edge exports as its own. */
function passedOn(graph: Graph, { to }: Edge): Edge[] {
  const target = to === null ? undefined : graph.modules.get(to);
  if (!target) return [];
  const isWhole = (id: number): boolean =>
    target.facts.exports.assignments.some(
      (a) => a.value.request === id && a.value.members.length === 0 && a.targets.some((t) => t.key === null),
    );
  return target.out.filter(({ request }) => isWhole(request.id) || request.uses.some((u) => u.kind === 'reexport'));
}

/**
 * Requests whose value a file hands to a function of the project that may write to what it is given, itself or by what its
 * file loads: in an object, through a class, from a list of what it noted.
 */
function handedToWriters(graph: Graph, module: GraphModule, isWriter: (path: string) => boolean): number[] {
  const { units } = module.facts;
  return units.flatMap(({ effects }) =>
    effects.flatMap((effect) => {
      if (effect.kind !== 'call') return [];
      const passes = effect.passes.filter(
        (p) => !p.deep && (!p.isReceiver || p.inside) && nameOf(module.out[p.request]!) !== null,
      );
      return passes.length > 0 && takers(graph, module, effect).some(isWriter) ? passes.map((p) => p.request) : [];
    }),
  );
}

/** The files whose code may get what a call hands over: that of its function, or of functions handed over as well. */
function takers(
  graph: Graph,
  module: GraphModule,
  { callee, passes }: Extract<EffectFacts, { kind: 'call' }>,
): string[] {
  // Functions of Node write to nothing that they get, and hand it to nobody else.
  if (callee.kind === 'request' && module.out[callee.request]!.resolution.kind === 'builtin') return [];
  const called = calledFunction(graph, module, callee);
  if (called) return [called.module.path];
  const requests = [...(callee.kind === 'request' ? [callee.request] : []), ...passes.map((p) => p.request)];
  const own = callee.kind === 'binding' || callee.kind === 'method' ? [module.path] : [];
  return [...own, ...requests.flatMap((id) => module.out[id]?.to ?? [])];
}

/** Tells whether a file, or one that it loads, writes to members of what is no variable of its own, or deep inside of one. */
function findWriters(graph: Graph): (path: string) => boolean {
  const writes = ({ facts }: GraphModule): boolean => {
    const isOwn = (name: string): boolean =>
      name === 'exports' || name === 'module' || name === 'this' || facts.bindings.some((b) => b.name === name);
    return facts.units.some(({ effects }) =>
      effects.some((e) => e.kind === 'write' && e.to === 'foreign' && e.path.length > (isOwn(e.path[0]!) ? 2 : 1)),
    );
  };
  const known = new Map<string, boolean>();
  return (path) => {
    let found = known.get(path);
    if (found === undefined) {
      found = [path, ...loadedBy(graph, [path])].some((p) => graph.modules.has(p) && writes(graph.modules.get(p)!));
      known.set(path, found);
    }
    return found;
  };
}
