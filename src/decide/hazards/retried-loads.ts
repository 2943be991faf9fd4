import { loadedBy } from '../../link/closure.js';
import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import { unitsCertainlyCalled } from '../order/called-units.js';
import { calledFunction } from '../order/exported-function.js';
import type { Effects } from '../order/order.js';
import { isInert } from '../order/summary.js';

/** A module whose failed load is tried again, and the file that does. */
export interface Retried {
  path: string;
  by: string;
}

/**
 * Modules whose failed load is tried again: CommonJS runs them again, where an ES module fails for good (O08). It counts
 * where the same request stands in a loop, or a second one follows one in `try`, and the load does more than define; and
 * where a request that may run several times loads what throws an error of its own, whose failure is caught in the function
 * that holds the request or by the top level that calls it.
 */
export function* retriedLoads(graph: Graph, effects: Effects): Generator<Retried> {
  const throwing = new Set([...graph.modules.values()].filter(throwsAtLoad).map(({ path }) => path));
  const tried = throwing.size === 0 ? new Set<string>() : triedFunctions(graph);
  for (const module of graph.modules.values()) {
    const by = module.path;
    const mayFail = (path: string): boolean => !isInert(effects.load(path));
    for (const path of triedAgain(module, mayFail))
      for (const each of [path, ...loadedBy(graph, [path], mayFail)]) yield { path: each, by };
    if (throwing.size === 0) continue;
    const leadsToThrow = (path: string): boolean => [...effects.closure(path)].some((p) => throwing.has(p));
    for (const target of repeatable(module, tried).flatMap(targetsOf))
      if (leadsToThrow(target))
        for (const each of effects.closure(target)) if (leadsToThrow(each)) yield { path: each, by };
  }
}

/** Requests in a loop, or behind one of the same file in `try`, of what may fail. */
function triedAgain(module: GraphModule, mayFail: (path: string) => boolean): string[] {
  const inLoop = loopRequests(module);
  const tried = new Set<string>();
  const found: string[] = [];
  for (const { request, to } of module.out) {
    if (request.form !== 'require' || to === null) continue;
    const isRetried = (inLoop.has(request.id) && request.when !== 'eager') || tried.has(to);
    if (request.when === 'try') tried.add(to);
    if (isRetried && mayFail(to)) found.push(to);
  }
  return found;
}

/** Requests in loops, and those whose failure a function that may be called again catches, or whose name it computes. */
function repeatable(module: GraphModule, tried: ReadonlySet<string>): Edge[] {
  const inLoop = loopRequests(module);
  return module.out.filter(
    ({ request }) =>
      request.form === 'require' &&
      (inLoop.has(request.id) ||
        (request.when === 'lazy' &&
          (request.caught || request.specifier === null || tried.has(idOf(module, request.unit))))),
  );
}

const idOf = ({ path }: GraphModule, unit: number): string => `${path}#${unit}`;

/** The functions that a `try` statement of a top level calls, and somebody once more. */
function triedFunctions(graph: Graph): Set<string> {
  const calls = new Map<string, number>();
  const tried = new Set<string>();
  for (const module of graph.modules.values()) {
    const tries = module.facts.statements.filter(({ type }) => type === 'TryStatement');
    module.facts.units.forEach(({ effects }, unit) => {
      for (const effect of effects) {
        const called = effect.kind === 'call' ? calledFunction(graph, module, effect.callee) : null;
        if (!called) continue;
        const id = idOf(called.module, called.unit);
        calls.set(id, (calls.get(id) ?? 0) + 1);
        if (unit === 0 && tries.some(({ range }) => range.start < effect.at && effect.at < range.end)) tried.add(id);
      }
    });
  }
  return new Set([...tried].filter((id) => calls.get(id)! > 1));
}

function loopRequests({ facts }: GraphModule): Set<number | null> {
  return new Set(facts.hazards.filter((h) => h.kind === 'loop-request').map((h) => h.request));
}

const targetsOf = ({ to, computed }: Edge): string[] => (to === null ? computed : [to]);

/** A `throw` that the load of the file may reach, where another file loads it. */
function throwsAtLoad({ facts }: GraphModule): boolean {
  const asProgram = facts.free.flatMap(({ kind, guarded }) =>
    guarded && (kind === 'require.main === module' || kind === '!module.parent') ? [guarded] : [],
  );
  return [...unitsCertainlyCalled(facts, Infinity, asProgram)].some((unit) =>
    facts.units[unit]?.effects.some((e) => e.kind === 'throw'),
  );
}
