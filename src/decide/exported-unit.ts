import type { ModuleFacts } from '../analyse/facts.js';

/** The function a file exports under a path, `class` for one without code of its own, or the request that it passes on. */
export function exportedUnit(
  facts: ModuleFacts,
  path: string[],
): number | 'class' | { request: number; path: string[] } | null {
  const { assignments } = facts.exports;
  const wanted = path[0] ?? null;
  const found = assignments.filter((a) => a.targets.some((t) => t.object !== 'local' && t.key === wanted));
  let value = found.length === 1 ? found[0]!.value : null;
  if (!value && wanted !== null) {
    for (const assignment of assignments) {
      const property = assignment.value.properties?.find((p) => p.key === wanted);
      if (property && assignment.targets.some((t) => t.object === 'module.exports' && t.key === null))
        value = property.value;
    }
  }
  const whole = assignments.filter((a) => a.targets.some((t) => t.object === 'module.exports' && t.key === null));
  if (!value && wanted !== null && whole.length === 1 && whole[0]!.value.kind === 'require') {
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
