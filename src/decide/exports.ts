import type { ModuleFacts, UseFacts } from '../analyse/facts.js';
import type { GraphModule } from '../link/graph.js';
import type { MigrateOptions } from '../options.js';
import { isBindingName } from '../rewrite/names.js';
import { unitsPossiblyCalled } from './called-units.js';
import type { Interface } from './interfaces.js';
import { type Names, nameFromSpecifier } from './names.js';
import type { ExportPlan, Facade, NamedExport, Snapshot, RequestPlan } from './plan.js';
import type { KeyShape } from './shape.js';

/** Chooses the names under which a module exports, and whether it gets a facade. */
export function planExports(
  module: GraphModule,
  own: Interface,
  isStatic: (request: number) => boolean,
  options: MigrateOptions,
  names: Names,
): ExportPlan {
  const facade: Facade = { default: own.needs.default, moduleExports: own.needs.moduleExports };
  if (exportsBySyntax(module)) return { kind: 'none' };
  switch (own.kind) {
    case 'none':
      return { kind: 'none' };
    case 'named':
      return planNamed(module, own, { ...facade, default: facade.default || own.needs.whole }, isStatic, names);
    case 'value':
      return planValue(module, own, facade, options, names);
    case 'holder':
      return planHolder(module, own, facade, names);
    case 'reexport': {
      facade.default ||= own.needs.whole;
      const assignment = own.shape.replacement!;
      const request = module.facts.exports.assignments[assignment]!.value.request!;
      // Filled in by `completeReexports`, when the target's plan is known.
      return { kind: 'reexport', request, specifier: '', assignment, star: true, name: null, facade };
    }
  }
}

/** True for a file with `export` of its own, which needs no other: it uses variables of CommonJS besides. */
export function exportsBySyntax({ facts }: GraphModule): boolean {
  return (
    facts.exports.assignments.length === 0 &&
    (facts.moduleExports.length > 0 || facts.requests.some((r) => r.form === 'export'))
  );
}

function planNamed(
  module: GraphModule,
  own: Interface,
  facade: Facade,
  isStatic: (request: number) => boolean,
  names: Names,
): ExportPlan {
  const { facts } = module;
  const planned = own.shape.keys.map((key) => planKey(facts, key, isStatic, names));
  shareChains(own, planned);
  const read = textReads(module);
  for (const name of planned) name.keepsText = read.has(name.key);
  const needsObject = facade.default || facade.moduleExports;
  return {
    kind: 'named',
    names: planned,
    facade: needsObject ? facade : null,
    facadeLocal: needsObject
      ? names.allocateAtTop(nameFromSpecifier(module.path), `${nameFromSpecifier(module.path)}Exports`)
      : '',
  };
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
function shareChains(own: Interface, planned: NamedExport[]): void {
  const first = new Map<number, NamedExport>();
  own.shape.keys.forEach((key, i) => {
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

/** True when a binding has its final value at an offset and keeps it. */
function isStable(facts: ModuleFacts, name: string, at: number): boolean {
  const binding = facts.bindings.find((b) => b.name === name);
  if (!binding) return false;
  return binding.writes.every((w) => w.unit === 0 && w.at < at) && binding.initialised <= at;
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
  const isShadowed = key.refs
    .concat(key.assignments.length > 1 || isLive(facts, key) ? writeRefs(facts, key) : [])
    .some((i) => facts.exports.refs[i]!.keyShadowed);
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

function planValue(
  module: GraphModule,
  own: Interface,
  facade: Facade,
  options: MigrateOptions,
  names: Names,
): ExportPlan {
  const { facts } = module;
  const index = own.shape.replacement!;
  const assignment = facts.exports.assignments[index]!;
  const { value, container } = assignment;
  let local: string | null = null;
  let declares = false;
  let isOwnName = false;
  const isSeen = (name: string): boolean =>
    !facts.sharedNames.includes(name) || ![...own.shape.refs].some((i) => facts.exports.refs[i]!.nested);
  if (
    container.kind === 'declarator' &&
    container.name !== null &&
    isSeen(container.name) &&
    isStable(facts, container.name, assignment.range.end)
  ) {
    local = container.name;
    isOwnName = true;
  } else if (
    value.kind === 'identifier' &&
    value.topLevel &&
    isSeen(value.name!) &&
    isStable(facts, value.name!, value.range.end)
  ) {
    local = value.name!;
    isOwnName = true;
  } else if ((value.kind === 'function' || value.kind === 'class') && value.name !== null) {
    const isFree = !facts.bindings.some((b) => b.name === value.name) && !facts.freeNames.includes(value.name);
    if (
      isFree &&
      isSeen(value.name) &&
      container.kind === 'statement' &&
      assignment.targets.every((t) => t.object !== 'local')
    ) {
      local = value.name;
      isOwnName = true;
      declares = true;
    }
  }
  const hasSnapshots = own.needs.names.size > 0;
  const needsLocal = own.shape.refs.size > 0 || facade.moduleExports || hasSnapshots;
  if (local === null && needsLocal) {
    local = allocateObject(module, names);
    declares = true;
  }
  const exportName = isOwnName && options.valueExports === 'named' && !isImported(facts, local!) ? local : null;
  return {
    kind: 'value',
    assignment: index,
    local: local ?? '',
    declares,
    exportName,
    facade: { default: exportName === null || facade.default, moduleExports: facade.moduleExports },
    snapshots: snapshots(facts, own, names, local),
    anonymous: own.needs.anonymous,
  };
}

/** A name for the exports, which stands wherever the file writes `exports` or `module.exports`. */
function allocateObject({ facts, path }: GraphModule, names: Names): string {
  const base = nameFromSpecifier(path);
  const isNested = facts.exports.refs.some((ref) => ref.nested && ref.object !== 'alias');
  return isNested ? names.allocate(base, `${base}Exports`) : names.allocateAtTop(base, `${base}Exports`);
}

/** An import binding re-exported under its own name would say nothing: it goes out as the default. */
function isImported(facts: ModuleFacts, name: string): boolean {
  return facts.requests.some((r) => r.local === name);
}

function planHolder(module: GraphModule, own: Interface, facade: Facade, names: Names): ExportPlan {
  const { facts } = module;
  const local = allocateObject(module, names);
  const { assignments } = facts.exports;
  const replaces = (object: string): boolean =>
    assignments.some((a) => a.targets.some((t) => t.key === null && t.object === object));
  // Where nothing but `module.exports` names the object, one variable is enough.
  // `exports = …` alone makes it another object than `module.exports`.
  const hasOthers = facts.exports.refs.some((r) => r.object !== 'module.exports');
  const isSplit = replaces('exports') || (replaces('module.exports') && hasOthers);
  return {
    kind: 'holder',
    local,
    moduleLocal: isSplit ? names.allocate(`${local}Value`) : local,
    keepsModule: !replaces('module.exports'),
    rebound: replaces('exports') || (!isSplit && replaces('module.exports')),
    facade: { default: true, moduleExports: facade.moduleExports },
    snapshots: snapshots(facts, own, names, null),
  };
}

function snapshots(facts: ModuleFacts, own: Interface, names: Names, local: string | null): Snapshot[] {
  return [...own.needs.names]
    .filter((key) => key !== 'default' && key !== local)
    .map((key) => {
      const bound = boundMember(facts, key);
      if (bound !== null) return { key, local: bound, isBinding: true };
      const free = names.isFreeAtTop(key);
      if (free) names.claim(key);
      return { key, local: free ? key : names.allocate(`${key}Export`), isBinding: false };
    });
}

/** The binding that is the value of a member which is assigned once, at the top level: `module.exports.a = a`. */
function boundMember(facts: ModuleFacts, key: string): string | null {
  const found = facts.exports.assignments.filter((a) => a.targets.some((t) => t.key === key && t.object !== 'local'));
  const { value, when, unit } = found[0] ?? {};
  if (found.length !== 1 || when !== 'eager' || unit !== 0 || value?.kind !== 'identifier' || !value.topLevel)
    return null;
  return isStable(facts, value.name!, value.range.end) ? value.name : null;
}
