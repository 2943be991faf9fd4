import type { ModuleFacts } from '../../analyse/facts.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import { computedRemoval, loadedAgain, reloadable } from '../loading/cache-removal.js';
import { replacedLate } from '../order/changes.js';
import { loadedBy } from '../../link/closure.js';
import type { Effects } from '../order/order.js';
import { programsOnStdin } from './job-order.js';
import { failingWrites } from './failing-writes.js';
import { parentsLookedAt } from './parent-chain.js';
import { plainThisCalls, takenMethods } from './plain-this.js';
import { looksForItself, readOnlyWrites } from './read-only-writes.js';
import { retriedLoads } from './retried-loads.js';
import { testsWithTapFolder } from '../test-tools/tap-folders.js';
import { isEntry, loadedWhileHooked, loaderCache, loaderHooks, mainModuleRead } from './module-system.js';

/** Why a file stays CommonJS, and the finding that says so. */
export interface Kept {
  rule: string;
  at: number;
  reason: string;
  advice: string;
}

/**
 * Finds the files whose behaviour only CommonJS keeps, by what they do to the module system or what others do to them:
 * they stay CommonJS, which is exact. Measured: F02, F04, O08, O09, O22 (`docs/measured.md`).
 */
export function findCommonJsOnly(
  graph: Graph,
  sources: ReadonlyMap<string, string>,
  effects: Effects,
): Map<string, Kept> {
  const kept = new Map<string, Kept>();
  const keep = (path: string, rule: string, at: number, reason: string, advice: string): void => {
    if (!kept.has(path)) kept.set(path, { rule, at, reason, advice });
  };
  for (const module of graph.modules.values()) {
    const hook = loaderHooks(module)[0];
    if (hook)
      keep(
        module.path,
        'module-hook',
        hook.at,
        hook.what,
        'Move to module.registerHooks(), which sees ES modules too.',
      );
    for (const path of loadedWhileHooked(graph, module) ?? []) {
      if (graph.modules.get(path)!.out.length === 0) continue;
      const advice = 'Let the test replace members of what the module uses, and run again.';
      keep(path, 'module-hook', 0, `what it requires passes through the hook that ${module.path} sets`, advice);
    }
    const assigned = module.facts.hazards.find((h) => h.kind === 'export-equals');
    if (assigned)
      keep(
        module.path,
        'kept-commonjs',
        assigned.range.start,
        'TypeScript compiles `export =` for CommonJS only',
        'Write `export default` or named exports in its place, change the files that import it, and run again.',
      );
    const cache = loaderCache(module);
    if (cache)
      keep(module.path, 'require-cache', cache.at, cache.what, 'ES modules are in no cache that code can see.');
    keepThenable(module, keep);
    keepReplaced(module, keep);
    keepReloaded(graph, module, keep);
  }
  for (const { path, by } of retriedLoads(graph, effects)) {
    const advice = 'Move what may fail into a function that can be called again.';
    keep(path, 'retry-failed-load', 0, `${by} tries to load it again when it fails`, advice);
  }
  keepEntries(graph, keep);
  for (const [path, { rule, at, reason, advice }] of parentsLookedAt(graph, sources))
    keep(path, rule, at, reason, advice);
  for (const { path, at, reason } of programsOnStdin(graph))
    keep(path, 'job-order', at, reason, 'Do the work when stdin has ended, and run again.');
  for (const { path, at, what } of testsWithTapFolder(graph, sources))
    keep(path, 'main-module', at, what, 'Update tap to version 15 or later, and run again.');
  for (const { path, at, of, isComputed } of failingWrites(graph)) {
    const what = isComputed ? 'by a key that may be that of a member that cannot change' : 'that cannot change';
    const reason = `it writes to a member of ${path === of ? 'its exports' : of} ${what}, which throws in strict mode`;
    const advice = isComputed
      ? "Add 'use strict' where no key is that of such a member (a function has 'name' and 'length'), and run again."
      : 'Remove the write: it has no effect.';
    keep(path, 'sloppy-code', at, reason, advice);
  }
  for (const { path, at, key, of } of readOnlyWrites(graph)) {
    if (looksForItself(graph, sources, path)) continue;
    const reason = `it writes to a member '${key}', which something of ${of} has for reading only; strict mode throws there`;
    keep(path, 'sloppy-code', at, reason, "Ask for a setter, or write to another member, and add 'use strict'.");
  }
  for (const { path, at, from } of [...plainThisCalls(graph), ...takenMethods(graph)]) {
    const reason = `${from} calls a function of it without an object, and the function reads this, which strict mode leaves undefined`;
    keep(path, 'sloppy-code', at, reason, 'Pass what the function needs as a parameter, or call it with new.');
  }
  return kept;
}

type Keep = (path: string, rule: string, at: number, reason: string, advice: string) => void;

/**
 * A named export called `then` makes import() wait for a call that nobody makes, and so does starting the program
 * (E13). Where users may import the name, only CommonJS keeps both; and where the project calls import() on it,
 * which calls the member of CommonJS exports, too.
 */
function keepThenable({ path, file, facts, in: loads, dynamic }: GraphModule, keep: Keep): void {
  const isThen = ({ key }: { key: string | null }): boolean => key === 'then';
  const { assignments } = facts.exports;
  const found = assignments.find((a) => a.targets.some(isThen) || (a.value.properties ?? []).some(isThen));
  const importing = [...loads, ...dynamic].find(({ request }) => request.form === 'import()');
  if (!found || !(file.roles.includes('public') || importing)) return;
  const reason = importing
    ? `import() in ${importing.from} calls its 'then'`
    : "users may import its 'then', which makes import() of an ES module wait for it";
  keep(path, 'kept-commonjs', found.range.start, reason, "Give the member another name than 'then'.");
}

/**
 * `module.exports` gets another value after the load: who has required the file keeps the old value, and who requires it
 * from then on gets the new one. An import is one binding for both.
 */
function keepReplaced({ path, facts }: GraphModule, keep: Keep): void {
  const late = replacedLate(facts);
  if (!late) return;
  const reason = 'it assigns to module.exports again when it has loaded already';
  keep(path, 'kept-commonjs', late.range.start, reason, 'Export an object, and change a member of it.');
}

/** `module.exports = null`, `module.exports = exports.missing`: Node fails on an import of such a file. */
function mayBeNothing({ exports }: ModuleFacts): boolean {
  const reads = new Set(exports.refs.filter(({ use }) => use.kind === 'member').map(({ range }) => range.start));
  return exports.assignments.some(
    ({ targets, value }) =>
      targets.some((t) => t.key === null && t.object === 'module.exports') &&
      (/^(undefined|literal)$/.test(value.kind) || reads.has(value.range.start)),
  );
}

/** Entries are taken out of `require.cache` by keys that the syntax does not show. */
function keepReloaded(graph: Graph, module: GraphModule, keep: Keep): void {
  const again = computedRemoval(module.facts) ? reloadable(graph, module) : loadedAgain(module);
  const reason = `${module.path} takes modules out of require.cache, to load them again`;
  for (const path of again) keep(path, 'require-cache', 0, reason, reloadAdvice);
}

const reloadAdvice = 'Give the module a function that resets its state, and call that in place of loading it again.';

/** `process.mainModule` and `require.main` are undefined when the program starts in an ES module (F02). */
function keepEntries(graph: Graph, keep: Keep): void {
  const readers = [...graph.modules.values()].flatMap((module) => {
    const place = mainModuleRead(module);
    return place ? [{ module, place }] : [];
  });
  if (readers.length === 0) return;
  for (const entry of graph.modules.values()) {
    if (!isEntry(entry)) continue;
    const loaded = loadedBy(graph, [entry.path]);
    for (const { module, place } of readers) {
      const advice = 'Hand the path of the program to the module that needs it, as an argument.';
      if (module === entry) keep(entry.path, 'main-module', place.at, `it ${place.what}`, advice);
      else if (loaded.has(module.path))
        keep(
          entry.path,
          'main-module',
          0,
          `${module.path} ${place.what}, which is undefined when an ES module is started`,
          advice,
        );
    }
  }
}

/**
 * Files that must be loaded by require(): they ask who required them (an import gives them no parent, F04), or get another
 * `module.exports` later.
 * @param isKept the file stays CommonJS
 * @returns paths, each with the reason
 */
export function loadedByRequire(
  graph: Graph,
  isKept: (path: string) => boolean,
  readsParent: (module: GraphModule) => boolean,
): Map<string, string> {
  const required = new Map<string, string>();
  for (const module of graph.modules.values()) {
    if (!isKept(module.path)) continue;
    if (readsParent(module)) required.set(module.path, 'it looks at the module that required it');
    if (mayBeNothing(module.facts))
      required.set(module.path, 'its exports may be null or undefined, which no import takes');
    if (replacedLate(module.facts)) required.set(module.path, 'its exports become another value after it has loaded');
  }
  return required;
}
