import type { EffectFacts, RequestFacts } from '../analyse/facts.js';
import type { Edge, GraphModule } from '../link/graph.js';
import { isBindingName } from '../analyse/identifier-names.js';
import { unitsCertainlyCalled, unitsPossiblyCalled } from './order/called-units.js';
import type { Loading } from './loading/loading.js';
import { type Names, nameFromSpecifier } from './names.js';
import { offerOf, type ImportContext, type Offer } from './offers.js';
import type { RequestPlan } from './plan.js';
import { keptSpecifier, requiredSpecifier } from './specifiers.js';

/** Chooses the import form of every request of one file that becomes an ES module. */
export function planRequests(
  context: ImportContext,
  module: GraphModule,
  loadings: Loading[],
  names: Names,
): RequestPlan[] {
  const plans: RequestPlan[] = [];
  const shared = new Map<string, { id: number; local: string }>();
  for (const edge of module.out) {
    const loading = loadings[edge.request.id]!;
    plans.push(planRequest(context, module, edge, loading, names, shared));
  }
  return plans;
}

/** A request that keeps its form: only the specifier may change. */
export const unchanged = (form: RequestPlan['form'], specifier: string | null, reason: string | null): RequestPlan => ({
  form,
  specifier,
  json: false,
  default: null,
  namespace: null,
  named: [],
  replacement: null,
  members: 0,
  sharedWith: null,
  reason,
});

function planRequest(
  context: ImportContext,
  module: GraphModule,
  edge: Edge,
  loading: Loading,
  names: Names,
  shared: Map<string, { id: number; local: string }>,
): RequestPlan {
  const { request } = edge;
  if (loading.kind === 'keep')
    return {
      ...unchanged('keep', keptSpecifier(context, module, edge), null),
      json: isJsonForNode(context, module, edge),
    };
  if (loading.kind === 'require')
    return unchanged('createRequire', requiredSpecifier(context, module, edge), loading.reason);
  const offer = offerOf(context, module, edge);
  if (loading.kind === 'import') return planAwaited(request, offer);
  const plan = unchanged('static', offer.specifier, null);
  plan.json = offer.json;
  const { site } = request;
  if (site.kind === 'statement') return plan;
  if (site.kind === 'declaration') {
    importWhole(plan, offer, request.local!);
    return plan;
  }
  if (site.kind === 'declarator') return planDeclarator(module, edge, offer, plan, names, shared);
  // What is exported under a name is imported under it.
  const exported = context.exportPlans.get(module.path);
  const isWhole = site.kind === 'expression' && site.members.length === 0;
  const hint =
    isWhole && exported?.kind === 'named' ? exported.names.find((n) => n.request === request.id)?.key : undefined;
  return planExpression(request, offer, plan, names, shared, edge, hint);
}

/**
 * `import data from './data.json'` of ES syntax that a tool compiled, and that Node loads now: Node asks for
 * `with { type: 'json' }`. Only tests and programs are surely loaded by Node; bundlers read the rest, and many know no
 * attributes.
 */
function isJsonForNode({ isCompiled }: ImportContext, module: GraphModule, { request, to }: Edge): boolean {
  const isDefault = request.specifiers.every(({ imported }) => imported === 'default');
  if (request.form !== 'import' || request.typeOnly || !to?.endsWith('.json') || !isDefault) return false;
  const isOfNode = module.file.kind === 'js' && !module.file.esm && /test|bin|script/.test(module.file.roles.join(' '));
  return isOfNode && !isCompiled(module);
}

/** `await import('./x.js')`, and the value in it that the module is. */
function planAwaited(request: RequestFacts, offer: Offer): RequestPlan {
  const plan = unchanged('import()', offer.specifier, null);
  const isBare =
    offer.whole.form === 'namespace' &&
    (request.site.kind === 'statement' || (request.site.kind === 'declarator' && request.site.members.length === 0));
  const member =
    offer.whole.form === 'default' ? '.default' : offer.whole.form === 'named' ? memberText(offer.whole.name) : '';
  const call = `await import('${offer.specifier}'${offer.json ? ", { with: { type: 'json' } }" : ''})`;
  plan.replacement = isBare || request.site.kind === 'statement' ? call : `(${call})${member}`;
  return plan;
}

function memberText(name: string): string {
  return name === 'module.exports' ? "['module.exports']" : `.${name}`;
}

/** Imports the whole value under a name. */
function importWhole(plan: RequestPlan, offer: Offer, local: string): void {
  if (offer.whole.form === 'default') plan.default = local;
  else if (offer.whole.form === 'namespace') plan.namespace = local;
  else plan.named.push({ imported: offer.whole.name, local });
}

/** What two requests must have in common to be served by one import: the target and what of it they take. */
function sharingKey(edge: Edge, whole: Offer['whole']): string {
  const name = 'name' in whole ? ` ${whole.name}` : '';
  return `${edge.to ?? edge.request.specifier} ${whole.form}${name}`;
}

function planDeclarator(
  module: GraphModule,
  edge: Edge,
  offer: Offer,
  plan: RequestPlan,
  names: Names,
  shared: Map<string, { id: number; local: string }>,
): RequestPlan {
  const { request } = edge;
  const { site } = request;
  if (site.kind !== 'declarator') return plan;
  const declaration = module.facts.declarations[site.declaration]!;
  const canBind = (local: string): boolean => {
    if (declaration.topLevel) return true;
    // A declaration inside a function can move out when nothing else has the name.
    const { sharedNames, freeNames } = module.facts;
    return !sharedNames.includes(local) && !freeNames.includes(local);
  };
  const { name, pattern, members } = site;
  if (name !== null && !request.reassigned && canBind(name) && !readsEarly(module, request, name)) {
    if (members.length === 0) {
      importWhole(plan, offer, name);
      // A name that nothing else in the file declares means this import wherever it is written.
      if (!shared.has(sharingKey(edge, offer.whole)) && !module.facts.sharedNames.includes(name))
        shared.set(sharingKey(edge, offer.whole), { id: request.id, local: name });
      return plan;
    }
    if (members.length === 1 && offer.hasName(members[0]!)) {
      plan.named.push({ imported: members[0]!, local: name });
      plan.members = 1;
      return plan;
    }
  }
  if (pattern && members.length === 0 && pattern.plain && !pattern.reassigned && pattern.plain.length > 0) {
    const simple = pattern.plain.every(
      (p) => offer.hasName(p.key) && canBind(p.local) && !readsEarly(module, request, p.local),
    );
    if (simple) {
      for (const { key, local } of pattern.plain) plan.named.push({ imported: key, local });
      return plan;
    }
  }
  return importShared(plan, edge, offer, shared, () => {
    const base = nameFromSpecifier(request.specifier!);
    // A folder's index has no name of its own, but what it exports may have one.
    const { whole } = offer;
    if (base === '' && whole.form === 'named' && isBindingName(whole.name)) return names.allocate(whole.name);
    return names.allocate(base, `${base}Module`);
  });
}

/** Puts the whole value in the place of the call: from the import of an earlier request where there is one. */
function importShared(
  plan: RequestPlan,
  edge: Edge,
  offer: Offer,
  shared: Map<string, { id: number; local: string }>,
  allocate: () => string,
): RequestPlan {
  const key = sharingKey(edge, offer.whole);
  const known = shared.get(key);
  if (known) {
    plan.sharedWith = known.id;
    plan.replacement = known.local;
    return plan;
  }
  const local = allocate();
  importWhole(plan, offer, local);
  plan.replacement = local;
  shared.set(key, { id: edge.request.id, local });
  return plan;
}

/** The name is read before its declaration ran: then it must stay undefined there, or throw there. */
function readsEarly(module: GraphModule, request: RequestFacts, name: string): boolean {
  const { facts } = module;
  const isRead = (e: EffectFacts): boolean =>
    (e.kind === 'local' && e.name === name) || (e.kind === 'read' && e.request === request.id);
  const before = (facts.units[0]?.effects ?? []).filter((e) => e.at < request.range.start);
  if (before.some(isRead)) return true;
  const { site } = request;
  if (site.kind !== 'declarator') return false;
  const until = request.range.start;
  // A `let` or `const` that is read too early throws, which a program that works avoids or catches.
  const isVar = facts.declarations[site.declaration]?.kind === 'var';
  const called = isVar ? unitsPossiblyCalled(facts, { until }) : unitsCertainlyCalled(facts, until);
  called.delete(0);
  return [...called].some((unit) => facts.units[unit]?.effects.some(isRead));
}

function planExpression(
  request: RequestFacts,
  offer: Offer,
  plan: RequestPlan,
  names: Names,
  shared: Map<string, { id: number; local: string }>,
  edge: Edge,
  hint: string | undefined,
): RequestPlan {
  // `require('./x').name` that isn't called as a method reads one name.
  const read =
    request.site.kind === 'expression' && request.uses[0]?.kind === 'member' ? request.site.members[0] : undefined;
  if (read === undefined || !offer.hasName(read)) {
    const { whole } = offer;
    const named = whole.form === 'named' && isBindingName(whole.name) ? [whole.name] : [];
    return importShared(plan, edge, offer, shared, () => names.allocate(...named, ...wantedNames(request, hint)));
  }
  plan.members = 1;
  const member = { ...offer, whole: { form: 'named' as const, name: read } };
  return importShared(plan, edge, member, shared, () => names.allocate(read));
}

/** `require('debug')('x')` calls a factory: `createDebug` says so better than `debugModule`. */
function wantedNames(request: RequestFacts, hint: string | undefined): string[] {
  const base = nameFromSpecifier(request.specifier!);
  const isCalled = request.uses[0]?.kind === 'call';
  const names = isCalled ? [base, `create${base.charAt(0).toUpperCase()}${base.slice(1)}`] : [base];
  return hint === undefined ? names : [hint, ...names];
}
