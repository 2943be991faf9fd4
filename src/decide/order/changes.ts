import type { EffectFacts, ExportAssignment, ModuleFacts, UseFacts, ValueFacts } from '../../analyse/facts.js';
import type { GraphModule } from '../../link/graph.js';
import { unitsCertainlyCalled } from './called-units.js';

const states = new WeakMap<ModuleFacts, Set<string>>();

/** The variables of a module that are its state: neither functions, classes, imports, nor constants. */
export function stateOf(facts: ModuleFacts): Set<string> {
  let state = states.get(facts);
  if (!state) {
    const isState = ({ kind, unit, constant }: ModuleFacts['bindings'][number]): boolean =>
      unit === null && !/^(class|function|import)$/.test(kind) && !(kind === 'const' && constant);
    state = new Set(facts.bindings.filter(isState).map(({ name }) => name));
    states.set(facts, state);
  }
  return state;
}

const changingMethods = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '),
);

export const isChange = ({ kind }: UseFacts): boolean => /^(write|delete|computed-write|patch)$/.test(kind);

/** @param what the exports themselves, or their contents; state without a name may be anything */
export function isChangedByOthers(module: GraphModule, what: string | undefined): boolean {
  const requests = module.in.map((e) => e.request);
  if (what === 'exports') return requests.some(({ uses }) => uses.some(isChange));
  return requests.some(
    ({ uses, parts }) =>
      uses.some((u) => isChange(u) || u.writesThrough || (u.then !== null && changingMethods.has(u.then))) ||
      parts.some(({ use }) => isChange(use) || changingMethods.has(use.key ?? '')),
  );
}

/** A function of the file writes to its exports, or uses a variable that it exports. */
export function isChangedByItself(facts: ModuleFacts, what: string | undefined): boolean {
  const names = exportedNames(facts);
  const isShown = hasAccessors(facts);
  // What an instance or the result of a call holds is its own affair.
  if (facts.exports.assignments.some((a) => a.value.kind === 'other' && a.targets.some((t) => t.key === null)))
    return true;
  const changes = (e: EffectFacts): boolean => {
    if (e.kind === 'write') return e.to === 'foreign' && reachedBy(facts, e.path[0]!) === what;
    if (e.kind !== 'local' || !stateOf(facts).has(e.name)) return false;
    return isShown || names.get(e.name) === (what === 'contents' ? 'member' : 'whole');
  };
  return facts.units.slice(1).some((u) => u.effects.some(changes));
}

/** What a file's functions reach by a name: its exports object, what a member of it holds, or neither. */
export function reachedBy(facts: ModuleFacts, name: string): 'exports' | 'contents' | null {
  if (name === 'exports' || name === 'module') return 'exports';
  if (name === 'this') return writesToThis(facts) ? 'exports' : null;
  if (facts.exports.aliases.some((a) => a.name === name)) return 'exports';
  const held = exportedNames(facts).get(name);
  return held === undefined ? null : held === 'whole' ? 'exports' : 'contents';
}

/**
 * An exported function writes to `this`: called as a method, that is the exports object. Constructors have a capital. In a file
 * that exports a class or an instance as a whole, a method may.
 */
function writesToThis({ exports, bindings, units }: ModuleFacts): boolean {
  const isWriter = (value: ValueFacts | null): boolean => {
    if (value?.kind !== 'identifier' || /^[A-Z]/.test(value.name!)) return value?.usesThis?.writes ?? false;
    const unit = bindings.find((b) => b.name === value.name)?.unit ?? null;
    return unit !== null && (units[unit]?.usesThis?.writes ?? false);
  };
  const isClass = ({ kind, name }: ValueFacts): boolean =>
    kind === 'class' || bindings.some((b) => b.kind === 'class' && (b.name === name || kind === 'other'));
  return exports.assignments.some(
    ({ value, targets }) =>
      (targets.some((t) => t.key === null && t.object !== 'local') && isClass(value)) ||
      isWriter(value) ||
      value.properties?.some((p) => p.usesThis?.writes || isWriter(p.value)),
  );
}

/** Reading a member runs code of the file. */
export function hasAccessors({ exports }: ModuleFacts): boolean {
  const inLiteral = exports.assignments.some((a) => a.value.properties?.some((p) => p.kind === 'get'));
  return inLiteral || exports.calls.some((c) => c.kind === 'getter' && c.values[0]?.kind === 'other');
}

const exported = new WeakMap<ModuleFacts, Map<string, 'whole' | 'member'>>();

/** The variables whose values a file exports: as its whole value, or as a member. */
export function exportedNames(facts: ModuleFacts): ReadonlyMap<string, 'whole' | 'member'> {
  const known = exported.get(facts);
  if (known) return known;
  const names = new Map<string, 'whole' | 'member'>();
  exported.set(facts, names);
  const note = (value: ValueFacts | null, as: 'whole' | 'member'): void => {
    if (value?.kind === 'identifier' && value.name !== null) names.set(value.name, as);
  };
  for (const { value, targets } of facts.exports.assignments) {
    for (const property of value.properties ?? []) note(property.value, 'member');
    note(value, targets.some((t) => t.key === null && t.object !== 'local') ? 'whole' : 'member');
  }
  return names;
}

/** Where a function that may be called after the load gives `module.exports` another value. */
export function replacedLate(facts: ModuleFacts): ExportAssignment | undefined {
  const replaces = (a: ExportAssignment): boolean =>
    a.unit !== 0 && a.targets.some((t) => t.key === null && t.object === 'module.exports');
  const found = facts.exports.assignments.filter(replaces);
  if (found.length === 0) return undefined;
  const atLoad = unitsCertainlyCalled(facts);
  return found.find((a) => !atLoad.has(a.unit));
}
