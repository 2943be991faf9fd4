import { analyse } from '../analyse/analyse.js';
import { cycleGroups, type CycleGroup } from '../decide/cycles/cycle-groups.js';
import { importedName } from '../decide/cycles/cycle-run.js';
import { Definitions } from '../decide/cycles/definitions.js';
import { LoadEvents, type LoadEvent } from '../decide/cycles/load-events.js';
import type { Graph, GraphModule } from '../link/graph.js';
import { evaluationOrder } from '../link/load-order.js';
import { stronglyConnectedComponents } from '../link/scc.js';
import type { Links } from './links.js';
import type { Output } from './outputs.js';

/** A binding that is read before its module has set it: a ReferenceError when the program starts. */
export interface EarlyRead {
  reader: string;
  of: string;
  name: string;
}

/**
 * Looks in the cycles of the static imports for bindings that are read too early, by the order in which ES modules run
 * (ECMA-262 16.2.1.6.1.3), from each file that something outside the cycle loads.
 */
export function findEarlyReads(graph: Graph, outputs: ReadonlyMap<string, Output>, links: Links): EarlyRead[] {
  const imports = new Map<string, string[]>();
  for (const output of outputs.values()) {
    const targets = (output.syntax?.requests ?? []).flatMap((request) => {
      const target = request.typeOnly ? null : links.target(output, request);
      return target?.kind === 'output' ? [target.output.path] : [];
    });
    imports.set(output.path, targets);
  }
  const importsOf = (path: string): string[] => imports.get(path) ?? [];
  return cycleGroups(graph)
    .filter(({ members }) => {
      const isCyclic = stronglyConnectedComponents(members, importsOf).some((c) => c.length > 1);
      return isCyclic && [...members].some((path) => outputs.get(path)!.changed);
    })
    .flatMap((group) => new CycleCheck(graph, outputs, links, group, importsOf).run());
}

class CycleCheck {
  private readonly members: ReadonlySet<string>;
  private readonly events: LoadEvents;
  private readonly definitions: Definitions;
  private readonly modules = new Map<string, GraphModule>();

  constructor(
    graph: Graph,
    outputs: ReadonlyMap<string, Output>,
    links: Links,
    private readonly group: CycleGroup,
    private readonly importsOf: (path: string) => string[],
  ) {
    this.members = group.members;
    const sources = new Map([...group.members].map((path) => [path, outputs.get(path)!.text]));
    for (const path of group.members) this.modules.set(path, this.module(outputs.get(path)!, links));
    const inside: Graph = { ...graph, modules: this.modules };
    this.events = new LoadEvents(inside, sources, (path) => this.members.has(path));
    this.definitions = new Definitions(inside, sources, new Map());
  }

  /** The output as a module of a graph of its own. */
  private module(output: Output, links: Links): GraphModule {
    const { path, module, plan, changed, text } = output;
    const facts = changed ? analyse(plan.newPath, text) : module.facts;
    const out = facts.requests.map((request) => {
      const isStatic = (request.form === 'import' || request.form === 'export') && request.specifier !== null;
      const target = isStatic ? links.target(output, { ...request, specifier: request.specifier! }) : null;
      const to = target?.kind === 'output' ? target.output.path : null;
      return { from: path, request, resolution: { kind: 'missing' as const }, to, computed: [], likely: [] };
    });
    return { ...module, facts: { ...facts, syntax: 'esm' }, out, in: [], dynamic: [] };
  }

  run(): EarlyRead[] {
    const found = new Map<string, EarlyRead>();
    for (const entry of this.group.entries) {
      const order = evaluationOrder([entry], (path) => this.importsOf(path).filter((p) => this.members.has(p)));
      const rank = new Map(order.map((path, i) => [path, i]));
      for (const path of order) {
        for (const event of this.events.of(path)) {
          const read = this.early(event, path, rank);
          if (read) found.set(`${read.reader} ${read.of} ${read.name}`, read);
        }
      }
    }
    return [...found.values()];
  }

  private early(event: LoadEvent, running: string, rank: ReadonlyMap<string, number>): EarlyRead | null {
    if (event.kind !== 'read' || event.edge.to === null) return null;
    const name = importedName(event.edge, event.key);
    const definition = name === '*' ? null : this.definitions.of(event.edge.to, name);
    if (!definition || definition.hoisted || definition.early === 'undefined') return null;
    if (!rank.has(definition.module)) return null;
    const isSet =
      definition.module === running
        ? definition.at <= event.position
        : rank.get(definition.module)! < rank.get(running)!;
    return isSet ? null : { reader: event.in, of: definition.module, name };
  }
}
