import type { ModuleFacts } from '../analyse/facts.js';
import type { Range } from '../range.js';
import type { RequestPlan } from './plan.js';

/**
 * Arguments of requests that go away or are written anew: `require(path.join(__dirname, 'x'))` becomes an import of
 * './x.js'. What stands inside them needs no edit of its own.
 * @param requests the plans, by request id
 */
export function replacedArguments({ requests }: ModuleFacts, plans: readonly RequestPlan[]): Range[] {
  const isReplaced = (id: number): boolean => {
    const { form, specifier } = plans[id]!;
    return form === 'static' || form === 'import()' || specifier !== null;
  };
  return requests.filter((r) => r.specifier !== null && isReplaced(r.id)).map((r) => r.argument);
}

/** True for a place inside one of the ranges. */
export function isInside(ranges: readonly Range[], { start, end }: Range): boolean {
  return ranges.some((range) => range.start <= start && end <= range.end);
}
