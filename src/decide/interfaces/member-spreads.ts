import type { PropertyFacts, RequestFacts } from '../../analyse/facts.js';
import { isBindingName } from '../../analyse/identifier-names.js';
import type { Graph, GraphModule } from '../../link/graph.js';
import type { Range } from '../../range.js';
import type { Plan } from '../plan.js';

/**
 * A statement that gives the exports all members of other modules, where it is known which those are:
 * `module.exports = { ...require('./a'), b }`, `Object.assign(exports, require('./a'))`.
 */
export interface MemberSpread {
  statement: Range;
  sources: SpreadSource[];
  /** The object that `Object.assign` writes to; null for a literal. */
  target: Range | null;
}

/** A module that is spread. */
export interface SpreadSource {
  /** The part of the literal, or the argument. */
  range: Range;
  request: RequestFacts;
  /** The request is bound to a variable that serves for nothing else. */
  isOnlyUse: boolean;
  keys: string[];
}

/** More names than these are easier to read as a spread. */
const maximalKeys = 40;

/**
 * Finds in each file a spread that can be written out as names, so that they become named exports: it spreads modules of
 * the project with named exports that never change after their load, and no name comes twice.
 * @returns by path
 */
export function memberSpreads(graph: Graph, plan: Plan): Map<string, MemberSpread> {
  const cyclic = new Set(graph.components.filter((members) => members.length > 1).flat());
  const found = new Map<string, MemberSpread>();
  for (const module of graph.modules.values()) {
    if (plan.files.get(module.path)?.action !== 'convert' || cyclic.has(module.path)) continue;
    const spread = spreadLiteral(module, plan) ?? assignedMembers(module, plan);
    if (spread) found.set(module.path, spread);
  }
  return found;
}

function spreadLiteral(module: GraphModule, plan: Plan): MemberSpread | null {
  const { exports } = module.facts;
  const replacing = exports.assignments.filter((a) => a.targets.some((t) => t.key === null && t.object !== 'local'));
  const [only] = replacing;
  if (replacing.length !== 1 || only?.container.kind !== 'statement' || !only.container.topLevel) return null;
  const properties = only.value.properties ?? [];
  const last = properties.findLastIndex((p) => p.kind === 'spread');
  if (last < 0 || !properties.slice(0, last).every(isInert)) return null;
  const spread = properties.filter((p) => p.kind === 'spread');
  const own = properties.flatMap((p) => (p.kind === 'spread' ? [] : [p.key]));
  const sources = allSources(module, spread, own, plan);
  return sources && { statement: only.container.range, sources, target: null };
}

/** `Object.assign(exports, require('./a'))`. */
function assignedMembers(module: GraphModule, plan: Plan): MemberSpread | null {
  const { calls, refs, assignments } = module.facts.exports;
  const own = assignments.flatMap((a) => a.targets.map((target) => target.key));
  for (const [index, { kind, topLevel, when, statement, values }] of calls.entries()) {
    const target = refs.find((ref) => ref.call === index)?.range;
    if (kind !== 'assign' || !topLevel || when !== 'eager' || !statement || !target) continue;
    const parts = values.map((value) => ({ range: value.range, value }));
    const sources = allSources(module, parts, own, plan);
    if (sources) return { statement, sources, target };
  }
  return null;
}

/** All that is spread, where all of it is known and its names are free; else null. */
function allSources(
  module: GraphModule,
  spread: readonly Pick<PropertyFacts, 'range' | 'value'>[],
  own: readonly (string | null)[],
  plan: Plan,
): SpreadSource[] | null {
  const { bindings, freeNames } = module.facts;
  const sources = spread.map((part) => sourceOf(module, part, plan));
  if (!sources.every((source) => source !== null)) return null;
  const names = sources.flatMap((source) => source.keys);
  const keys = [...names, ...own];
  const isTaken = (name: string): boolean => freeNames.includes(name) || bindings.some((b) => b.name === name);
  if (names.length > maximalKeys || new Set(keys).size < keys.length || names.some(isTaken)) return null;
  return sources;
}

/** What stands in front of a spread may run after what it loads. */
function isInert({ kind, value }: PropertyFacts): boolean {
  if (kind === 'spread' || kind === 'identifier' || kind === 'method') return true;
  return value !== null && /^(function|arrow|literal|identifier)$/.test(value.kind);
}

function sourceOf(
  { facts, out, path }: GraphModule,
  { range, value }: Pick<PropertyFacts, 'range' | 'value'>,
  plan: Plan,
): SpreadSource | null {
  const request =
    value?.kind === 'identifier' && value.topLevel
      ? facts.requests.find((r) => r.local === value.name && !r.reassigned)
      : value?.kind === 'require' && value.members.length === 0
        ? facts.requests[value.request!]
        : undefined;
  if (!request || plan.loadings.get(path)?.[request.id]?.kind !== 'static') return null;
  const target = plan.files.get(out[request.id]?.to ?? '');
  if (target?.action !== 'convert' || target.exports.kind !== 'named') return null;
  const { names } = target.exports;
  const isFixed = names.every(({ live, key }) => !live && isBindingName(key) && key !== '__esModule');
  if (names.length === 0 || !isFixed) return null;
  const isOnlyUse = request.site.kind === 'declarator' && request.uses.length === 1;
  return { range, request, isOnlyUse, keys: names.map((name) => name.key) };
}
