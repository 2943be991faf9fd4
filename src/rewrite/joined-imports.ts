import type { ModuleFacts, RequestFacts } from '../analyse/facts.js';
import type { FilePlan, RequestPlan } from '../decide/plan.js';
import { declaratorComments } from './declarators.js';
import { isTidy } from './import-block.js';
import { isReexported } from './reexport.js';

/**
 * Requires that read names of one module become one import: `require('path').join` and `require('path').sep` are
 * `import { join, sep } from 'path'`; so do a `const { a } = require('./x')` that needs the whole module and
 * `const x = require('./x')` below it. Where a comment or a layout of its own goes with one of them, it stays by itself.
 * @returns the plan, in which the first of such requests imports what the others read
 */
export function joinImports(plan: FilePlan, facts: ModuleFacts, source: string): FilePlan {
  const requests = takeLaterNames(plan, facts, source);
  const first = new Map<string, number>();
  for (const request of facts.requests) {
    const planned = requests[request.id]!;
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

/** An import for which a name was made up gets the one that a later require() of the same value has in the text. */
function takeLaterNames(plan: FilePlan, facts: ModuleFacts, source: string): RequestPlan[] {
  const requests = [...plan.requests];
  const madeUp = new Map<string, number>();
  for (const { id, ...request } of facts.requests) {
    const planned = requests[id]!;
    const value = wholeValue(planned);
    if (value === null || isReexported(plan, id)) continue;
    const key = `${planned.specifier ?? request.specifier} ${value.form}`;
    const earlier = madeUp.get(key);
    if (planned.replacement !== null && planned.members === 0) madeUp.set(key, earlier ?? id);
    const isOwnName = planned.replacement === null && request.site.kind === 'declarator';
    const isClear = isOwnName && !facts.sharedNames.includes(value.local) && isBare(facts, source, { id, ...request });
    if (earlier === undefined || !isClear) continue;
    const old = requests[earlier]!.replacement!;
    for (const [other, { sharedWith }] of requests.entries())
      if (other === earlier || sharedWith === earlier) requests[other] = renamed(requests[other]!, old, value.local);
    requests[id] = { ...planned, default: null, namespace: null, named: [], sharedWith: earlier };
    madeUp.delete(key);
  }
  return requests;
}

/** The one thing that a request imports, when that is the whole module. */
function wholeValue({ form, sharedWith, named, ...planned }: RequestPlan): { form: string; local: string } | null {
  if (form !== 'static' || sharedWith !== null) return null;
  if (named.length === 0 && planned.default !== null) return { form: 'default', local: planned.default };
  if (named.length === 0 && planned.namespace !== null) return { form: 'namespace', local: planned.namespace };
  return null;
}

function renamed(planned: RequestPlan, from: string, to: string): RequestPlan {
  const name = (local: string | null): string | null => (local === from ? to : local);
  const { namespace, replacement } = planned;
  return { ...planned, default: name(planned.default), namespace: name(namespace), replacement: name(replacement) };
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
