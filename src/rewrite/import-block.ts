import type { DeclarationFacts, ModuleFacts, RequestFacts } from '../analyse/facts.js';
import type { FilePlan } from '../decide/plan.js';
import type { Range } from '../range.js';
import { isAloneOnLine, lineStart } from './lines.js';
import { isReexported } from './reexport.js';

const statements = new WeakMap<ModuleFacts, Map<number, RequestFacts[]>>();

/** The requests that stand in a top-level statement. */
export function requestsIn(facts: ModuleFacts, statement: number): RequestFacts[] {
  let found = statements.get(facts);
  if (!found) {
    found = new Map();
    for (const request of facts.requests) {
      const others = found.get(request.statement);
      if (others) others.push(request);
      else found.set(request.statement, [request]);
    }
    statements.set(facts, found);
  }
  return found.get(statement) ?? [];
}

/** True for a statement that will be import declarations, or re-exports, and perhaps a `remainder`. */
export function isImport(facts: ModuleFacts, plan: FilePlan, index: number): boolean {
  return becomesImports(facts, plan, index) && !isJoined(facts, plan, index);
}

/** True for a statement of requires that goes, since an earlier import has their names. */
export function isJoined(facts: ModuleFacts, plan: FilePlan, index: number): boolean {
  const requests = requestsIn(facts, index).map((r) => plan.requests[r.id]!);
  return requests.length > 0 && requests.every((r) => r.sharedWith !== null && r.replacement === null);
}

function becomesImports(facts: ModuleFacts, plan: FilePlan, index: number): boolean {
  const requests = requestsIn(facts, index);
  if (requests.length > 0 && requests.every((r) => isReexported(plan, r.id))) return true;
  if (!facts.statements[index]?.isRequire) return false;
  return requests.every((r) => plan.requests[r.id]!.form === 'static' || r.form === 'import' || r.form === 'export');
}

/**
 * The declaration of a top-level statement of requires only of which something stays: `const { a } = require('x')` is
 * `import x from 'x'; const { a } = x`. It only names parts of imports, so it may as well stand behind imports below it.
 */
export function remainder(facts: ModuleFacts, plan: FilePlan, index: number): DeclarationFacts | null {
  if (!isImport(facts, plan, index)) return null;
  const staying = requestsIn(facts, index).filter((r) => plan.requests[r.id]!.replacement !== null);
  const { site } = staying[0] ?? {};
  if (site?.kind !== 'declarator') return null;
  const isPlain = staying.every(
    (r) => r.site.kind === 'declarator' && (r.site.pattern === null || r.site.pattern.plain !== null),
  );
  return isPlain ? facts.declarations[site.declaration]! : null;
}

/**
 * The declaration of a top-level statement that becomes imports in part: `var a = require('a'), b = a.b`. Its imports
 * are written in front of what is left of it.
 */
export function mixedDeclaration(facts: ModuleFacts, plan: FilePlan, statement: number): DeclarationFacts | null {
  if (becomesImports(facts, plan, statement)) return null;
  for (const { id, site } of requestsIn(facts, statement)) {
    if (site.kind !== 'declarator') continue;
    const declaration = facts.declarations[site.declaration]!;
    if (declaration.topLevel && plan.requests[id]!.form === 'static' && !isReexported(plan, id)) return declaration;
  }
  return null;
}

/**
 * True for `const debug = require('debug')('name')` on one line, which may as well stand behind imports below it. What is
 * exported stays where it is.
 */
export function isCalledRequire(facts: ModuleFacts, plan: FilePlan, source: string, index: number): boolean {
  const { range, type } = facts.statements[index] ?? {};
  const requests = requestsIn(facts, index);
  if (!range || type !== 'VariableDeclaration' || requests.length !== 1) return false;
  const [{ id, site }] = requests as [RequestFacts];
  if (site.kind !== 'expression' || plan.requests[id]!.form !== 'static' || isReexported(plan, id)) return false;
  const text = source.slice(range.start, range.end);
  const name = /^(?:const|let|var)\s+([\w$]+)\s*=\s*require\(/.exec(text)?.[1];
  return name !== undefined && !/[\r\n,]/.test(text.replace(/\([^()]*\)/g, '')) && !isExported(plan, name);
}

function isExported({ exports }: FilePlan, local: string): boolean {
  if (exports.kind === 'named') return exports.names.some((name) => name.local === local);
  return exports.kind === 'value' && exports.local === local;
}

/**
 * The last import of a run of statements that become imports, with what may stand below them in between.
 * @param first index of the statement where the run may begin
 * @returns its index; `first - 1` where there is none
 */
export function lastImport(facts: ModuleFacts, plan: FilePlan, source: string, first: number): number {
  let last = first - 1;
  for (let index = first; ; index++) {
    if (isImport(facts, plan, index)) last = index;
    else if (isJoined(facts, plan, index)) continue;
    else if (!isCalledRequire(facts, plan, source, index) || !isTidy(source, facts.statements[index]!.range))
      return last;
  }
}

/** On lines of its own, with no comment in, behind or above them. */
export function isTidy(source: string, range: Range): boolean {
  const start = lineStart(source, range.start);
  const above = source.slice(lineStart(source, Math.max(0, start - 1)), start);
  const own = source.slice(range.start, range.end);
  return start === range.start && isAloneOnLine(source, range) && !/\/[/*]|\*\//.test(own + above);
}
