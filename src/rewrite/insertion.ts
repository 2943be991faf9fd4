import type { ModuleFacts } from '../analyse/facts.js';
import type { FilePlan } from '../decide/plan.js';
import { headerEnd } from './header.js';

/** True for a statement that will be nothing but import declarations. */
function isImport(facts: ModuleFacts, plan: FilePlan, index: number): boolean {
  if (!facts.statements[index]?.isRequire) return false;
  return facts.requests.every((r) => r.statement !== index || plan.requests[r.id]!.form !== 'createRequire');
}

/** The statements at the top that only load modules. */
function leadingRequests(facts: ModuleFacts, plan: FilePlan): number {
  let count = 0;
  while (isImport(facts, plan, count)) count++;
  return count;
}

/** Where a statement belongs that must run before all of the file's own code: after the imports at the top. */
export function afterImports(facts: ModuleFacts, plan: FilePlan, source: string): { at: number; before: boolean } {
  const count = leadingRequests(facts, plan);
  const last = facts.statements[count - 1];
  if (last) return { at: last.range.end, before: false };
  return { at: headerEnd(source), before: true };
}

/**
 * Where an import belongs whose request stands inside other code: among the imports, in the order of the requests.
 * @param statement index of the top-level statement that makes the request
 */
export function importPlace(
  facts: ModuleFacts,
  plan: FilePlan,
  source: string,
  statement: number,
): { at: number; before: boolean } {
  for (let index = statement - 1; index >= 0; index--) {
    if (isImport(facts, plan, index)) return { at: facts.statements[index]!.range.end, before: false };
  }
  return { at: headerEnd(source), before: true };
}
