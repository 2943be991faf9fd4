import type { UseKind } from '../../analyse/facts.js';
import type { Edge, Graph } from '../../link/graph.js';
import { CommonJsState, type CommonJsValue } from './commonjs-state.js';
import { namespace, type Definition, type Definitions } from './definitions.js';
import type { LoadEvent, LoadEvents } from './load-events.js';
import type { FilePlan, RequestPlan } from '../plan.js';

/** What a read gives when the files are ES modules. `partial`: a function that has not all its members yet. */
export type ModuleValue = 'final' | 'undefined' | 'throws' | 'partial';

/** One read while loading, in both worlds. */
export interface Read {
  event: LoadEvent;
  /** The module that is read. */
  of: string;
  key: string | null;
  use: UseKind;
  before: CommonJsValue;
  after: ModuleValue;
  definition: Definition | null;
}

/** A require() that would load a module of a cycle that is being evaluated: Node throws ERR_REQUIRE_CYCLE_MODULE. */
export interface CyclicRequire {
  event: LoadEvent;
  edge: Edge;
  of: string;
}

/** A binding that CommonJS left with an unfinished value for good, and that will be live. */
export interface Captured {
  edge: Edge;
  key: string | null;
  before: CommonJsValue;
}

export interface CycleRun {
  reads: Read[];
  requires: CyclicRequire[];
  captured: Captured[];
}

/** What the comparison of the two worlds rests on. */
export interface CycleWorld {
  graph: Graph;
  sources: ReadonlyMap<string, string>;
  events: LoadEvents;
  definitions: Definitions;
  files: ReadonlyMap<string, FilePlan>;
  inGroup: (path: string) => boolean;
}

interface ReadBefore {
  of: string;
  key: string | null;
  use: UseKind;
  value: CommonJsValue;
}

/** How far each module of the group has come: absent: not begun; -1: it waits for its imports; Infinity: done. */
type Progress = Map<string, number>;

/**
 * Loads a group of modules from one entry twice, on paper: as CommonJS, in the order of the requires, and as ES modules,
 * imports first (ECMA-262 16.2.1.6.1.3), and says for each read what it gives in both.
 */
export function runCycle(world: CycleWorld, entry: string): CycleRun {
  const before = new CommonJsRun(world);
  before.load(entry);
  const after = new ModuleRun(world, before);
  after.load(entry);
  return after.result;
}

/** The files of a group that a request may load. */
function targetsOf(edge: Edge, inGroup: (path: string) => boolean): string[] {
  return edge.to === null ? edge.likely.filter(inGroup) : [edge.to];
}

const states = new WeakMap<object, CommonJsState>();

/** What the exports of a file are as CommonJS, by how far the file has come. */
export function stateOf({ graph, sources }: Pick<CycleWorld, 'graph' | 'sources'>, path: string): CommonJsState {
  const { facts } = graph.modules.get(path)!;
  let state = states.get(facts);
  if (!state) states.set(facts, (state = new CommonJsState(facts, sources.get(path) ?? '')));
  return state;
}

/** The run as CommonJS. */
export class CommonJsRun {
  /** What each event read. */
  readonly values = new Map<LoadEvent, ReadBefore[]>();
  /** Events that came about: the functions were there. */
  readonly ran = new Set<LoadEvent>();
  /** Loads whose target had begun before. */
  readonly idle = new Set<LoadEvent>();
  readonly captured: Captured[] = [];
  private readonly progress: Progress = new Map();
  private readonly snapshots = new Map<string, CommonJsValue>();

  constructor(private readonly world: Pick<CycleWorld, 'graph' | 'sources' | 'events' | 'inGroup'>) {}

  load(path: string): void {
    if (this.progress.has(path)) return;
    this.progress.set(path, 0);
    for (const event of this.world.events.of(path)) {
      this.progress.set(path, event.position);
      if (event.needs.some((made) => this.position(made.path) < made.at)) continue;
      this.ran.add(event);
      if (event.kind === 'load') this.loadEvent(event);
      else this.values.set(event, this.readEvent(event));
    }
    this.progress.set(path, Infinity);
  }

  private loadEvent(event: Extract<LoadEvent, { kind: 'load' }>): void {
    const { edge } = event;
    const targets = targetsOf(edge, this.world.inGroup);
    if (targets.every((t) => this.progress.has(t))) this.idle.add(event);
    for (const target of targets) this.load(target);
    if (edge.to === null) return;
    const { request, to } = edge;
    const keys = keysAtLoad(edge);
    this.values.set(
      event,
      keys.map(({ key, use }) => ({ of: to, key, use, value: this.read(to, key) })),
    );
    for (const { key } of keys) {
      const before = this.read(to, key);
      this.snapshots.set(snapshotId(event.in, request.id, key), before);
      if (before !== 'final' && this.mayHave(to, key)) this.captured.push({ edge, key, before });
    }
  }

  private readEvent(event: Exclude<LoadEvent, { kind: 'load' }>): ReadBefore[] {
    if (event.kind === 'local') {
      const value = stateOf(this.world, event.in).local(this.position(event.in), event.name);
      return [{ of: event.in, key: event.name, use: 'escape', value }];
    }
    const { key, use } = event;
    if (event.kind === 'own') return [{ of: event.in, key, use, value: this.read(event.in, key) }];
    const { edge } = event;
    const of = edge.to!;
    const isWhole = edge.request.local !== null;
    const snapshot = this.snapshots.get(snapshotId(event.in, edge.request.id, isWhole ? null : key));
    // A whole value that was stale at the require is stale for ever; otherwise its members are read now.
    if (!isWhole || key === null || snapshot === 'stale')
      return [{ of, key, use, value: snapshot === 'stale' && key !== null ? 'undefined' : (snapshot ?? 'undefined') }];
    return [{ of, key, use, value: this.read(of, key) }];
  }

  private read(path: string, key: string | null): CommonJsValue {
    if (this.world.graph.modules.get(path)!.facts.syntax === 'esm') return 'final';
    const position = this.position(path);
    return position === Infinity ? 'final' : stateOf(this.world, path).read(position, key);
  }

  /** False for a member that the exports never get. */
  mayHave(path: string, key: string | null): boolean {
    return key === null || stateOf(this.world, path).mayHave(key);
  }

  private position(path: string): number {
    return this.progress.get(path) ?? -1;
  }
}

const snapshotId = (path: string, request: number, key: string | null): string => `${path}#${request} ${key ?? '*'}`;

/** What a require() reads at once: the keys of its pattern, its first member, or the value whole. */
export function keysAtLoad({ request }: Edge): { key: string | null; use: UseKind }[] {
  const { site, uses } = request;
  if (site.kind === 'statement' || site.kind === 'declaration') return [];
  if (site.kind === 'declarator' && site.pattern?.keys && site.members.length === 0)
    return site.pattern.keys.map((key) => ({ key, use: 'destructure' }));
  if (site.members.length > 0) {
    const isDeep = site.members.length > 1;
    return [{ key: site.members[0]!, use: isDeep ? 'call-member' : (uses[0]?.kind ?? 'member') }];
  }
  return [{ key: null, use: request.local !== null ? 'none' : (uses[0]?.kind ?? 'escape') }];
}

/** The run as ES modules. */
class ModuleRun {
  readonly result: CycleRun;
  private readonly progress: Progress = new Map();

  constructor(
    private readonly world: CycleWorld,
    private readonly before: CommonJsRun,
  ) {
    this.result = { reads: [], requires: [], captured: before.captured.filter((c) => this.isLive(c.edge)) };
  }

  load(path: string): void {
    if (this.progress.has(path) || !this.world.inGroup(path)) return;
    this.progress.set(path, -1);
    if (this.isModule(path)) for (const to of this.imports(path)) this.load(to);
    for (const event of this.world.events.of(path)) {
      this.progress.set(path, event.position);
      if (event.kind === 'load' && !this.isImport(event.edge) && this.before.ran.has(event)) this.require(event);
      for (const read of this.before.values.get(event) ?? []) this.compare(event, read);
    }
    this.progress.set(path, Infinity);
  }

  private isModule(path: string): boolean {
    return (
      this.world.files.get(path)?.action === 'convert' || this.world.graph.modules.get(path)!.facts.syntax === 'esm'
    );
  }

  private imports(path: string): string[] {
    const { out } = this.world.graph.modules.get(path)!;
    return out.filter((e) => e.to !== null && this.isImport(e) && this.world.inGroup(e.to)).map((e) => e.to!);
  }

  private isImport(edge: Edge): boolean {
    const { form, typeOnly } = edge.request;
    if (form === 'import' || form === 'export') return !typeOnly;
    return this.planOf(edge)?.form === 'static';
  }

  private planOf(edge: Edge): RequestPlan | undefined {
    return this.world.files.get(edge.from)?.requests[edge.request.id];
  }

  /** The request's binding is an import binding, not a copy made where the require stands. */
  private isLive(edge: Edge): boolean {
    const plan = this.planOf(edge);
    return plan?.form === 'static' && plan.replacement === null;
  }

  private require(event: Extract<LoadEvent, { kind: 'load' }>): void {
    for (const target of targetsOf(event.edge, this.world.inGroup)) {
      const between = this.isModule(event.in) || this.isModule(target);
      const isCyclic = [...this.linked(target)].some((p) => (this.progress.get(p) ?? Infinity) !== Infinity);
      if (between && this.isModule(target) && isCyclic)
        this.result.requires.push({ event, edge: event.edge, of: target });
      else this.load(target);
    }
  }

  /** Everything that static imports reach. */
  private linked(path: string, found = new Set<string>()): Set<string> {
    if (found.has(path)) return found;
    found.add(path);
    if (this.isModule(path)) for (const to of this.imports(path)) this.linked(to, found);
    return found;
  }

  private compare(event: LoadEvent, read: ReadBefore): void {
    const after = this.readAfter(event, read);
    const { of, key, use, value } = read;
    const isAbsent = event.kind !== 'local' && !this.before.mayHave(of, key);
    if (after === null || (isAbsent && after.after === 'final')) return;
    this.result.reads.push({ event, of, key, use, before: value, ...after });
  }

  /** @returns null where nothing is read any more, or nothing differs by construction */
  private readAfter(event: LoadEvent, { of, key }: ReadBefore): Pick<Read, 'after' | 'definition'> | null {
    if (!this.isModule(event.in)) return null;
    if (event.kind === 'local') {
      const binding = this.world.graph.modules.get(of)!.facts.bindings.find((b) => b.name === key);
      if (!binding || binding.kind === 'function' || binding.kind === 'import') return null;
      const isSet = binding.initialised <= this.position(of);
      return { after: isSet ? 'final' : binding.kind === 'var' ? 'undefined' : 'throws', definition: null };
    }
    if (event.kind === 'own') return this.value(of, key === null ? 'default' : key, null);
    const plan = this.planOf(event.edge);
    if (event.edge.request.form !== 'require') return this.value(of, importedName(event.edge, key), key);
    if (plan?.form !== 'static') return null;
    // An import binding is read where it is used; a copy where it is made, and its members, where it is whole, later.
    const isCopy = !this.isLive(event.edge);
    if (event.kind === 'load' ? !isCopy : isCopy && (key === null || event.edge.request.local === null)) return null;
    const read = this.value(of, plannedName(this.world.files.get(event.in)!, plan, key), key);
    return read.after === 'partial' && key === null && this.isStored(event) ? { ...read, after: 'final' } : read;
  }

  /** `x.f = f;` keeps the function itself, whichever members it has by then. */
  private isStored({ in: path, at }: LoadEvent): boolean {
    const source = this.world.sources.get(path) ?? '';
    return /(^|[^=!<>])=\s*$/.test(source.slice(0, at)) && /^[\w$]+[^\S\r\n]*(;|\r?\n|$)/.test(source.slice(at));
  }

  private value(of: string, name: string, key: string | null): Pick<Read, 'after' | 'definition'> {
    const final = { after: 'final' as const, definition: null };
    if (name === namespace || !this.isModule(of)) return final;
    const definition = this.world.definitions.of(of, name);
    if (!definition) {
      // Nothing of that name: undefined through a namespace, as it was.
      const isDone = this.position(of) === Infinity || (name === key && !this.before.mayHave(of, key));
      return { after: isDone ? 'final' : 'partial', definition: null };
    }
    const position = this.position(definition.module);
    if (position === Infinity) return { ...final, definition };
    const isMember = key !== null && name !== key;
    if (definition.hoisted && position < 0 && (isMember || this.hasMembersLater(definition)))
      return { after: 'partial', definition };
    const isSet = definition.hoisted || (position >= 0 && definition.at <= position);
    // A member of what is not there yet cannot be read, where CommonJS had an object without it.
    const early = isMember ? 'throws' : definition.early;
    return { after: isSet ? 'final' : early, definition };
  }

  /** Something is done with a function while its module loads: it may get properties. */
  private hasMembersLater({ module, local }: Definition): boolean {
    if (local === null) return false;
    const { facts } = this.world.graph.modules.get(module)!;
    const isExport = (at: number): boolean =>
      facts.exports.assignments.some((a) => a.value.range.start <= at && at < a.value.range.end) ||
      facts.moduleExports.some((e) => e.range.start <= at && at < e.range.end);
    return (facts.units[0]?.effects ?? []).some((e) => e.kind === 'local' && e.name === local && !isExport(e.at));
  }

  private position(path: string): number {
    return this.progress.get(path) ?? (this.world.inGroup(path) ? -1 : Infinity);
  }
}

/** The name that an existing import reads. */
export function importedName({ request }: Edge, key: string | null): string {
  const { specifiers } = request;
  if (key !== null && specifiers.some((s) => s.imported === key)) return key;
  const whole = specifiers.find((s) => s.imported === 'default' || s.imported === namespace);
  if (!whole) return specifiers[0]?.imported ?? namespace;
  return whole.imported === namespace ? (key ?? namespace) : 'default';
}

/** The name that a planned import reads for a member (null: the whole). */
function plannedName(file: FilePlan, plan: RequestPlan, key: string | null): string {
  const own = plan.sharedWith === null ? plan : file.requests[plan.sharedWith]!;
  if (key !== null && own.named.some((n) => n.imported === key)) return key;
  if (own.namespace !== null) return key ?? namespace;
  if (own.default !== null) return 'default';
  return own.named[0]?.imported ?? namespace;
}
