import type { ModuleFacts, UseFacts } from '../analyse/facts.js';
import type { GraphModule } from '../link/graph.js';
import { isBindingName } from '../analyse/identifier-names.js';
import { unitsPossiblyCalled } from './order/called-units.js';
import type { Names } from './names.js';
import type { ExportPlan, NamedExport, RequestPlan } from './plan.js';
import type { KeyShape } from './interfaces/shape.js';

/** Chooses for each member of a module's exports the binding that is exported under its name. */
export function planMembers(
  module: GraphModule,
  keys: readonly KeyShape[],
  isStatic: (request: number) => boolean,
  names: Names,
): NamedExport[] {
  const planned = keys.map((key) => planKey(module.facts, key, isStatic, names));
  shareChains(keys, planned);
  const read = textReads(module);
  for (const name of planned) name.keepsText = read.has(name.key);
  return planned;
}

/** `f.toString()` shows the words between `function` and the parameters: adding a name there would be seen. */
function textReads(module: GraphModule): Set<string> {
  const read = new Set<string>();
  const note = ({ key, then }: UseFacts): void => {
    if (key !== null && (then === 'toString' || then === 'toSource')) read.add(key);
  };
  for (const ref of module.facts.exports.refs) note(ref.use);
  for (const { request } of module.in) {
    request.uses.forEach(note);
    // `const { f } = require('./x'); f.toString()`
    for (const { key, use } of request.parts) if (/^to(String|Source)$/.test(use.key ?? '')) read.add(key);
  }
  return read;
}

/** `exports.a = exports.b = value`: one constant under several names. */
function shareChains(keys: readonly KeyShape[], planned: NamedExport[]): void {
  const first = new Map<number, NamedExport>();
  keys.forEach((key, i) => {
    const name = planned[i]!;
    const assignment = key.assignments[0];
    if (name.kind !== 'const' || assignment === undefined) return;
    const primary = first.get(assignment);
    if (primary) Object.assign(name, { kind: 'binding', local: primary.local });
    else first.set(assignment, name);
  });
}

function planKey(facts: ModuleFacts, key: KeyShape, isStatic: (request: number) => boolean, names: Names): NamedExport {
  const bound = boundValue(facts, key);
  if (bound !== null && !isHidden(facts, key, bound))
    return { key: key.key, local: bound, kind: 'binding', request: null, live: isLive(facts, key), keepsText: false };
  const request = importedValue(facts, key);
  // Its local name is the one that the import gets: see `completeNames`.
  if (request !== null && isStatic(request))
    return { key: key.key, local: '', kind: 'import', request, live: false, keepsText: false };
  const live = isLive(facts, key);
  const writes = key.assignments.length + (key.property ? 1 : 0);
  const kind = isReadEarly(facts, key) ? 'var' : live || writes > 1 ? 'let' : 'const';
  return { key: key.key, local: localFor(facts, key, names), kind, request: null, live, keepsText: false };
}

/** The binding behind a member that is set once, to something with a name that never changes afterwards. */
function boundValue(facts: ModuleFacts, key: KeyShape): string | null {
  if (key.assignments.length + key.calls.length + (key.property ? 1 : 0) !== 1) return null;
  const assignment = facts.exports.assignments[key.assignments[0] ?? -1];
  if (assignment && (assignment.when !== 'eager' || assignment.unit !== 0 || assignment.operator !== '=')) return null;
  // `var a = exports.a = value`: the declared name is the binding.
  if (assignment?.container.kind === 'declarator') {
    const { name } = assignment.container;
    return name !== null && isStable(facts, name, assignment.range.end) ? name : null;
  }
  // `a = exports.a = value`, with `a` declared before.
  const other = assignment?.targets.find((t) => t.object === 'local' && t.name !== null);
  if (other || assignment?.container.kind === 'expression') return null;
  const { value } = key;
  if (value?.kind !== 'identifier' || !value.topLevel || value.name === null) return null;
  return isStable(facts, value.name, value.range.end) ? value.name : null;
}

/** A place that reads the member sees something else under the name of its binding. */
function isHidden(facts: ModuleFacts, key: KeyShape, bound: string): boolean {
  const refs = key.refs.map((i) => facts.exports.refs[i]!);
  if (bound === key.key) return refs.some((ref) => ref.keyShadowed);
  return facts.sharedNames.includes(bound) && refs.some((ref) => ref.nested);
}

/** The request whose value a member is: `exports.a = require('./a')`, `module.exports = { a: require('./a').b }`. */
function importedValue(facts: ModuleFacts, key: KeyShape): number | null {
  const { value } = key;
  if (value?.kind !== 'require' || value.request === null || value.members.length > 1) return null;
  if (key.assignments.length + (key.property ? 1 : 0) !== 1 || key.calls.length > 0) return null;
  const assignment = facts.exports.assignments[key.assignments[0] ?? -1];
  if (
    assignment &&
    (assignment.container.kind !== 'statement' ||
      !assignment.container.topLevel ||
      assignment.targets.length > 1 ||
      assignment.operator !== '=')
  )
    return null;
  return value.request;
}

/** Names the imported members of a named plan, once the imports are planned. */
export function completeNames(
  plan: ExportPlan,
  requests: RequestPlan[],
  facts: ModuleFacts,
  names: Names | undefined,
): void {
  if (plan.kind !== 'named' || !names) return;
  for (const name of plan.names) {
    if (name.kind !== 'import') continue;
    const request = requests[name.request!]!;
    const read = facts.requests[name.request!]!.uses[0]?.key ?? null;
    name.local = request.replacement!;
    if (read !== null && request.members === 0 && facts.requests[name.request!]!.uses[0]?.kind === 'member') {
      name.kind = 'const';
      name.local = names.allocate(name.key, `${name.key}Value`);
    }
  }
  const direct = new Set(plan.names.filter((n) => isDirect(plan, n, requests, facts)));
  for (const assignment of facts.exports.assignments) {
    // Between other members an import would lose its place among the requests: all of a literal, or nothing of it.
    const properties = assignment.value.properties ?? [];
    const members = plan.names.filter((n) => properties.some((p) => p.key === n.key));
    if (members.some((n) => !direct.has(n))) for (const n of members) direct.delete(n);
  }
  for (const name of direct) name.kind = 'reexport';
}

/** True for a member that only hands on what a request imports: nothing in the file reads it or the import. */
function isDirect(
  plan: Extract<ExportPlan, { kind: 'named' }>,
  name: NamedExport,
  requests: RequestPlan[],
  facts: ModuleFacts,
): boolean {
  if (name.kind !== 'import' || plan.facade !== null) return false;
  const request = requests[name.request!]!;
  if (request.sharedWith !== null || request.json || requests.some((r) => r.sharedWith === name.request)) return false;
  return facts.exports.refs.every((r) => r.use.key !== name.key || r.use.kind === 'write');
}

/** Assigned again after the module loaded, or maybe not assigned while loading. */
function isLive(facts: ModuleFacts, key: KeyShape): boolean {
  return key.assignments.some((index) => {
    const assignment = facts.exports.assignments[index];
    return !assignment || assignment.unit !== 0;
  });
}

/**
 * Read (or written out of order) before it is assigned, maybe by its own value (`exports.a = exports.a || {}`): only
 * `var` is undefined there, as the member was.
 */
function isReadEarly(facts: ModuleFacts, key: KeyShape): boolean {
  const assignments = key.assignments.flatMap((i) => facts.exports.assignments[i] ?? []);
  const atLoad = assignments.filter((a) => a.unit === 0);
  const sites = (atLoad.length > 0 ? atLoad : assignments).map((a) => a.range);
  if (key.property) sites.push(key.property.range);
  const start = Math.min(...sites.map((site) => site.start));
  const end = Math.min(...sites.map((site) => site.end));
  const called = unitsPossiblyCalled(facts, { until: end });
  // `init(); function init() { exports.a = 1; }`: the declaration stands before the function, and so behind the call.
  if (assignments.some((a) => called.has(a.unit))) return true;
  return key.refs.some((index) => {
    const { use, range } = facts.exports.refs[index]!;
    if (use.unit !== 0) return called.has(use.unit);
    return range.start < (use.kind === 'write' ? start : end);
  });
}

/** The name that an exported member gets in the file: the key itself where nothing else has it. */
function localFor(facts: ModuleFacts, key: KeyShape, names: Names): string {
  const { value } = key;
  const ownName = (value?.kind === 'function' || value?.kind === 'class') && value.name === key.key;
  const isTopLevel = facts.bindings.some((b) => b.name === key.key) || facts.freeNames.includes(key.key);
  const isShadowed = key.refs.concat(writeRefs(facts, key)).some((i) => facts.exports.refs[i]!.keyShadowed);
  if (isBindingName(key.key) && !isTopLevel && !isShadowed && !isCaptured(facts, key.key, ownName)) {
    names.claim(key.key);
    return key.key;
  }
  return names.allocate(key.key, `${key.key}Value`);
}

function writeRefs(facts: ModuleFacts, key: KeyShape): number[] {
  return facts.exports.refs.flatMap((r, i) => (r.use.kind === 'write' && r.use.key === key.key ? [i] : []));
}

/** A top-level name must not hide what inner code means by it; inner declarations of the name are no problem. */
function isCaptured(facts: ModuleFacts, name: string, ownName: boolean): boolean {
  return !ownName && facts.freeNames.includes(name);
}

/** True when a binding has its final value at an offset and keeps it. */
export function isStable(facts: ModuleFacts, name: string, at: number): boolean {
  const binding = facts.bindings.find((b) => b.name === name);
  if (!binding) return false;
  return binding.writes.every((w) => w.unit === 0 && w.at < at) && binding.initialised <= at;
}
