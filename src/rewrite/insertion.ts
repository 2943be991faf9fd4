import type { ModuleFacts } from '../analyse/facts.js';
import type { FilePlan } from '../decide/plan.js';
import { headerEnd } from './header.js';
import { isImport, lastImport, mixedDeclaration, remainder, requestsIn } from './import-block.js';
import { behindComment, lineStart } from './lines.js';
import { risingImports, risingOrder } from './rising-imports.js';
import { continuesStatement } from './remove-statement.js';
import type { RewriteContext } from './transform.js';

/** Where a statement belongs that must run before all of the file's own code: after the imports at the top. */
export function afterImports(facts: ModuleFacts, plan: FilePlan, source: string): { at: number; before: boolean } {
  const count = lastImport(facts, plan, source, 0) + 1;
  const mixed = mixedDeclaration(facts, plan, count) ?? remainder(facts, plan, count - 1);
  if (mixed) return { at: mixed.range.start, before: true };
  const last = facts.statements[count - 1];
  if (last) return { at: behindComment(source, last.range.end), before: false };
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
): { at: number; before: boolean; mixed: boolean; order: number } {
  const rising = risingImports(facts, plan, source);
  const order = risingOrder(facts, statement);
  for (let index = statement - 1; index >= 0; index--) {
    if (writesNoImport(facts, plan, index)) continue;
    if (rising.has(index)) return { ...afterImports(facts, plan, source), mixed: false, order };
    const mixed = mixedDeclaration(facts, plan, index) ?? remainder(facts, plan, index);
    if (mixed) return { at: mixed.range.start, before: true, mixed: true, order: 0 };
    if (isImport(facts, plan, index))
      return { at: behindComment(source, facts.statements[index]!.range.end), before: false, mixed: false, order: 0 };
  }
  return { at: headerEnd(source), before: true, mixed: false, order: 0 };
}

/** True for a statement of requires that name what earlier imports have: `const { a } = require('./x')` below such an import. */
function writesNoImport(facts: ModuleFacts, plan: FilePlan, index: number): boolean {
  const requests = requestsIn(facts, index);
  return requests.length > 0 && requests.every((r) => plan.requests[r.id]!.sharedWith !== null);
}

/**
 * Inserts lines at a place that `afterImports` or `importPlace` gave: imports have order 1, what is made of them 2, other
 * declarations 3.
 */
export function insertLines(
  context: RewriteContext,
  place: { at: number; before: boolean },
  lines: readonly string[],
  order: number,
): void {
  const { edits, style } = context;
  const text = lines.join(style.eol);
  if (!place.before) {
    edits.insertAfter(place.at, style.eol + text, order);
    return;
  }
  edits.insertBefore(place.at, text + style.eol, order);
  context.top = { at: place.at, blankLine: (context.top?.blankLine ?? false) || order < 3 };
}

/** Separates what was inserted above the first statement from it: by a blank line, and where it needs one a semicolon. */
export function closeTop({ top, edits, source, style, semi }: RewriteContext): void {
  if (!top) return;
  if (top.blankLine) edits.insertBefore(top.at, style.eol, LAST);
  if (semi === '' && continuesStatement(source, top.at)) edits.insertBefore(top.at, ';', LAST);
}

/** The order of what the file does itself and that moves below its imports: behind what is declared for it. */
export const OWN_CODE = 4;

/** Behind all other lines that are inserted at a place. */
const LAST = 9;

/** The order of what belongs to the statement itself, such as the word `export`: imports may stand above it. */
export const PART_OF_STATEMENT = 10;

/** The start of a statement with the semicolon that protects it in a file without semicolons: `;[1].map(f)`. */
export function protectedStart(source: string, statement: number): number {
  const start = lineStart(source, statement);
  const guard = /^\s*;\s*$/.exec(source.slice(start, statement));
  return guard ? start + guard[0].indexOf(';') : statement;
}
