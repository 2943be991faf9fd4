import type { UseKind } from '../../analyse/facts.js';
import { locate } from '../../analyse/parse.js';
import type { Edge, Graph } from '../../link/graph.js';
import { cycleGroups, findCycle, sameComponent, type CycleGroup } from './cycle-groups.js';
import { CommonJsRun, runCycle, type Captured, type CycleRun, type Read } from './cycle-run.js';
import { Definitions } from './definitions.js';
import type { FindingInput, FindingList } from '../findings.js';
import type { Forced } from '../forced.js';
import { type LoadEvent, LoadEvents, stepsOfUnit } from './load-events.js';
import type { Loading } from '../loading/loading.js';
import type { Names } from '../names.js';
import type { NamedExport, Plan } from '../plan.js';
import { isQuiet } from './quiet-cycles.js';

/** The cycles of one graph: what in them can be an ES module, and what would then be read too early. */
export class Cycles {
  private readonly groups: CycleGroup[];
  private readonly events = new Map<CycleGroup, LoadEvents>();

  constructor(
    private readonly graph: Graph,
    private readonly sources: ReadonlyMap<string, string>,
  ) {
    this.groups = cycleGroups(graph);
    for (const group of this.groups)
      this.events.set(group, new LoadEvents(graph, sources, (path) => group.members.has(path), group.members));
  }

  /**
   * Settles the requires that would stay require() calls inside a cycle, which Node refuses while the cycle runs
   * (ERR_REQUIRE_CYCLE_MODULE). One whose target has always begun loads nothing, so it may be an import; with any other
   * the cycle stays CommonJS.
   * @param loadings by path and request; changed in place
   * @returns the files that have to stay
   */
  settleLoadings(loadings: ReadonlyMap<string, Loading[]>): Forced {
    const kept: Forced = new Map();
    for (const group of this.groups) {
      const inGroup = (path: string): boolean => group.members.has(path);
      const staying = this.stayingRequires(group, loadings);
      if (staying.length === 0) continue;
      const busy = new Map<Edge, boolean>();
      for (const entry of [...group.entries, ...group.deepEntries]) {
        const run = new CommonJsRun({
          graph: this.graph,
          sources: this.sources,
          events: this.events.get(group)!,
          inGroup,
        });
        run.load(entry);
        for (const event of staying) busy.set(event.edge, (busy.get(event.edge) ?? false) || !run.idle.has(event));
      }
      for (const [edge, loads] of busy) {
        if (!loads) loadings.get(edge.from)![edge.request.id] = { kind: 'static' };
        else
          this.keep(kept, edge.from, edge.to!, edge.request.range.start, `a require() in it has to stay where it is`);
      }
    }
    return kept;
  }

  /** The events that are require() calls of files in the cycle, made while it loads, which would stay so. */
  private stayingRequires(
    group: CycleGroup,
    loadings: ReadonlyMap<string, Loading[]>,
  ): Extract<LoadEvent, { kind: 'load' }>[] {
    return [...group.members].flatMap((path) =>
      this.events
        .get(group)!
        .of(path)
        .filter((event) => event.kind === 'load')
        .filter(({ in: file, edge }) => {
          if (file !== path || edge.to === null || edge.request.when === 'lazy') return false;
          const stays = loadings.get(path)?.[edge.request.id]?.kind === 'require';
          return stays && sameComponent(this.graph, path, edge.to);
        }),
    );
  }

  /**
   * Checks a plan: compares for every entry into every cycle what is read while loading with what CommonJS gave.
   * Members that CommonJS gave as undefined are declared with `var` where that keeps them so.
   * @param namesOf the names of each file, for declarations that need one
   * @returns the files that have to stay CommonJS; empty when the plan is right
   */
  check(plan: Plan, namesOf: ReadonlyMap<string, Names>, findings: FindingList): Forced {
    const kept: Forced = new Map();
    const definitions = new Definitions(this.graph, this.sources, plan.files);
    const changes = new Map<string, FindingInput>();
    for (const group of this.groups) {
      const isConverted = (path: string): boolean =>
        plan.files.get(path)?.action === 'convert' && this.graph.modules.get(path)!.facts.syntax !== 'esm';
      if (![...group.members].some(isConverted)) continue;
      const inGroup = (path: string): boolean => group.members.has(path);
      const isTold = (edge: Edge, key: string | null): boolean =>
        isNoticed(this.graph, this.sources.get(edge.from) ?? '', edge, key);
      const events = this.events.get(group)!;
      const known = { graph: this.graph, sources: this.sources, events, files: plan.files };
      if (isQuiet({ ...known, isNoticed: isTold }, group.members)) continue;
      const run = (entries: string[]): CycleRun[] =>
        entries.map((entry) => runCycle({ ...known, definitions, inGroup }, entry));
      let runs = run(group.entries);
      const early = new Set(runs.flatMap((r) => r.reads.filter(isCurableByVar).map((read) => read.definition!)));
      for (const { module, name } of early) declareWithVar(name!, namesOf.get(module)!);
      if (early.size > 0) runs = run(group.entries);
      for (const { reads, requires, captured } of runs) {
        for (const read of reads) {
          const place = `${read.event.in} reads ${this.named(read)} while it loads`;
          if (read.after === 'throws') plan.earlyReads.add(`${read.event.in} ${read.definition?.module ?? read.of}`);
          if (isHazard(read)) this.keep(kept, read.event.in, read.of, read.event.at, place);
          else if (isMore(read)) this.reportRead(changes, read);
        }
        for (const { event, of } of requires)
          this.keep(kept, event.in, of, event.at, `${event.in} calls require() while the cycle loads`, group);
        for (const c of captured) this.reportCaptured(changes, c);
      }
      for (const entry of group.deepEntries) this.reportEntry(changes, entry, run([entry])[0]!);
    }
    if (kept.size === 0) for (const finding of changes.values()) findings.add(finding);
    return kept;
  }

  /**
   * Names the kept files of a cycle alike: where one of a package that turns gets the extension `.cjs`, those of other
   * packages do too, so that the next run finds the same cycle and keeps it.
   * @param newPaths paths after the run; changed in place
   */
  nameAlike(newPaths: Map<string, string>, isKept: (path: string) => boolean): void {
    for (const { members } of this.groups) {
      const kept = [...members].filter((path) => isKept(path) && path.endsWith('.js'));
      if (kept.every((path) => newPaths.get(path) === path)) continue;
      for (const path of kept) newPaths.set(path, path.replace(/\.js$/, '.cjs'));
    }
  }

  /** Adds the component of two files, with the cycle in full. */
  private keep(kept: Forced, from: string, to: string, at: number, reason: string, group?: CycleGroup): void {
    if (kept.has(from) && kept.has(to)) return;
    const cycle = findCycle(this.graph, from, to);
    const text = this.between(from, to);
    const isStrict = from !== to && sameComponent(this.graph, from, to);
    const whole = isStrict || !group ? this.graph.components[this.graph.modules.get(from)!.component]! : [];
    const files = new Set([...whole, ...cycle.map((e) => e.from), from, to]);
    for (const path of files) {
      if (kept.has(path) || this.graph.modules.get(path)!.facts.syntax === 'esm') continue;
      kept.set(path, {
        rule: 'kept-cycle',
        severity: 'info',
        at: path === from ? at : (cycle.find((e) => e.from === path)?.request.range.start ?? 0),
        message: `Stays CommonJS: in the require cycle ${text}, ${reason}.`,
        advice: 'Break the cycle, or move what is needed early into a file of its own, and run again.',
      });
    }
  }

  /** A cycle that two files are on, in full: `a.js:3 -> b.js:1 -> a.js`. */
  between(from: string, to: string): string {
    const cycle = findCycle(this.graph, from, to);
    if (cycle.length === 0) return `${from} -> ${to} -> ${from}`;
    const steps = cycle.map((e) => `${e.from}:${this.line(e.from, e.request.range.start)}`);
    return [...steps, from].join(' -> ');
  }

  private line(path: string, at: number): number {
    return locate(this.sources.get(path) ?? '', at, '').line;
  }

  private reportRead(changes: Map<string, FindingInput>, read: Read): void {
    this.report(changes, read.event.in, read.event.at, read.of, this.named(read));
  }

  private reportCaptured(changes: Map<string, FindingInput>, { edge, key }: Captured): void {
    if (!isNoticed(this.graph, this.sources.get(edge.from) ?? '', edge, key)) return;
    this.report(changes, edge.from, edge.request.range.start, edge.to!, this.named({ key }));
  }

  /** Keeping the cycle would help nobody who loads a file by its path: its name would change. */
  private reportEntry(changes: Map<string, FindingInput>, entry: string, { reads, requires }: CycleRun): void {
    const read = reads.find(isHazard);
    const place = read ?? requires[0];
    if (!place) return;
    const { event, of } = place;
    const what = read
      ? `${event.in} reads ${this.named(read)} of ${of} before it is set`
      : `${event.in} requires ${of}`;
    changes.set(`${entry} deep`, {
      rule: 'cycle-entry',
      severity: 'warning',
      file: event.in,
      at: event.at,
      message: `Where a program loads ${entry} first, by its path, ${what}: cycle ${this.between(event.in, of)}.`,
      advice: `Load the package by its own name, or keep ${entry} out of reach with "exports" in package.json.`,
    });
  }

  private named({ key }: { key: string | null }): string {
    return key === null ? 'the exports' : `'${key}'`;
  }

  private report(changes: Map<string, FindingInput>, file: string, at: number, of: string, what: string): void {
    changes.set(`${file} ${at} ${what}`, {
      rule: 'cycle-reads-more',
      severity: 'warning',
      file,
      at,
      message: `In the cycle ${this.between(file, of)}, CommonJS found ${what} of ${of} unfinished here; as a module it has its value.`,
      advice: 'Check that nothing relies on the missing value.',
    });
  }
}

/** Uses of an undefined value or member that throw: a program that works does not get there. */
function failsOnUndefined(use: UseKind, isMember: boolean): boolean {
  if (isMember) return /^(call-member|construct-member|call|construct|extends)$/.test(use);
  return (
    use === 'call' || use === 'construct' || use === 'extends' || use === 'call-member' || use === 'construct-member'
  );
}

/** CommonJS failed at this read, if it ever came there. */
function failedBefore({ before, key, use, event }: Read): boolean {
  if (isCaught(event)) return false;
  if (before === 'throws') return true;
  return (before === 'undefined' || before === 'stale') && failsOnUndefined(use, key !== null);
}

/** What the read throws is caught where it stands. */
function isCaught(event: LoadEvent): boolean {
  if (event.kind !== 'read' && event.kind !== 'load') return false;
  const { uses, parts } = event.edge.request;
  return [...uses, ...parts.map(({ use }) => use)].some((u) => u.when === 'try' && u.range.start === event.at);
}

function isHazard(read: Read): boolean {
  // What every object inherits is there before the member is.
  if (read.key !== null && read.key in Object.prototype && read.before === 'undefined') return true;
  if (read.after === 'final' || failedBefore(read)) return false;
  if (read.key === null && read.before === 'final' && read.use === 'none') return false;
  // A function that has not got its members yet gives undefined for one, as it did.
  const isUndefined = read.after === 'undefined' || (read.after === 'partial' && read.definition?.hoisted);
  return !(isUndefined && read.before === 'undefined');
}

/** CommonJS gave less than the module will. */
function isMore(read: Read): boolean {
  return read.after === 'final' && read.before !== 'final' && !failedBefore(read) && read.use !== 'none';
}

function isCurableByVar(read: Read): boolean {
  return (
    isHazard(read) && read.before === 'undefined' && read.after === 'throws' && (read.definition?.name ?? null) !== null
  );
}

function declareWithVar(name: NamedExport, names: Names): void {
  if (name.kind === 'binding') name.local = names.allocate(`${name.key}Value`, `${name.key}Export`);
  name.kind = 'var';
}

/** A binding that CommonJS left unfinished is used later in a way that does not simply fail. */
function isNoticed(graph: Graph, source: string, edge: Edge, key: string | null): boolean {
  const { facts } = graph.modules.get(edge.from)!;
  const { request } = edge;
  if (request.local !== null)
    return request.uses.some(
      (u) => u.when === 'lazy' && !failsOnUndefined(u.kind, u.key !== null) && u.kind !== 'none',
    );
  const reads = facts.units.flatMap((_, unit) => (unit === 0 ? [] : stepsOfUnit(facts, source, unit)));
  return reads.some(
    (s) => s.kind === 'read' && s.request === request.id && s.key === key && !failsOnUndefined(s.use, true),
  );
}
