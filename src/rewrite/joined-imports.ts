import type { ModuleFacts, RequestFacts } from '../analyse/facts.js';
import type { FilePlan, RequestPlan } from '../decide/plan.js';
import { declaratorComments } from './declarators.js';
import { isTidy } from './import-block.js';
import { isReexported } from './reexport.js';

/**
 * Requires that read names of one module become one import: `require('path').join` and `require('path').sep` are
 * `import { join, sep } from 'path'`. Where a comment or a layout of its own goes with one of them, it stays by itself.
 * @returns the plan, in which the first of such requests imports what the others read
 */
export function joinImports(plan: FilePlan, facts: ModuleFacts, source: string): FilePlan {
  const requests = [...plan.requests];
  const first = new Map<string, number>();
  for (const request of facts.requests) {
    const planned = plan.requests[request.id]!;
    if (!importsNamesOnly(planned) || isReexported(plan, request.id) || !isBare(facts, source, request)) continue;
    const from = planned.specifier ?? request.specifier!;
    const id = first.get(from);
    if (id === undefined) {
      first.set(from, request.id);
      continue;
    }
    requests[id] = { ...requests[id]!, named: [...requests[id]!.named, ...planned.named] };
    requests[request.id] = { ...planned, named: [], sharedWith: id };
  }
  return { ...plan, requests };
}

function importsNamesOnly(planned: RequestPlan): boolean {
  const isWhole = planned.default !== null || planned.namespace !== null;
  return planned.form === 'static' && planned.sharedWith === null && !isWhole && planned.named.length > 0;
}

/** No comment goes with the request, and its names stand on one line. */
function isBare(facts: ModuleFacts, source: string, { site }: RequestFacts): boolean {
  if (site.kind === 'expression') return true;
  if (site.kind !== 'declarator') return false;
  const declaration = facts.declarations[site.declaration]!;
  const { start, end } = declaration.declarators[site.index]!;
  if (/[\r\n]|\/[/*]/.test(source.slice(start, end))) return false;
  if (!declaration.topLevel) return true;
  if (declaration.declarators.length === 1) return isTidy(source, declaration.range);
  const { leading, trailing } = declaratorComments(source, declaration)[site.index]!;
  return leading.length === 0 && trailing === '';
}
