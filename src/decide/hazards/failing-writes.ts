import type { EffectFacts, LockFacts, ModuleFacts, UseFacts } from '../../analyse/facts.js';
import { isLockedKey } from '../../analyse/locked-values.js';
import type { Graph, GraphModule } from '../../link/graph.js';

/** A write from sloppy code that fails in silence. */
export interface FailingWrite {
  /** The file that writes. */
  path: string;
  at: number;
  /** The file whose exports it writes to. */
  of: string;
  /** The key is put together, and may be another. */
  isComputed: boolean;
}

/**
 * Finds the writes of sloppy files to members of other modules (or of their own exports) that cannot change, because that
 * module freezes them or gives them a getter only: strict code throws there. The first of each file.
 */
export function failingWrites(graph: Graph): FailingWrite[] {
  const modules = [...graph.modules.values()];
  const outside = outsideLocks(modules);
  if (outside.size === 0 && modules.every(({ facts }) => facts.locks.length === 0)) return [];
  return modules.flatMap((module) => {
    const { facts, path } = module;
    if (facts.useStrict.length > 0 || facts.syntax !== 'cjs') return [];
    const isSloppy = (use: UseFacts): boolean => !facts.units[use.unit]?.isStrict;
    const ownLocks = [...locksOf(graph, path), ...(outside.get(path) ?? [])];
    const own = facts.exports.refs.find(({ use }) => isSloppy(use) && ownLocks.some((l) => hitsOwn(l, use, facts)));
    if (own) return [{ path, at: own.use.range.start, of: path, isComputed: isComputed(own.use) }];
    for (const { request, to } of module.out) {
      if (request.form !== 'require' || to === null) continue;
      const passed = facts.passedWrites.filter((write) => write.request === request.id);
      const uses = [
        ...request.uses.map((use) => ({ at: [] as string[], use })),
        ...request.parts.map(({ key, use }) => ({ at: [key], use })),
      ].filter(({ use }) => isWrite(use) && isSloppy(use));
      const others = otherWrites(facts, request.id);
      if (uses.length === 0 && passed.length === 0 && others.length === 0) continue;
      const locks = [...locksOf(graph, to), ...(outside.get(to) ?? [])];
      const found = uses.find(({ at, use }) => locks.some((lock) => hits(lock, at, use)));
      if (found) return [{ path, at: found.use.range.start, of: to, isComputed: isComputed(found.use) }];
      const write = passed.find(({ path: at, key }) => locks.some((lock) => isHit(lock, at, key)));
      if (write) return [{ path, at: write.at, of: to, isComputed: write.key === null }];
      const other = others.find(({ target }) => {
        const key = target!.at(-1)!;
        // Which key a computed one is, `passedWrites` may tell.
        const mayHit = (lock: LockFacts): boolean => key !== '*' || lock.keys === null;
        return locks.some((lock) => mayHit(lock) && isHit(lock, target!.slice(0, -1), key));
      });
      if (other) return [{ path, at: other.at, of: to, isComputed: other.target!.at(-1) === '*' }];
    }
    return [];
  });
}

/** Writes of sloppy code to a module's value that come through other variables, objects, lists and callbacks. */
function otherWrites({ units }: ModuleFacts, request: number): Extract<EffectFacts, { kind: 'write' }>[] {
  return units.flatMap(({ effects, isStrict }) =>
    isStrict ? [] : effects.flatMap((e) => (e.kind === 'write' && e.request === request && e.target ? [e] : [])),
  );
}

/** `Object.freeze(require('./x'))`: locks of the exports of other files, which only functions of those can come after. */
function outsideLocks(modules: GraphModule[]): Map<string, LockFacts[]> {
  const found = new Map<string, LockFacts[]>();
  for (const { facts, out } of modules)
    for (const { request, keys } of facts.outsideLocks) {
      const to = out[request]?.to;
      if (to) found.set(to, [...(found.get(to) ?? []), { path: [], keys, except: [], from: Infinity }]);
    }
  return found;
}

const isWrite = ({ kind }: UseFacts): boolean => /^(write|delete|computed-write)$/.test(kind);

const isComputed = ({ kind, keys }: UseFacts): boolean => kind === 'computed-write' && keys === null;

function hits(lock: LockFacts, at: readonly string[], use: UseFacts): boolean {
  const keys = use.kind === 'computed-write' ? (use.keys ?? [null]) : [use.key];
  return isWrite(use) && keys.some((key) => isHit(lock, at, key));
}

/** @param key null: one that is put together, and may be any that is locked */
function isHit({ path, keys, except }: LockFacts, at: readonly string[], key: string | null): boolean {
  if (path.join('.') !== at.join('.')) return false;
  if (key === null) return keys === null || keys.some((locked) => locked !== '__esModule');
  return isLockedKey(keys, key) && !except.includes(key);
}

/** The same for the file that locks: only what comes after the lock, or after the exports got their value, fails. */
function hitsOwn(lock: LockFacts, use: UseFacts, { exports }: ModuleFacts): boolean {
  if (use.writesThrough && use.key !== null && use.then !== null)
    return lock.path.join('.') === use.key && isLockedKey(lock.keys, use.then);
  if (!hits(lock, [], use)) return false;
  if (lock.from > 0) return use.unit !== 0 || use.range.start >= lock.from;
  return exports.assignments.some(
    (a) =>
      (use.unit !== 0 || a.range.end <= use.range.start) &&
      a.targets.some((t) => t.key === null && t.object === 'module.exports'),
  );
}

/** The locks of what a module exports, with those of a module that it hands on. */
function locksOf(graph: Graph, path: string, seen: ReadonlySet<string> = new Set()): LockFacts[] {
  const module = graph.modules.get(path);
  if (!module || seen.has(path)) return [];
  const inner = handedOn(module).flatMap(({ key, to }) =>
    locksOf(graph, to, new Set([...seen, path])).map((lock) => ({ ...lock, path: [...key, ...lock.path], from: 0 })),
  );
  return [...module.facts.locks, ...inner];
}

/** `module.exports = require('./x')` and `exports.x = require('./x')`. */
function handedOn({ facts, out }: GraphModule): { key: string[]; to: string }[] {
  return facts.exports.assignments.flatMap(({ targets, value }) => {
    const target = targets.find((t) => t.object !== 'local');
    const to = value.request === null || value.members.length > 0 ? null : (out[value.request]?.to ?? null);
    return target && to !== null ? [{ key: target.key === null ? [] : [target.key], to }] : [];
  });
}
