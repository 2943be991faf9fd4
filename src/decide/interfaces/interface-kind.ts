import type { Edge, Graph, GraphModule } from '../../link/graph.js';
import { passedOn, reexportEdge } from './handed-on.js';
import type { Interface, Needs } from './needs.js';
import type { KeyShape, Shape } from './shape.js';
import { unitsCertainlyCalled } from '../order/called-units.js';

/** Chooses the cheapest form that meets the needs. */
export function settledKind(
  graph: Graph,
  module: GraphModule,
  { shape, needs, kind }: Interface,
  staysRequire: (edge: Edge) => boolean,
): Interface['kind'] {
  // A module without exports still has an exports object for those who look at it.
  if (shape.kind === 'none') return needs.whole || needs.object || needs.default ? 'named' : kind;
  if (shape.kind === 'value') return kind;
  if (shape.kind === 'reexport') {
    const edge = reexportEdge(module, shape);
    // What stays a require() call has no name that an export declaration could hand on.
    const isProject = edge !== null && edge.to !== null && graph.modules.has(edge.to);
    return !isProject || staysRequire(edge) || isPassedBack(graph, module.path) ? 'value' : kind;
  }
  if (shape.kind === 'opaque') return 'holder';
  const cannot =
    shape.notNamed !== null ||
    needs.object ||
    cannotBeNamed(graph, module, shape, needs) ||
    // A bag with a key 'default' can't have another default export.
    (shape.keys.some((k) => k.key === 'default') && (needs.default || needs.whole));
  if (!cannot) return kind;
  return shape.replacement === null ? 'holder' : 'value';
}

/** `module.exports = require('./x')` that comes back to the file itself. */
function isPassedBack(graph: Graph, path: string): boolean {
  const seen = new Set<string>();
  for (let next = [path]; next.length > 0;) {
    next = next.flatMap((from) => passedOn(graph, from)).filter((to) => !seen.has(to));
    for (const to of next) seen.add(to);
  }
  return seen.has(path);
}

/** A member that the exports object may not have, or not show: an object made of all names always shows it. */
function isSometimesHidden({ facts }: GraphModule, key: KeyShape): boolean {
  const { assignments, calls } = facts.exports;
  if (key.property || key.calls.some((i) => calls[i]!.enumerable)) return false;
  return !key.assignments.some((i) => assignments[i]?.when === 'eager' && assignments[i].unit === 0);
}

/**
 * The same for one that a condition at the top level may leave out for good, or that only a later call of a function sets:
 * users of the package would see it.
 */
function isMaybeMissing(module: GraphModule, key: KeyShape): boolean {
  if (!isSometimesHidden(module, key)) return false;
  const called = unitsCertainlyCalled(module.facts);
  const units = key.assignments.map((i) => module.facts.exports.assignments[i]?.unit);
  return units.every((unit) => unit === 0 || (unit !== undefined && !called.has(unit)));
}

function cannotBeNamed(graph: Graph, module: GraphModule, shape: Shape, needs: Needs): boolean {
  // An object that says __esModule must go on saying so.
  if (shape.marker && (needs.whole || needs.moduleExports)) return true;
  if (needs.whole && shape.keys.some((key) => isSometimesHidden(module, key))) return true;
  const isPublic = needs.default && needs.moduleExports;
  if (isPublic && shape.keys.some((key) => isMaybeMissing(module, key))) return true;
  // Methods and arrows are no constructors and have no prototype; the functions that would stand for them do.
  const methods = new Set(shape.keys.filter((k) => k.property?.kind === 'method').map((k) => k.key));
  if (methods.size === 0) return false;
  const edges = [...module.in, ...module.dynamic];
  const uses = edges.flatMap((e) => e.request.uses);
  const testsPrototypes = (path: string): boolean =>
    graph.modules.get(path)!.facts.hazards.some((h) => h.kind === 'prototype-test');
  if (edges.some((e) => e.request.uses.some((u) => u.kind === 'computed') && testsPrototypes(e.from))) return true;
  return uses.some(
    (u) => u.key !== null && methods.has(u.key) && (u.kind === 'construct-member' || u.then === 'prototype'),
  );
}
