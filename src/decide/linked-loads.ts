import type { NodeVersion } from '../discover/floor.js';
import type { Edge, Graph, GraphModule } from '../link/graph.js';
import { sameComponent } from './cycle-groups.js';
import { isComputed, LoadEvents } from './load-events.js';
import { loadedByOthers } from './outside-loads.js';

/**
 * True where require() refuses an ES module that a static import elsewhere has linked but not run yet
 * (ERR_REQUIRE_CYCLE_MODULE; probes R01-R03): before 20.19.6, 22.18 and 24.2.
 */
export function refusesLinkedModules([major, minor, patch]: NodeVersion): boolean {
  if (major === 20) return minor < 19 || (minor === 19 && patch < 6);
  return major < 22 || (major === 22 && minor < 18) || major === 23 || (major === 24 && minor < 2);
}

/**
 * Finds the modules that some program requires at a moment when a static import of another file has linked them already,
 * but not run: there require() has to be the only way to load them.
 * @param isModule the file will be an ES module
 * @param isImport the request will be an import declaration
 * @param isProgram whether Node itself may start a file: what jest runs, it also links
 * @returns paths, each with the reason
 */
export function requiredWhileLinked(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  isModule: (path: string) => boolean,
  isImport: (edge: Edge) => boolean,
  isProgram: (module: GraphModule) => boolean,
): Map<string, string> {
  const imported = new Set<string>();
  for (const { path, in: loads } of graph.modules.values()) {
    const statics = loads.filter(isImport);
    // Existing import declarations stay, and a require() inside a cycle would fail.
    const canChange = statics.every((e) => e.request.form === 'require' && !sameComponent(graph, e.from, path));
    if (isModule(path) && statics.length > 0 && canChange) imported.add(path);
  }
  const isRequired = (path: string): boolean =>
    graph.modules.get(path)!.in.some((e) => e.request.form === 'require' && !isImport(e)) ||
    graph.modules.get(path)!.dynamic.some(isComputed);
  const unknown = loadedUnseen(graph);
  const reason = 'a require() may come before the import that runs it, which Node before 20.19.6 and 22.18 refuses';
  const found = new Map([...unknown].filter((path) => imported.has(path)).map((path) => [path, reason]));
  if (![...imported].some(isRequired)) return found;
  const events = new LoadEvents(graph, sources, () => true);
  for (const module of graph.modules.values()) {
    if ((module.file.roles.length === 0 && module.in.length > 0) || !isProgram(module)) continue;
    const run = new Run(graph, events, isModule, isImport);
    run.start(module.path);
    for (const path of run.refused) if (imported.has(path)) found.set(path, reason);
  }
  return found;
}

/** The modules that a string names, where the request that loads them is not seen. */
function loadedUnseen(graph: Graph): Set<string> {
  const unseen = new Set(loadedByOthers(graph).map(({ path }) => path));
  for (const { path, dynamic } of graph.modules.values())
    if (dynamic.some((e) => !isComputed(e)) && graph.named.paths().has(path)) unseen.add(path);
  return unseen;
}

/** The files that calls which the syntax does not show may require: from methods, fields of instances, callbacks. */
function requiredUnseen({ facts, out }: GraphModule): string[] {
  const { assignments } = facts.exports;
  const values = assignments.flatMap(({ value }) => [value, ...(value.properties ?? []).map((p) => p.value)]);
  const seen = new Set([...facts.bindings, ...values].map((v) => v?.unit ?? null));
  return out.flatMap(({ request, to }) => {
    const isUnseen = request.form === 'require' && request.when === 'lazy' && !seen.has(request.unit);
    return isUnseen && to !== null ? [to] : [];
  });
}

/** One program, on paper: which modules are linked and which have run, at each require(). */
class Run {
  readonly refused = new Set<string>();
  private readonly linked = new Set<string>();
  private readonly begun = new Set<string>();
  /** What code that has been defined may require at any time. */
  private readonly unseen = new Set<string>();

  constructor(
    private readonly graph: Graph,
    private readonly events: LoadEvents,
    private readonly isModule: (path: string) => boolean,
    private readonly isImport: (edge: Edge) => boolean,
  ) {}

  start(path: string): void {
    this.link(path);
    this.load(path);
  }

  private link(path: string): void {
    if (this.linked.has(path) || !this.isModule(path)) return;
    this.linked.add(path);
    for (const to of this.imports(path)) this.link(to);
  }

  private load(path: string): void {
    if (this.begun.has(path)) return;
    this.begun.add(path);
    if (this.isModule(path)) for (const to of this.imports(path)) this.load(to);
    for (const event of this.events.of(path)) {
      if (event.kind !== 'load' || event.edge.request.form !== 'require' || this.isImport(event.edge)) continue;
      const { to, computed } = event.edge;
      for (const target of to === null ? computed : [to]) this.require(target);
    }
    for (const target of requiredUnseen(this.graph.modules.get(path)!)) this.unseen.add(target);
    for (const target of this.unseen) if (this.linked.has(target) && !this.begun.has(target)) this.refused.add(target);
  }

  private require(path: string): void {
    if (this.begun.has(path) || !this.graph.modules.has(path)) return;
    if (this.linked.has(path)) this.refused.add(path);
    this.start(path);
  }

  private imports(path: string): string[] {
    const { out } = this.graph.modules.get(path)!;
    return out.filter((e) => e.to !== null && this.graph.modules.has(e.to) && this.isImport(e)).map((e) => e.to!);
  }
}
