import type { ExportRef, ModuleFacts, UseFacts } from '../analyse/facts.js';
import { isStable } from './exported-members.js';

/** Uses of the exports object in which its members may get other values than the file is seen to give them. */
const changing = new Set<UseFacts['kind']>(['escape', 'patch', 'delete', 'computed-write', 'computed-call', 'call']);

/**
 * The binding that has the value which a member of the exports object has at the end of the load: the member is given it
 * once, at the top level (`module.exports.a = a`, `module.exports = { a }`), and nothing is seen that may change it.
 * @param replacement index of the assignment that replaces `module.exports`, or null
 */
export function boundMember(facts: ModuleFacts, replacement: number | null, key: string): string | null {
  const { assignments, refs } = facts.exports;
  if (refs.some((ref) => mayChange(ref, key)) || callsOwnMethod(facts)) return null;
  const own = assignments.filter((a) => a.targets.some((t) => t.key === key && t.object !== 'local'));
  const literal = replacement === null ? undefined : assignments[replacement];
  const isPlain =
    literal?.container.kind === 'statement' &&
    literal.targets.every((t) => t.object !== 'local') &&
    literal.value.properties?.every((p) => p.kind !== 'spread' && p.key !== null);
  const entries = (literal?.value.properties ?? []).filter((p) => p.key === key);
  if (own.length + entries.length !== 1 || (entries.length > 0 && !isPlain)) return null;
  const { when, unit } = (own[0] ?? literal)!;
  const value = own[0]?.value ?? entries[0]!.value;
  if (when !== 'eager' || unit !== 0 || value?.kind !== 'identifier' || !value.topLevel) return null;
  return isStable(facts, value.name!, value.range.end) ? value.name : null;
}

/** A use that may change the member by ways that are no assignment of it. */
function mayChange({ use, assignment }: ExportRef, key: string): boolean {
  if (use.kind === 'write') return assignment === null && use.key === key;
  return changing.has(use.kind);
}

/** A method is called on the exports object, and a function that may be one of its methods writes to `this` or hands it on. */
function callsOwnMethod({ exports: { refs, assignments } }: ModuleFacts): boolean {
  if (!refs.some(({ use }) => use.kind === 'call-member')) return false;
  const values = assignments.flatMap(({ value }) => [value, ...(value.properties ?? [])]);
  return values.some(({ usesThis }) => usesThis !== null && (usesThis.writes || usesThis.escapes));
}
