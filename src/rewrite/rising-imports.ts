import type { ModuleFacts } from '../analyse/facts.js';
import type { FilePlan } from '../decide/plan.js';
import { isImport, isTidy, lastImport, mixedDeclaration, remainder, requestsIn } from './import-block.js';
import { isReexported } from './reexport.js';

const known = new WeakMap<FilePlan, ReadonlySet<number>>();

/**
 * Statements below other code whose imports are written behind those at the top of the file: that is where they are
 * evaluated anyway (ECMA-262, 16.2.1.5). Imports keep their order, so the first that has to stay where it is (for a comment
 * that speaks of it) ends the list.
 * @returns indexes of top-level statements
 */
export function risingImports(facts: ModuleFacts, plan: FilePlan, source: string): ReadonlySet<number> {
  let rising = known.get(plan);
  if (!rising) known.set(plan, (rising = findRising(facts, plan, source)));
  return rising;
}

function findRising(facts: ModuleFacts, plan: FilePlan, source: string): Set<number> {
  const rising = new Set<number>();
  let index = lastImport(facts, plan, source, 0) + 1;
  // Its imports stand in front of it, at the end of the others.
  if (mixedDeclaration(facts, plan, index)) index++;
  for (; index < facts.statements.length; index++) {
    const imports = requestsIn(facts, index).filter((r) => plan.requests[r.id]!.sharedWith === null);
    const mixed = mixedDeclaration(facts, plan, index);
    if ((!mixed && !isImport(facts, plan, index)) || imports.length === 0) continue;
    const isOther = imports.some(
      (r) =>
        isReexported(plan, r.id) || (r.form !== 'require' && r.form !== 'import()') || r.site.kind === 'declaration',
    );
    const { range } = facts.statements[index]!;
    const stays = mixed ?? remainder(facts, plan, index);
    const isPlain = stays ? !/\/[/*]/.test(source.slice(range.start, range.end)) : isTidy(source, range);
    if (isOther || !isPlain) break;
    rising.add(index);
  }
  return rising;
}

/** The order of an import among those that are inserted behind the imports at the top: below that of other lines. */
export const risingOrder = (facts: ModuleFacts, statement: number): number => statement / (facts.statements.length + 1);
