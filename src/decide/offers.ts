import type { UseFacts } from '../analyse/facts.js';
import { builtinNames } from '../link/builtins.js';
import type { Edge, Graph, GraphModule } from '../link/graph.js';
import { exportsBySyntax } from './exports.js';
import type { Interface } from './interfaces/needs.js';
import { objectNeed } from './interfaces/object-need.js';
import type { ExportPlan, FilePlan } from './plan.js';
import { fileSpecifier } from './specifiers.js';

/** What the import side of a decision rests on. */
export interface ImportContext {
  graph: Graph;
  interfaces: Map<string, Interface>;
  exportPlans: Map<string, ExportPlan>;
  /** Paths after the run, by path before it. */
  newPaths: Map<string, string>;
  action: (path: string) => FilePlan['action'];
  /** Builtins and packages whose members the project assigns to: their names are snapshots, their default is not. */
  patchedModules: ReadonlySet<string>;
  /** A member of an installed module that may change after its load: its named import would be a snapshot. */
  isLiveMember: (file: string, key: string) => boolean;
  /** True for a file whose runner loads packages by their `main`, whatever their `exports` says. */
  isLoadedByMain: (module: GraphModule) => boolean;
  /** The test runner has the file compiled to CommonJS before it loads it. */
  isCompiled(module: GraphModule): boolean;
}

/** What a target offers to import declarations. */
export interface Offer {
  specifier: string;
  json: boolean;
  /** The whole value: by default import, by a named import, or as a namespace. */
  whole: { form: 'default' } | { form: 'named'; name: string } | { form: 'namespace' };
  /** True when the name is the same value whenever it is read after the load. */
  hasName: (name: string) => boolean;
}

/** What the target of a request offers, and how it is spelled. */
export function offerOf(context: ImportContext, module: GraphModule, edge: Edge): Offer {
  const { request, resolution } = edge;
  const written = request.specifier!;
  const base = { specifier: written, json: false };
  // Inside jest this name is a module of names only, whatever is installed.
  if (written === '@jest/globals') return { ...base, whole: { form: 'namespace' }, hasName: () => true };
  switch (resolution.kind) {
    case 'builtin': {
      const exported = builtinNames(resolution.name);
      const isPatched = context.patchedModules.has(resolution.name);
      return { ...base, whole: { form: 'default' }, hasName: (name) => exported.has(name) && !isPatched };
    }
    case 'external': {
      const { package: external } = resolution;
      const specifier = external.importSpecifier;
      if (external.importFormat === 'json')
        return { ...base, specifier, json: true, whole: { form: 'default' }, hasName: () => false };
      if (external.importFormat === 'esm') {
        const whole: Offer['whole'] = external.moduleExportsName
          ? { form: 'named', name: 'module.exports' }
          : external.hasDefault && !external.sameFile && !external.esModuleFlag
            ? { form: 'default' }
            : { form: 'namespace' };
        // Where the package says itself what `require()` gives, a name of it is something else than a member of that.
        const hasName = (name: string): boolean =>
          !external.moduleExportsName &&
          external.importNames.includes(name) &&
          (!context.isLoadedByMain(module) || external.requireNames.includes(name)) &&
          !context.isLiveMember(external.importFile ?? '', name);
        return { specifier, json: false, whole, hasName };
      }
      {
        const isFixed = (name: string): boolean =>
          !context.patchedModules.has(external.name) && !context.isLiveMember(external.requireFile ?? '', name);
        const hasName = (name: string): boolean => external.importNames.includes(name) && isFixed(name);
        return { specifier, json: false, whole: { form: 'default' }, hasName };
      }
    }
    case 'file':
      return fileOffer(context, module, edge);
    default:
      return { ...base, whole: { form: 'default' }, hasName: () => false };
  }
}

function fileOffer(context: ImportContext, module: GraphModule, edge: Edge): Offer {
  const specifier = fileSpecifier(context, module, edge);
  const target = context.graph.modules.get(edge.to!);
  if (!target) return { specifier, json: true, whole: { form: 'default' }, hasName: () => false };
  const plan = context.exportPlans.get(edge.to!);
  const action = context.action(edge.to!);
  if (action === 'cjs' || (action === 'leave' && !target.file.esm))
    return { specifier, json: false, whole: { form: 'default' }, hasName: () => false };
  if (!plan || target.facts.syntax === 'esm' || exportsBySyntax(target)) {
    // `export { x as 'module.exports' }`: that is what require() gives (V03).
    if (target.facts.moduleExports.some((e) => e.name === 'module.exports'))
      return { specifier, json: false, whole: { form: 'named', name: 'module.exports' }, hasName: () => false };
    return { specifier, json: false, whole: { form: 'namespace' }, hasName: () => true };
  }
  return { specifier, json: false, ...offerOfPlan(context, edge.to!, edge.request.uses, plan) };
}

/** What the file at `path` offers by its plan to those who use its value like `uses`. */
function offerOfPlan(
  context: ImportContext,
  path: string,
  uses: UseFacts[],
  plan: ExportPlan,
): Pick<Offer, 'whole' | 'hasName'> {
  switch (plan.kind) {
    case 'none':
      return { whole: { form: 'namespace' }, hasName: () => false };
    case 'named': {
      const fixed = new Set(plan.names.filter((n) => !n.live).map((n) => n.key));
      // An empty object that others fill: its members are no names.
      const isFilled = plan.names.length === 0 && context.interfaces.get(path)!.needs.object;
      const needsObject = isFilled || objectNeed(uses, new Set(plan.names.map((n) => n.key))) !== null;
      const whole: Offer['whole'] = needsObject ? { form: 'default' } : { form: 'namespace' };
      return { whole, hasName: (name) => fixed.has(name) };
    }
    case 'value':
      return {
        whole: plan.exportName !== null ? { form: 'named', name: plan.exportName } : { form: 'default' },
        hasName: () => false,
      };
    case 'holder':
      return { whole: { form: 'default' }, hasName: () => false };
    case 'reexport': {
      const to = context.graph.modules.get(path)!.out[plan.request]?.to ?? null;
      const inner = to === null ? undefined : context.exportPlans.get(to);
      if (!inner) return { whole: { form: 'default' }, hasName: () => false };
      return offerOfPlan(context, to!, uses, inner);
    }
  }
}
