import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import { sameComponent } from '../cycles/cycle-groups.js';
import type { LoadEvents } from '../cycles/load-events.js';
import { loadedByOthers } from './outside-loads.js';

/**
 * Finds the modules that some program requires at a moment when a static import of another file has linked them already,
 * but not run: there require() has to be the only way to load them.
 * @param events what the load of each module does
 * @param isModule the file will be an ES module
 * @param isImport the request will be an import declaration
 * @param isProgram whether Node itself may start a file: what jest runs, it also links
 * @returns paths, each with the reason, found as they are asked for; a path may come again
 */
export function* requiredWhileLinked(
  graph: Graph,
  events: LoadEvents,
  isModule: (path: string) => boolean,
  isImport: (edge: Edge) => boolean,
  isProgram: (module: GraphModule) => boolean,
): Generator<[path: string, reason: string]> {
  const imported = new Set<string>();
  for (const { path, in: loads } of graph.modules.values()) {
    const statics = loads.filter(isImport);
    // Existing import declarations stay, and a require() inside a cycle would fail.
    const canChange = statics.every((e) => e.request.form === 'require' && !sameComponent(graph, e.from, path));
    if (isModule(path) && statics.length > 0 && canChange) imported.add(path);
  }
  const isRequired = (path: string): boolean =>
    graph.modules.get(path)!.in.some((e) => e.request.form === 'require' && !isImport(e)) ||
    graph.modules.get(path)!.dynamic.some(({ likely }) => likely.includes(path));
  const reason = 'a require() may come before the import that runs it, which Node before 20.19.6 and 22.18 refuses';
  for (const path of loadedUnseen(graph)) if (imported.has(path)) yield [path, reason];
  if (![...imported].some(isRequired)) return;
  const loads = new Loads(graph, events, isImport);
  for (const module of graph.modules.values()) {
    if ((module.file.roles.length === 0 && module.in.length > 0) || !isProgram(module)) continue;
    const run = new Run(loads, isModule);
    run.start(module.path);
    for (const path of run.refused) if (imported.has(path)) yield [path, reason];
  }
}

/** The modules that a string names, where the request that loads them is not seen. */
function loadedUnseen(graph: Graph): Set<string> {
  const unseen = new Set(loadedByOthers(graph).map(({ path }) => path));
  for (const { path, dynamic } of graph.modules.values())
    if (dynamic.some((e) => !e.likely.includes(path)) && graph.named.paths().has(path)) unseen.add(path);
  return unseen;
}

/** What the load of each module loads, worked out once for all programs. */
class Loads {
  private readonly imports = new Map<string, string[]>();
  private readonly requires = new Map<string, string[]>();
  private readonly unseen = new Map<string, string[]>();

  constructor(
    private readonly graph: Graph,
    private readonly events: LoadEvents,
    private readonly isImport: (edge: Edge) => boolean,
  ) {}

  /** The modules that its import declarations load. */
  importsOf(path: string): string[] {
    return memo(this.imports, path, () => {
      const { out } = this.graph.modules.get(path)!;
      return out.filter((e) => e.to !== null && this.graph.modules.has(e.to) && this.isImport(e)).map((e) => e.to!);
    });
  }

  /** The modules that its code requires while it loads, in order. */
  requiresOf(path: string): string[] {
    return memo(this.requires, path, () => {
      const found = new Set<string>();
      for (const event of this.events.of(path)) {
        if (event.kind !== 'load' || event.edge.request.form !== 'require' || this.isImport(event.edge)) continue;
        const { to, computed } = event.edge;
        for (const target of to === null ? computed : [to]) if (this.graph.modules.has(target)) found.add(target);
      }
      return [...found];
    });
  }

  /** The files that calls which the syntax does not show may require: from methods, fields of instances, callbacks. */
  unseenOf(path: string): string[] {
    return memo(this.unseen, path, () => {
      const { facts, out } = this.graph.modules.get(path)!;
      const { assignments } = facts.exports;
      const values = assignments.flatMap(({ value }) => [value, ...(value.properties ?? []).map((p) => p.value)]);
      const seen = new Set([...facts.bindings, ...values].map((v) => v?.unit ?? null));
      return out.flatMap(({ request, to }) => {
        const isUnseen = request.form === 'require' && request.when === 'lazy' && !seen.has(request.unit);
        return isUnseen && to !== null ? [to] : [];
      });
    });
  }
}

function memo(known: Map<string, string[]>, path: string, find: () => string[]): string[] {
  let found = known.get(path);
  if (!found) known.set(path, (found = find()));
  return found;
}

/** One program, on paper: which modules are linked and which have run, at each require(). */
class Run {
  readonly refused = new Set<string>();
  private readonly linked = new Set<string>();
  private readonly begun = new Set<string>();
  /** What code that has been defined may require at any time, as far as it has not begun. */
  private readonly unseen = new Set<string>();

  constructor(
    private readonly loads: Loads,
    private readonly isModule: (path: string) => boolean,
  ) {}

  start(path: string): void {
    this.link(path);
    this.load(path);
  }

  private link(path: string): void {
    if (this.linked.has(path) || !this.isModule(path)) return;
    this.linked.add(path);
    for (const to of this.loads.importsOf(path)) this.link(to);
  }

  private load(path: string): void {
    if (this.begun.has(path)) return;
    this.begun.add(path);
    this.unseen.delete(path);
    if (this.isModule(path)) for (const to of this.loads.importsOf(path)) this.load(to);
    for (const target of this.loads.requiresOf(path)) this.require(target);
    for (const target of this.loads.unseenOf(path)) if (!this.begun.has(target)) this.unseen.add(target);
    for (const target of this.unseen) {
      if (!this.linked.has(target)) continue;
      this.refused.add(target);
      this.unseen.delete(target);
    }
  }

  private require(path: string): void {
    if (this.begun.has(path)) return;
    if (this.linked.has(path)) this.refused.add(path);
    this.start(path);
  }
}
