import type { ModuleFacts } from '../../analyse/facts.js';
import type { HazardFact } from '../../analyse/facts/hazards.js';
import type { PackageJson } from '../../discover/project.js';
import { commandsOf, scriptTexts, toolName } from '../../discover/script-words.js';
import { loadedBy } from '../../link/closure.js';
import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import { unitsPossiblyCalled } from '../order/called-units.js';

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
  /** A file that takes out what the syntax does not show. */
  private readonly remover: string | null = null;
  private late: ReadonlySet<string> | null = null;

  constructor(private readonly graph: Graph) {
    for (const module of graph.modules.values()) {
      if (!module.facts.free.some((f) => f.kind === 'require.cache')) continue;
      if (computedRemoval(module.facts)) this.remover = module.path;
      const removal = { by: module.path, before: loadedAfter(graph, module) };
      for (const { request, to } of module.out) {
        if (request.form !== 'resolve' || to === null) continue;
        this.removed.set(to, [...(this.removed.get(to) ?? []), removal]);
      }
    }
  }

  /** Why a request must stay a require(); null where it need not. */
  needsRequire({ from, to, request }: Edge): string | null {
    const removals = to === null ? undefined : this.removed.get(to);
    // A require() in a function or behind a condition may run after the removal, whenever its file has loaded.
    const isLate = request.when !== 'eager';
    const found = removals?.find(
      ({ before }) => isLate || before === null || before.has(from) || this.mayLoadLate(from),
    );
    const by = found?.by ?? (isLate && to !== null ? this.remover : null);
    return by === null ? null : `${by} may take it out of require.cache`;
  }

  private mayLoadLate(path: string): boolean {
    this.late ??= loadedLate(this.graph);
    return this.late.has(path);
  }
}

/** Where entries are taken out of `require.cache`, or put in, by keys that the syntax does not show. */
export function computedRemoval({ hazards, requests }: ModuleFacts): HazardFact | undefined {
  if (requests.some((r) => r.form === 'resolve' && r.specifier !== null)) return undefined;
  return hazards.find((h) => h.kind === 'cache' && (h.name === 'delete' || h.name === 'write') && h.request === null);
}

/** The files that are loaded again by the variable that is the key of what is taken out. */
export function loadedAgain({ facts, out }: GraphModule): string[] {
  const removals = facts.hazards.filter((h) => h.kind === 'cache' && h.name === 'delete' && h.request !== null);
  return removals.flatMap(({ request }) => out[request!]!.computed);
}

/**
 * What may load again once such a file has taken it out: all that it requires, and what a late or computed require() of its
 * users loads, or of what they load.
 */
export function reloadable(graph: Graph, { path, out }: GraphModule): Set<string> {
  const users = [path];
  for (const user of users)
    for (const { from } of graph.modules.get(user)!.in) if (!users.includes(from)) users.push(from);
  const late = [...users, ...loadedBy(graph, users)].flatMap((file) =>
    graph.modules
      .get(file)!
      .out.filter(
        ({ request }) => request.form !== 'resolve' && (request.specifier === null || request.when !== 'eager'),
      )
      .flatMap(({ to, computed }) => (to === null ? computed : [to])),
  );
  const roots = [...late, ...out.flatMap(({ to }) => to ?? [])].filter((file) => graph.modules.has(file));
  // A test is not loaded again by what it uses.
  const isTest = (file: string): boolean =>
    users.includes(file) && graph.modules.get(file)!.file.roles.includes('test');
  return new Set([...roots, ...loadedBy(graph, roots)].filter((file) => !isTest(file)));
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
  const atLoad = unitsPossiblyCalled(facts, { except: new Set(facts.testCallbacks.map(({ unit }) => unit)) });
  const waits = facts.free
    .filter((f) => f.kind === 'require.cache')
    .every(({ unit }) => unit !== 0 && !atLoad.has(unit));
  if ((isTest || isProgram) && waits) return new Set();
  return isProgram ? new Set([path, ...loadedBy(graph, [path])]) : null;
}

/** A runner starts a process for every test file, so that what one test does no other file sees. */
function startsProcesses(json: PackageJson): boolean {
  return scriptTexts(json)
    .flatMap(commandsOf)
    .some((command) => {
      const tools = command.map(toolName);
      return tools.includes('tap') || tools.includes('ava') || (tools.includes('node') && tools.includes('--test'));
    });
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
