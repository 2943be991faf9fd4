import type { EffectFacts, ModuleFacts, UseFacts, ValueFacts } from '../analyse/facts.js';
import type { GraphModule } from '../link/graph.js';

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
      uses.some((u) => isChange(u) || (u.then !== null && changingMethods.has(u.then))) ||
      parts.some(({ use }) => isChange(use) || changingMethods.has(use.key ?? '')),
  );
}

/** A function of the file writes to its exports, or uses a variable that it exports. */
export function isChangedByItself(facts: ModuleFacts, what: string | undefined): boolean {
  if (what === 'exports' && facts.exports.refs.some((r) => r.use.kind === 'write' && r.use.unit !== 0)) return true;
  const names = exportedNames(facts);
  const uses = (e: EffectFacts): boolean =>
    e.kind === 'local' &&
    names.get(e.name) === (what === 'contents' ? 'member' : 'whole') &&
    stateOf(facts).has(e.name);
  return facts.units.slice(1).some((u) => u.effects.some(uses));
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
