import type { EffectFacts, ModuleFacts } from '../analyse/facts.js';
import type { PackageJson } from '../discover/project.js';
import { loadedBy } from '../link/closure.js';
import type { Edge, Graph, GraphModule } from '../link/graph.js';

/** Runners that start a process for every test file, so that what one test does no other file sees. */
const isolating = /(^|[\s;&|/])(tap|ava|node\s[^&|;]*--test)(\s|$)/;

interface Removal {
  by: string;
  /** The files that may load after it, besides those that load late anyway; null: any. */
  before: ReadonlySet<string> | null;
}

/**
 * Files that are taken out of `require.cache` to be loaded again. Imports have a cache of their own (O09), so that an
 * import that comes after the removal would give the old module: what may load by then has to require() it.
 */
export class CacheRemoval {
  private readonly removed = new Map<string, Removal[]>();
  private late: ReadonlySet<string> | null = null;

  constructor(private readonly graph: Graph) {
    for (const module of graph.modules.values()) {
      if (!module.facts.free.some((f) => f.kind === 'require.cache')) continue;
      const removal = { by: module.path, before: loadedAfter(graph, module) };
      for (const { request, to } of module.out) {
        if (request.form !== 'resolve' || to === null) continue;
        this.removed.set(to, [...(this.removed.get(to) ?? []), removal]);
      }
    }
  }

  /** Why a request must stay a require(); null where it need not. */
  needsRequire({ from, to }: Edge): string | null {
    const removals = to === null ? undefined : this.removed.get(to);
    const found = removals?.find(({ before }) => before === null || before.has(from) || this.mayLoadLate(from));
    return found ? `${found.by} may take it out of require.cache` : null;
  }

  private mayLoadLate(path: string): boolean {
    this.late ??= loadedLate(this.graph);
    return this.late.has(path);
  }
}

/**
 * The files that may load after a file has removed something: none where only its tests do so, when all has loaded; those
 * that it loads itself, where it is a program; otherwise any (null).
 */
function loadedAfter(graph: Graph, module: GraphModule): ReadonlySet<string> | null {
  const { path, file, facts } = module;
  const { json } = graph.project.packages[file.package]!;
  const isTest = file.roles.includes('test');
  const isAlone = module.in.length === 0 && module.dynamic.length === 0 && !file.roles.includes('public');
  const isProgram = isAlone && (!isTest || startsProcesses(json));
  const atLoad = unitsAtLoad(facts);
  const waits = facts.free.filter((f) => f.kind === 'require.cache').every(({ unit }) => !atLoad.has(unit));
  if ((isTest || isProgram) && waits) return new Set();
  return isProgram ? new Set([path, ...loadedBy(graph, [path])]) : null;
}

function startsProcesses({ scripts }: PackageJson): boolean {
  return Object.values(scripts ?? {}).some((script) => isolating.test(script));
}

/** The functions of a file that may run while it loads: all but those that its test runner calls, and what only they call. */
function unitsAtLoad({ units, testCallbacks }: ModuleFacts): Set<number> {
  const isTest = new Set(testCallbacks.map(({ unit }) => unit));
  const found = new Set<number>([0]);
  const called = (effect: EffectFacts): number[] => {
    if (effect.kind !== 'call') return [];
    return effect.callee.kind === 'unit' ? [effect.callee.unit, ...effect.callbacks] : effect.callbacks;
  };
  for (const unit of found)
    for (const next of units[unit]!.effects.flatMap(called)) if (!isTest.has(next)) found.add(next);
  return found;
}

/** Files that may load after the program has: by a require() in a function, or by one that is not seen. */
function loadedLate(graph: Graph): Set<string> {
  const roots: string[] = [];
  for (const { path, file, out, in: loads, dynamic } of graph.modules.values()) {
    // What nothing loads and nobody starts may be loaded in a way that is not seen; a test is loaded by its runner.
    if ((dynamic.length > 0 && !file.roles.includes('test')) || (loads.length === 0 && file.roles.includes('public')))
      roots.push(path);
    for (const { request, to } of out)
      if (to !== null && request.form !== 'resolve' && request.when !== 'eager') roots.push(to);
  }
  return new Set([...roots, ...loadedBy(graph, roots)]);
}
