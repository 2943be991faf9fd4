import { posix } from 'node:path';
import type { Page, PageScript } from '../discover/pages.js';
import type { Access, ScriptFacts } from '../analyse/script-facts.js';
import type { Script } from '../analyse/script.js';

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
}

/** All globals that some project script declares or writes, by name. */
export function projectGlobals(graph: ScriptGraph): Map<string, GlobalUse> {
  const globals = new Map<string, GlobalUse>();
  const use = (name: string): GlobalUse => {
    let found = globals.get(name);
    if (!found) globals.set(name, (found = { name, accesses: [] }));
    return found;
  };
  for (const node of graph.nodes.values()) {
    for (const name of node.facts.declared.keys()) use(name);
    for (const access of node.facts.accesses) if (access.mode !== 'read' || access.init) use(access.name);
  }
  for (const node of graph.nodes.values()) {
    for (const access of node.facts.accesses) globals.get(access.name)?.accesses.push({ id: node.id, access });
  }
  return globals;
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

/**
 * Which functions may have run before a script of a page starts: found by the names that calls go by, so that none is
 * missed except those called by foreign code that got no function as an argument.
 */
export class EarlyRuns {
  /** By page: position at which a unit (`id:unit`) can first run. */
  private readonly first: Map<string, number>[];

  constructor(private readonly graph: ScriptGraph) {
    this.first = graph.pages.map((page) => firstRuns(graph, page));
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
}

function firstRuns(graph: ScriptGraph, { order }: PageOrder): Map<string, number> {
  const byName = new Map<string, string[]>();
  const aliases = new Map<string, string[]>();
  const loose = new Map<string, string[]>();
  const callsOf = new Map<string, { names: string[]; callbacks: string[] }[]>();
  const push = <T>(map: Map<string, T[]>, key: string, value: T): void => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  const named: string[] = [];
  for (const id of new Set(order)) {
    const { facts } = graph.nodes.get(id)!;
    for (const unit of facts.units) {
      const key = `${id}:${unit.id}`;
      named.push(key);
      for (const name of unit.names) push(byName, name, key);
      if (unit.loose) push(loose, `${id}:${unit.inside}`, key);
    }
    for (const [name, of] of facts.aliases) push(aliases, name, of);
    for (const call of facts.calls) {
      push(callsOf, `${id}:${call.unit}`, { names: call.names, callbacks: call.callbacks.map((c) => `${id}:${c}`) });
    }
  }
  const first = new Map<string, number>();
  const called = new Set<string>();
  order.forEach((id, position) => {
    const work = [`${id}:0`];
    const reach = (unit: string): void => {
      if (!first.has(unit)) {
        first.set(unit, position);
        work.push(unit);
      }
    };
    const callName = (name: string): void => {
      if (called.has(name)) return;
      called.add(name);
      for (const unit of name === '*' ? named : (byName.get(name) ?? [])) reach(unit);
      for (const of of aliases.get(name) ?? []) callName(of);
    };
    for (let unit = work.pop(); unit !== undefined; unit = work.pop()) {
      for (const call of callsOf.get(unit) ?? []) {
        call.callbacks.forEach(reach);
        call.names.forEach(callName);
      }
      for (const inner of loose.get(unit) ?? []) reach(inner);
    }
    // A function stored under `*` may be any property: it counts as called by every name.
    if (called.size > 0) for (const unit of byName.get('*') ?? []) if (!first.has(unit)) first.set(unit, position);
  });
  return first;
}

/** The path of a module from another one, as an import names it. */
export function relativeSpecifier(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  const specifier = path.startsWith('../') ? path : `./${path}`;
  return specifier.replace(/[%?#]/g, encodeURIComponent);
}

export const positionOf = (script: Script, node: { start?: number | null }): number =>
  script.offset + (node.start ?? 0);
