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
  /** For a module, the module that it imports first, for the order alone. */
  before: Map<string, string>;
  /** By page, by run: the modules that the entry imports, in order. */
  entries: Map<string, string[][]>;
}

/**
 * Finds the fewest imports for order's sake under which every page runs its modules in script order.
 * Starts from the chain (each module imports the one before it, the page loads the last), which is right wherever the
 * pages agree, and takes away each link that nothing needs.
 * @returns the pages whose order no chain keeps: there, imports of later scripts have to go
 */
export function findSpine(
  pages: readonly ModuleRuns[],
  importsOf: (id: string) => readonly string[],
  isLeaf: (id: string) => boolean,
): Spine | { failing: string[] } {
  const before = new Map<string, string>();
  const links: [string, string][] = [];
  for (const { runs } of pages) {
    for (const run of runs) {
      for (let i = 1; i < run.length; i++) {
        const [previous, id] = [run[i - 1]!, run[i]!];
        if (isLeaf(previous) || isLeaf(id) || before.has(id)) continue;
        const agree = pages.every((p) =>
          p.runs.every((r) => !r.includes(id) || (r.includes(previous) && r.indexOf(previous) < r.indexOf(id))),
        );
        if (!agree) continue;
        before.set(id, previous);
        links.push([id, previous]);
      }
    }
  }
  const entriesOf = (run: readonly string[]): string[] => run.filter((id, i) => before.get(run[i + 1]!) !== id);
  const isPageRight = ({ runs }: ModuleRuns): boolean => {
    const entries = runs.map(entriesOf);
    const wanted = runs.flat();
    const members = new Set(wanted);
    const actual = evaluationOrder(entries.flat(), (id) => {
      const first = before.get(id);
      return first === undefined ? importsOf(id) : [first, ...importsOf(id)];
    }).filter((id) => members.has(id) || !isHelper(id));
    return actual.length === wanted.length && actual.every((id, i) => id === wanted[i]);
  };
  const isRight = (): boolean => pages.every(isPageRight);
  if (!isRight()) {
    // The chain may be what is wrong (pages that disagree): try without it.
    const failing = pages.filter((p) => !isPageRight(p));
    before.clear();
    links.length = 0;
    const without = pages.filter((p) => !isPageRight(p));
    if (without.length > 0)
      return { failing: (without.length < failing.length ? without : failing).map((p) => p.page) };
  }
  for (const [id, previous] of links) {
    before.delete(id);
    if (!isRight()) before.set(id, previous);
  }
  return { before, entries: new Map(pages.map(({ page, runs }) => [page, runs.map(entriesOf)])) };
}

/** Modules that the run adds: they hold no code that could run too early. */
export const HELPER = '+';
const isHelper = (id: string): boolean => id.startsWith(HELPER);
