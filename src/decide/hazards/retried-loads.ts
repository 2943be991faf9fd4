import { givenNames } from '../../analyse/effects/callables.js';
import type { EffectFacts } from '../../analyse/facts.js';
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
 * that holds the request or by the top level that calls it. What may fail in other ways (`JSON.parse()`, a name that
 * nothing declares) counts where the function is called more than once, or several requests catch the failure.
 */
export function* retriedLoads(graph: Graph, effects: Effects): Generator<Retried> {
  const modules = [...graph.modules.values()];
  const throwing = new Set(modules.filter(throwsAtLoad).map(({ path }) => path));
  const { calls, tried } = countCalls(graph);
  for (const module of modules) {
    const by = module.path;
    const mayFail = (path: string): boolean => !isInert(effects.load(path));
    for (const path of triedAgain(module, mayFail))
      for (const each of [path, ...loadedBy(graph, [path], mayFail)]) yield { path: each, by };
    if (throwing.size === 0) continue;
    const isThrowing = (path: string): boolean => throwing.has(path);
    yield* leadingTo(isThrowing, repeatable(module, tried).flatMap(targetsOf), by, effects);
  }
  const again = caughtAgain(modules, calls);
  if (again.length === 0) return;
  const failing = new Set(modules.filter((module) => mayFailAtLoad(graph, module)).map(({ path }) => path));
  const isFailing = (path: string): boolean => throwing.has(path) || failing.has(path);
  for (const edge of again) yield* leadingTo(isFailing, targetsOf(edge), edge.from, effects);
}

/** Of the targets and all that they load, the modules whose load may fail, and those that load them. */
function* leadingTo(
  fails: (path: string) => boolean,
  targets: readonly string[],
  by: string,
  effects: Effects,
): Generator<Retried> {
  const leads = (path: string): boolean => [...effects.closure(path)].some(fails);
  for (const target of targets)
    if (leads(target)) for (const each of effects.closure(target)) if (leads(each)) yield { path: each, by };
}

/** Requests whose failure is caught, in functions that are called more than once, or where others of the same module are. */
function caughtAgain(modules: readonly GraphModule[], calls: ReadonlyMap<string, number>): Edge[] {
  const byTarget = new Map<string, Edge[]>();
  for (const { out } of modules)
    for (const edge of out) {
      const { form, caught, when } = edge.request;
      if (form !== 'require' || edge.to === null || !(caught || when === 'try')) continue;
      byTarget.set(edge.to, [...(byTarget.get(edge.to) ?? []), edge]);
    }
  const isRepeated = ({ from, request }: Edge): boolean => (calls.get(`${from}#${request.unit}`) ?? 0) > 1;
  return [...byTarget.values()].flatMap((edges) => (edges.length > 1 || edges.some(isRepeated) ? edges : []));
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

/** How often calls name each function of the project, and those that a `try` of a top level calls, and somebody once more. */
function countCalls(graph: Graph): { calls: ReadonlyMap<string, number>; tried: ReadonlySet<string> } {
  const calls = new Map<string, number>();
  const tried = new Set<string>();
  const count = (id: string, times: number): void => void calls.set(id, (calls.get(id) ?? 0) + times);
  for (const module of graph.modules.values()) {
    const tries = module.facts.statements.filter(({ type }) => type === 'TryStatement');
    module.facts.units.forEach(({ effects }, unit) => {
      for (const effect of effects) {
        if (effect.kind !== 'call') continue;
        // A callback may run any number of times.
        for (const callback of effect.callbacks) count(idOf(module, callback), 2);
        const called = calledFunction(graph, module, effect.callee);
        if (!called) continue;
        const id = idOf(called.module, called.unit);
        count(id, 1);
        if (unit === 0 && tries.some(({ range }) => range.start < effect.at && effect.at < range.end)) tried.add(id);
      }
    });
  }
  return { calls, tried: new Set([...tried].filter((id) => calls.get(id)! > 1)) };
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

const failingBuiltins = /^(assert|fs|child_process)$/;

/** The load may fail without a `throw` of the file: by what it calls, a name that nothing declares, or a member of null. */
function mayFailAtLoad(graph: Graph, module: GraphModule): boolean {
  const { facts, out } = module;
  const atLoad = unitsCertainlyCalled(facts);
  if (facts.hazards.some((h) => h.kind === 'failing-read' && atLoad.has(h.unit))) return true;
  const fails = (effect: EffectFacts): boolean => {
    if (effect.kind === 'load') return out[effect.request]?.resolution.kind === 'missing';
    if (effect.kind === 'global-read') return !givenNames.has(effect.path[0]!);
    if (effect.kind !== 'call') return false;
    const { callee } = effect;
    if (callee.kind === 'global') return callee.path.join('.') === 'JSON.parse' || !givenNames.has(callee.path[0]!);
    if (callee.kind !== 'request') return false;
    const { resolution } = out[callee.request]!;
    if (resolution.kind === 'builtin') return failingBuiltins.test(resolution.name);
    const called = calledFunction(graph, module, callee);
    return called?.module.facts.units[called.unit]!.effects.some((e) => e.kind === 'throw') ?? false;
  };
  return [...atLoad].some((unit) => facts.units[unit]?.effects.some(fails));
}
