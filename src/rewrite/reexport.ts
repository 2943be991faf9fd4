import type { FilePlan, NamedExport, RequestPlan } from '../decide/plan.js';
import type { RequestFacts } from '../analyse/facts.js';
import { quoteAt } from './names.js';
import { exportAll, exportList } from './print.js';
import { styleWith } from '../analyse/style.js';
import type { RewriteContext } from './transform.js';

/** `export { default as Circle } from './circle.js'`, for a member that is nothing but what a require() gives. */
export function reexportText({ facts, plan, style, source }: RewriteContext, name: NamedExport): string {
  const planned: RequestPlan = plan.requests[name.request!]!;
  const request: RequestFacts = facts.requests[name.request!]!;
  const from = planned.specifier ?? request.specifier!;
  const quoted = styleWith(style, { quote: quoteAt(source, request.argument.start, style) });
  if (planned.namespace !== null) return exportAll(from, quoted, name.key);
  const local = planned.default !== null ? 'default' : planned.named[0]!.imported;
  return exportList([{ local, exported: name.key }], quoted, from);
}

/** True for a request whose value goes straight out again, so that it needs no import declaration. */
export function isReexported({ exports }: FilePlan, request: number): boolean {
  return exports.kind === 'named' && exports.names.some((n) => n.kind === 'reexport' && n.request === request);
}
