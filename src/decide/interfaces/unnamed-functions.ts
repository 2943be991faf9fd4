import type { ExportAssignment, ModuleFacts, ValueFacts } from '../../analyse/facts.js';
import type { Shape } from './shape.js';

/** True for an exported function or class that has the name '': assignment to a member gives none. */
export function isUnnamed({ exports: { assignments } }: ModuleFacts, shape: Shape, key: string | null): boolean {
  if (key !== null) {
    const member = shape.keys.find((k) => k.key === key && !k.property);
    return hasNoName(member?.value) || (member?.assignments.some((i) => hasNoName(assignments[i]?.value)) ?? false);
  }
  if (shape.replacement !== null) return hasNoName(assignments[shape.replacement]!.value);
  return unnamedAssignments(assignments).length > 0;
}

/** `module.exports = function () {}` */
export function unnamedAssignments(assignments: readonly ExportAssignment[]): ExportAssignment[] {
  return assignments.filter(
    ({ targets, value }) => hasNoName(value) && targets.some((t) => t.key === null && t.object === 'module.exports'),
  );
}

/** A function, arrow or class without a name of its own. */
export function hasNoName(value: ValueFacts | null | undefined): boolean {
  return !!value && /^(function|arrow|class)$/.test(value.kind) && value.name === null;
}
