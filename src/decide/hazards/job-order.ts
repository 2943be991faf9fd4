import type { ModuleFacts, StatementFacts } from '../../analyse/facts.js';
import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import { loadsAtLoad } from '../../link/graph.js';
import { callsAtOnce, methodOf } from '../order/called-units.js';
import { calledFunction } from '../order/exported-function.js';
import { type HazardContext, isTurned } from './context.js';
import { isEntry } from './module-system.js';

/**
 * `throws`: no job, but a statement of the top level that ends the program before any job runs; `origin`: a listener that
 * is told what job an error comes from.
 */
type Job = 'process.nextTick' | 'promises' | 'setImmediate' | 'setTimeout' | 'import()' | 'stdin' | 'throws' | 'origin';
interface Scheduled {
  path: string;
  at: number;
}

type Pairs = readonly [Job, Job, string][];

/** Pairs whose order an ES module that is started changes (O10), with what it does. */
const reportedPairs: Pairs = [
  ['process.nextTick', 'promises', 'jobs of promises run before those of process.nextTick'],
  ['promises', 'throws', 'jobs of promises run before the error ends the program'],
  ['setImmediate', 'setTimeout', 'setImmediate() may run on the other side of a setTimeout() without delay'],
  ['import()', 'setTimeout', 'import() may be done before a setTimeout() without delay'],
  ['import()', 'setImmediate', 'import() may be done before setImmediate()'],
];

/** Pairs whose other order loses input: a program waits a turn of the event loop so that piped stdin has been read. */
const keptPairs: Pairs = [
  ['stdin', 'setImmediate', 'the first data of stdin would come too late for what setImmediate() runs'],
  ['stdin', 'setTimeout', 'the first data of stdin would come too late for what setTimeout() runs'],
];

/** Programs that stay CommonJS because of the order of their jobs, each with its first place and the reason. */
export function programsOnStdin(graph: Graph): { path: string; at: number; reason: string }[] {
  return [...swappedJobs(graph, keptPairs, () => true)].map(({ entry, first, second, pair }) => ({
    path: entry.path,
    at: ownPlace(entry, first, second),
    reason: `loading it schedules ${pair[0]}${where(entry, first)} and ${pair[1]}${where(entry, second)}, and in an ES module ${pair[2]}`,
  }));
}

/**
 * A program's main module, as an ES module, runs inside a promise job. Reported for entries whose load schedules jobs of
 * two kinds that then come in another order.
 */
export function reportJobOrder(context: HazardContext): void {
  for (const { entry, first, second, pair } of swappedJobs(context.graph, reportedPairs, (e) => isTurned(context, e)))
    context.findings.add({
      rule: 'job-order',
      severity: 'warning',
      file: entry.path,
      at: ownPlace(entry, first, second),
      message: `Loading this program schedules ${pair[0]}${where(entry, first)} and ${pair[1]}${where(entry, second)}; when an ES module is started, ${pair[2]}.`,
      advice: 'Make the order explicit, or start the program from a .cjs file that only requires this one.',
    });
}

/** A listener for errors that asks for their origin: what the load of an ES module throws is the rejection of a promise (O10). */
export function reportOrigins(context: HazardContext): void {
  const { graph, findings } = context;
  const asks = ({ facts }: GraphModule): boolean => facts.hazards.some((h) => h.name === 'origin');
  if (![...graph.modules.values()].some(asks)) return;
  for (const entry of graph.modules.values()) {
    if (!isEntry(entry) || !isTurned(context, entry)) continue;
    const listener = new EagerJobs(graph).of(entry).get('origin');
    if (!listener) continue;
    findings.add({
      rule: 'job-order',
      severity: 'warning',
      file: entry.path,
      at: ownPlace(entry, listener),
      message: `An error that loading this program throws has the origin 'unhandledRejection' when an ES module is started, and a listener asks for it${where(entry, listener)}.`,
      advice: 'Treat both origins alike, or start the program from a .cjs file that only requires this one.',
    });
  }
}

/** Where a job is scheduled, in words behind its name. */
const where = (entry: GraphModule, { path }: Scheduled): string => (path === entry.path ? ' (here)' : ` (in ${path})`);

const ownPlace = (entry: GraphModule, ...places: Scheduled[]): number =>
  places.find(({ path }) => path === entry.path)?.at ?? 0;

/** The programs whose load schedules both jobs of one of the pairs. */
function* swappedJobs(
  graph: Graph,
  pairs: Pairs,
  isWanted: (entry: GraphModule) => boolean,
): Generator<{ entry: GraphModule; first: Scheduled; second: Scheduled; pair: Pairs[number] }> {
  const possible = possiblePairs(graph, pairs);
  if (possible.length === 0) return;
  for (const entry of graph.modules.values()) {
    if (!isEntry(entry) || !isWanted(entry)) continue;
    const jobs = new EagerJobs(graph).of(entry);
    const pair = possible.find(([a, b]) => jobs.has(a) && jobs.has(b));
    if (pair) yield { entry, first: jobs.get(pair[0])!, second: jobs.get(pair[1])!, pair };
  }
}

/** The pairs whose jobs some module schedules; those of promises need no fact of their own (`then`). */
function possiblePairs(graph: Graph, pairs: Pairs): Pairs {
  const scheduled = new Set<string | null>(['promises']);
  for (const { facts } of graph.modules.values()) {
    for (const hazard of facts.hazards) if (hazard.kind === 'schedule') scheduled.add(hazard.name);
    if (thrown(facts)) scheduled.add('throws');
    if (facts.requests.some(({ form }) => form === 'import()')) scheduled.add('import()');
  }
  return pairs.filter(([first, second]) => scheduled.has(first) && scheduled.has(second));
}

/** A `throw` at the top level, which always ends the load. */
function thrown({ statements }: ModuleFacts): StatementFacts | undefined {
  return statements.find(({ type }) => type === 'ThrowStatement');
}

/** The kinds of jobs that loading a module schedules, with the first place of each. */
class EagerJobs {
  private readonly jobs = new Map<Job, Scheduled>();
  private readonly seen = new Set<string>();

  constructor(private readonly graph: Graph) {}

  of(entry: GraphModule): ReadonlyMap<Job, Scheduled> {
    this.load(entry);
    return this.jobs;
  }

  private load(module: GraphModule): void {
    if (this.seen.has(module.path)) return;
    this.seen.add(module.path);
    this.loadAll(module, ({ request }) => request.unit === 0 && loadsAtLoad(request));
    this.run(module, 0);
  }

  private loadAll(module: GraphModule, isLoaded: (edge: Edge) => boolean): void {
    for (const edge of module.out.filter(isLoaded)) {
      for (const path of edge.to === null ? edge.computed : [edge.to]) {
        const target = this.graph.modules.get(path);
        if (target) this.load(target);
      }
    }
  }

  private run(module: GraphModule, unit: number): void {
    const id = `${module.path}#${unit}`;
    if (this.seen.has(id)) return;
    this.seen.add(id);
    const { facts, path } = module;
    for (const hazard of facts.hazards)
      if (hazard.kind === 'schedule' && hazard.unit === unit) this.add(hazard.name as Job, path, hazard.range.start);
    if (unit !== 0) this.loadAll(module, ({ request }) => request.unit === unit && request.form === 'require');
    for (const { form, unit: own, range } of facts.requests)
      if (form === 'import()' && own === unit) this.add('import()', path, range.start);
    for (const effect of facts.units[unit]?.effects ?? []) {
      if (effect.kind !== 'call') continue;
      const { callee } = effect;
      const method = methodOf(callee);
      if (/^(then|catch|finally)$/.test(method)) this.add('promises', path, effect.at);
      const called = calledFunction(this.graph, module, callee);
      if (called) this.run(called.module, called.unit);
      const isPromise = callee.kind === 'global' && callee.path[0] === 'Promise' && effect.construct;
      if (called || isPromise || callsAtOnce(callee))
        for (const callback of effect.callbacks) this.run(module, callback);
    }
    const end = unit === 0 ? thrown(facts) : undefined;
    if (end && this.jobs.has('promises')) this.add('throws', path, end.range.start);
  }

  private add(job: Job, path: string, at: number): void {
    if (!this.jobs.has(job)) this.jobs.set(job, { path, at });
  }
}
