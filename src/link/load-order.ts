/**
 * The order in which ES modules run (ECMA-262 16.2.1.6.1.3, without top-level await): depth first, imports in text order.
 * @param entries the modules that a page loads, in order
 * @param importsOf the modules that one imports, in text order
 */
export function evaluationOrder(entries: readonly string[], importsOf: (id: string) => readonly string[]): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const next of importsOf(id)) visit(next);
    order.push(id);
  };
  entries.forEach(visit);
  return order;
}

/** The scripts of one page that become modules; each run (no foreign script between) gets one entry. */
export interface ModuleRuns {
  page: string;
  /** A run that is one inline script has that script alone. */
  runs: string[][];
}

export interface Spine {
  /** For a module, the modules that it imports first, for the order alone. */
  before: Map<string, string[]>;
  /** By page, by run: the modules that the entry imports, in order. */
  entries: Map<string, string[][]>;
}

/** What the search for an order knows of the modules. */
export interface LoadGraph {
  /** The modules that one imports, in text order, besides those for the order alone. */
  importsOf: (id: string) => readonly string[];
  /** Nothing can import it: an inline script. */
  isInline: (id: string) => boolean;
  /** Loading it does nothing that others could notice. */
  isPure: (id: string) => boolean;
}

/**
 * Finds the fewest imports for order's sake under which every page runs its modules in script order, as far as the order
 * can be noticed. Starts from the chain (each module imports those before it, the page loads the last), which is right
 * wherever the pages agree, and takes away each link that nothing needs.
 * @returns the pages whose order no chain keeps: there, imports of later scripts have to go
 */
export function findSpine(pages: readonly ModuleRuns[], graph: LoadGraph): Spine | { failing: string[] } {
  const before = chain(pages, graph);
  const links = [...before].flatMap(([id, list]) => list.map((previous) => [id, previous] as const));
  const importsOf = (id: string): readonly string[] => [...(before.get(id) ?? []), ...graph.importsOf(id)];
  const entriesOf = (run: readonly string[]): string[] =>
    run.filter((id, i) => !run.slice(i + 1).some((later) => before.get(later)?.includes(id)));
  const isRight = (): boolean => pages.every((p) => keepsOrder(p, p.runs.map(entriesOf), importsOf, graph));
  if (!isRight()) {
    // The chain may be what is wrong (pages that disagree): try without it.
    const wrong = (): ModuleRuns[] => pages.filter((p) => !keepsOrder(p, p.runs.map(entriesOf), importsOf, graph));
    const failing = wrong();
    before.clear();
    links.length = 0;
    const without = wrong();
    if (without.length > 0)
      return { failing: (without.length < failing.length ? without : failing).map((p) => p.page) };
  }
  for (const [id, previous] of links) {
    const all = before.get(id)!;
    before.set(
      id,
      all.filter((other) => other !== previous),
    );
    if (!isRight()) before.set(id, all);
  }
  const entries = new Map(pages.map((p) => [p.page, fewestEntries(p, p.runs.map(entriesOf), importsOf, graph)]));
  return { before, entries };
}

/**
 * Each module with those before it that no other one imports for the order, as far as all pages that have it agree: a
 * module that stands on fewer pages than the one before it imports that one, and what stands before both.
 */
function chain(pages: readonly ModuleRuns[], { isInline }: LoadGraph): Map<string, string[]> {
  const before = new Map<string, string[]>();
  for (const { runs } of pages) {
    for (const run of runs) {
      /** What no module so far imports. */
      let open: string[] = [];
      for (const id of run) {
        const comesFirst = (previous: string): boolean => {
          const holds = (r: readonly string[]): boolean =>
            !r.includes(id) || (r.includes(previous) && r.indexOf(previous) < r.indexOf(id));
          return !isInline(previous) && !isInline(id) && pages.every((p) => p.runs.every(holds));
        };
        if (!before.has(id)) before.set(id, open.slice(open.findLastIndex((previous) => !comesFirst(previous)) + 1));
        open = [...open.filter((previous) => !before.get(id)!.includes(previous)), id];
      }
    }
  }
  return before;
}

/** Leaves out entries that others load anyway. A run keeps at least one. */
function fewestEntries(
  page: ModuleRuns,
  entries: string[][],
  importsOf: (id: string) => readonly string[],
  graph: LoadGraph,
): string[][] {
  let kept = entries;
  entries.forEach((run, r) => {
    for (const id of run) {
      if (kept[r]!.length === 1) break;
      const fewer = kept.map((list, at) => (at === r ? list.filter((e) => e !== id) : list));
      if (keepsOrder(page, fewer, importsOf, graph)) kept = fewer;
    }
  });
  return kept;
}

/** Whether exactly the page's modules run, and each that does something runs after all that stood before it. */
function keepsOrder(
  { runs }: ModuleRuns,
  entries: readonly string[][],
  importsOf: (id: string) => readonly string[],
  { isPure }: LoadGraph,
): boolean {
  const wanted = runs.flat();
  const isScript = (id: string): boolean => !id.startsWith(HELPER);
  const actual = evaluationOrder(entries.flat(), importsOf).filter(isScript);
  const at = new Map(actual.map((id, i) => [id, i]));
  if (actual.length !== wanted.length || !wanted.every((id) => at.has(id))) return false;
  // What stands between two runs must find the first one done.
  const isDone = runs.every((run, r) => {
    const done = new Set(evaluationOrder(entries.slice(0, r + 1).flat(), importsOf));
    return run.every((id) => isPure(id) || done.has(id));
  });
  return isDone && wanted.every((id, i) => isPure(id) || wanted.slice(0, i).every((e) => at.get(e)! < at.get(id)!));
}

/** Marks modules that the run adds: they hold no code that could run too early. */
export const HELPER = '+';
