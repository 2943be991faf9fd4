import type { ExportAssignment, ModuleFacts, ValueFacts } from '../../analyse/facts.js';

const isWhole = ({ targets }: ExportAssignment): boolean =>
  targets.some(({ object, key }) => object === 'module.exports' && key === null);

/** The value that a CommonJS file assigns to a member of its exports (null: to `module.exports`), where there is only one. */
export function exportedValue({ exports: { assignments } }: ModuleFacts, key: string | null): ValueFacts | null {
  const found = assignments.filter((a) => a.targets.some((t) => t.object !== 'local' && t.key === key));
  if (found.length === 1) return found[0]!.value;
  if (found.length > 1 || key === null) return null;
  for (const assignment of assignments) {
    const property = isWhole(assignment) ? assignment.value.properties?.find((p) => p.key === key) : undefined;
    if (property) return property.value;
  }
  return null;
}

/** The function a file exports under a path, `class` for one without code of its own, or the request that it passes on. */
export function exportedUnit(
  facts: ModuleFacts,
  path: string[],
): number | 'class' | { request: number; path: string[] } | null {
  const wanted = path[0] ?? null;
  const value = exportedValue(facts, wanted);
  if (!value && wanted !== null) {
    const whole = facts.exports.assignments.filter(isWhole);
    if (whole.length !== 1 || whole[0]!.value.kind !== 'require') return null;
    return { request: whole[0]!.value.request!, path: [...whole[0]!.value.members, ...path] };
  }
  if (!value) return null;
  const rest = wanted === null ? [] : path.slice(1);
  if (value.kind === 'require') return { request: value.request!, path: [...value.members, ...rest] };
  if (rest.length > 0) return null;
  if (value.unit !== null) return value.unit;
  if (value.kind === 'identifier' && value.name !== null) {
    const binding = facts.bindings.find((b) => b.name === value.name);
    if (binding?.unit != null) return binding.unit;
    if (binding?.plainClass) return 'class';
    const request = facts.requests.find((r) => r.local === value.name);
    if (request) return { request: request.id, path: [] };
  }
  return value.plainClass ? 'class' : null;
}
