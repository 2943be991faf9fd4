import type { Page, PageScript } from '../discover/pages.js';
import type { Access, ScriptFacts } from '../analyse/scripts/script-facts.js';

/** One script as a unit of the program. A file that several pages load is one node; an inline script is its own. */
export interface ScriptNode {
  id: string;
  /** null for an inline script: nothing can import it. */
  path: string | null;
  facts: ScriptFacts;
}

/** One `<script>` of a page in its place. */
export interface PageItem {
  element: PageScript;
  /** The project script that it runs; null for scripts of others. */
  id: string | null;
  /** The text, where it is at hand. */
  text: string | null;
  /** The run adds it: no element of the page yet. */
  added?: boolean;
}

export interface PageOrder {
  page: Page;
  items: PageItem[];
  /** Project scripts in the order in which they run. */
  order: string[];
}

/** The scripts of all pages, joined. */
export interface ScriptGraph {
  nodes: Map<string, ScriptNode>;
  pages: PageOrder[];
}

/** Everything that the program does with one global variable. */
export interface GlobalUse {
  name: string;
  accesses: { id: string; access: Access }[];
  /** The scripts that have to do with it, and their order on the pages. */
  graph: ScriptGraph;
}

/**
 * All globals that some project script declares or writes. A global variable belongs to a page: scripts that no page
 * joins, at once or one by one, have variables of their own under the same name.
 */
export function projectGlobals(graph: ScriptGraph): GlobalUse[] {
  const named = new Map<string, Set<string>>();
  for (const { id, facts } of graph.nodes.values()) {
    for (const name of [...facts.declared.keys(), ...facts.accesses.map((a) => a.name)]) {
      const ids = named.get(name);
      if (ids) ids.add(id);
      else named.set(name, new Set([id]));
    }
  }
  const uses: GlobalUse[] = [];
  for (const [name, ids] of named) {
    for (const joined of joinedByPages(ids, graph)) {
      const view = viewOf(joined, graph);
      const nodes = [...view.nodes.values()];
      const accesses = nodes.flatMap(({ id, facts }) =>
        facts.accesses.filter((a) => a.name === name).map((access) => ({ id, access })),
      );
      const isSet = accesses.some(({ access }) => access.mode !== 'read' || access.init);
      if (isSet || nodes.some((n) => n.facts.declared.has(name))) uses.push({ name, accesses, graph: view });
    }
  }
  return uses;
}

/** Divides scripts into groups: those of one page are in one group. */
function joinedByPages(ids: ReadonlySet<string>, { pages }: ScriptGraph): Set<string>[] {
  let groups: Set<string>[] = [];
  for (const { order } of pages) {
    const here = new Set(order.filter((id) => ids.has(id)));
    if (here.size === 0) continue;
    const touching = groups.filter((group) => [...here].some((id) => group.has(id)));
    const joined = new Set([...touching.flatMap((group) => [...group]), ...here]);
    groups = [...groups.filter((group) => !touching.includes(group)), joined];
  }
  return groups;
}

function viewOf(ids: ReadonlySet<string>, { nodes, pages }: ScriptGraph): ScriptGraph {
  return {
    nodes: new Map([...nodes].filter(([id]) => ids.has(id))),
    pages: pages
      .filter(({ order }) => order.some((id) => ids.has(id)))
      .map((page) => ({ ...page, order: page.order.filter((id) => ids.has(id)) })),
  };
}

/** How two scripts stand to each other over all pages. */
export interface Placement {
  /** `b` is on every page that loads `a`. */
  always: boolean;
  /** On every page with both, `b` runs before `a`. */
  before: boolean;
}

/** Where `b` runs as seen from `a`. A script that runs twice on a page is taken at its first run. */
export function placement(graph: ScriptGraph, a: string, b: string): Placement {
  let always = true;
  let before = true;
  for (const { order } of graph.pages) {
    const at = order.indexOf(a);
    if (at < 0) continue;
    const other = order.indexOf(b);
    if (other < 0) always = false;
    else if (other > at) before = false;
  }
  return { always, before };
}

/** Whether some page loads both scripts. */
export function shareAPage(a: string, b: string, { pages }: ScriptGraph): boolean {
  return pages.some(({ order }) => order.includes(a) && order.includes(b));
}

/**
 * Which functions may have run before a script of a page starts: found by the names that calls go by, so that none is
 * missed except those called by foreign code that got no function as an argument.
 */
export class EarlyRuns {
  /** By page: position at which a unit (`id:unit`) can first run. */
  private readonly first: Map<string, number>[];
  private readonly index: CallIndex;
  private readonly before = new Map<string, Set<string>>();

  constructor(private readonly graph: ScriptGraph) {
    this.index = indexCalls(graph);
    this.first = graph.pages.map((page) => firstRuns(this.index, page));
  }

  /**
   * Whether code at a unit of script `a` may run before script `b` starts (`during`: before it ends), on some page where
   * `b` comes later.
   */
  mayPrecede(a: string, unit: number, b: string, during = false): boolean {
    return this.graph.pages.some(({ order }, i) => {
      const later = order.indexOf(b);
      const at = order.indexOf(a);
      if (at < 0 || later <= at) return false;
      if (unit === 0) return true;
      const run = this.first[i]!.get(`${a}:${unit}`);
      return run !== undefined && (run < later || (during && run === later));
    });
  }

  /** The place in the order of a page at which a unit of a script may first run; undefined when the load never calls it. */
  firstRun(page: number, id: string, unit: number): number | undefined {
    return this.first[page]!.get(`${id}:${unit}`);
  }

  /** Whether a function of a script may run while that script loads, before it comes to an offset. */
  runsBefore(id: string, unit: number, offset: number): boolean {
    const calls = (this.index.callsOf.get(`${id}:0`) ?? []).filter((c) => c.at < offset);
    const key = `${id}:${calls.length}`;
    let reached = this.before.get(key);
    if (!reached) {
      reached = new Set();
      const found = reached;
      const run = new Run(this.index, (u) => !found.has(u) && Boolean(found.add(u)));
      calls.forEach((call) => run.call(call));
      run.finish();
      for (const loose of this.index.loose.get(`${id}:0`) ?? []) found.add(loose);
      this.before.set(key, found);
    }
    return reached.has(`${id}:${unit}`);
  }
}

interface IndexedCall {
  at: number;
  names: string[];
  callbacks: string[];
}

/** Units (`id:unit`) and calls of all scripts, by name. */
interface CallIndex {
  byName: Map<string, string[]>;
  aliases: Map<string, string[]>;
  loose: Map<string, string[]>;
  callsOf: Map<string, IndexedCall[]>;
  units: string[];
}

function indexCalls(graph: ScriptGraph): CallIndex {
  const index: CallIndex = { byName: new Map(), aliases: new Map(), loose: new Map(), callsOf: new Map(), units: [] };
  const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  for (const { id, facts } of graph.nodes.values()) {
    for (const unit of facts.units) {
      const key = `${id}:${unit.id}`;
      if (unit.names.length > 0) index.units.push(key);
      for (const name of unit.names) push(index.byName, name, key);
      if (unit.loose) push(index.loose, `${id}:${unit.inside}`, key);
    }
    for (const [name, of] of facts.aliases) push(index.aliases, name, of);
    for (const { unit, at, names, callbacks } of facts.calls) {
      push(index.callsOf, `${id}:${unit}`, { at, names, callbacks: callbacks.map((c) => `${id}:${c}`) });
    }
  }
  return index;
}

/** Follows calls by name. */
class Run {
  private readonly called = new Set<string>();
  private readonly work: string[] = [];

  /** @param reach told of each unit that may run; true when it is new */
  constructor(
    private readonly index: CallIndex,
    private readonly reach: (unit: string) => boolean,
  ) {}

  unit(unit: string): void {
    if (this.reach(unit)) this.work.push(unit);
  }

  call({ names, callbacks }: IndexedCall): void {
    callbacks.forEach((c) => this.unit(c));
    names.forEach((name) => this.name(name));
  }

  finish(): void {
    for (let unit = this.work.pop(); unit !== undefined; unit = this.work.pop()) this.follow(unit);
    // A function stored under a computed key may be any property: it counts as called by every name.
    if (this.called.size > 0) for (const unit of this.index.byName.get('*') ?? []) this.unit(unit);
    for (let unit = this.work.pop(); unit !== undefined; unit = this.work.pop()) this.follow(unit);
  }

  follow(unit: string): void {
    for (const call of this.index.callsOf.get(unit) ?? []) this.call(call);
    for (const inner of this.index.loose.get(unit) ?? []) this.unit(inner);
  }

  private name(name: string): void {
    if (this.called.has(name)) return;
    this.called.add(name);
    for (const unit of name === '*' ? this.index.units : (this.index.byName.get(name) ?? [])) this.unit(unit);
    for (const of of this.index.aliases.get(name) ?? []) this.name(of);
  }
}

function firstRuns(index: CallIndex, { order }: PageOrder): Map<string, number> {
  const first = new Map<string, number>();
  const here = new Set(order);
  let position = 0;
  const run = new Run(index, (unit) => {
    if (first.has(unit) || !here.has(unit.slice(0, unit.lastIndexOf(':')))) return false;
    first.set(unit, position);
    return true;
  });
  order.forEach((id, at) => {
    position = at;
    run.follow(`${id}:0`);
    run.finish();
  });
  return first;
}
