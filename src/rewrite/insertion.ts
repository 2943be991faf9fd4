import type { ModuleFacts } from '../analyse/facts.js';
import { headerEnd } from './header.js';
import { lineStart } from './lines.js';

/** The statements at the top that only load modules. */
function leadingRequests(facts: ModuleFacts): number {
  let count = 0;
  while (facts.statements[count]?.isRequire) count++;
  return count;
}

/** Where a statement belongs that must run before all of the file's own code: after the imports at the top. */
export function afterImports(facts: ModuleFacts, source: string): { at: number; before: boolean } {
  const count = leadingRequests(facts);
  const last = facts.statements[count - 1];
  if (last) return { at: last.range.end, before: false };
  return { at: headerEnd(source), before: true };
}

/**
 * Where an import belongs whose request stands inside other code: among the imports, in the order of the requests.
 * @param statement index of the top-level statement that makes the request
 */
export function importPlace(facts: ModuleFacts, source: string, statement: number): { at: number; before: boolean } {
  for (let index = statement - 1; index >= 0; index--) {
    const facts_ = facts.statements[index]!;
    if (facts_.isRequire) return { at: facts_.range.end, before: false };
  }
  const own = facts.statements[statement];
  if (own && statement === 0 && own.type === 'VariableDeclaration')
    return { at: lineStart(source, own.range.start), before: true };
  return { at: headerEnd(source), before: true };
}
