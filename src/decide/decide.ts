import type { ModuleFacts } from '../analyse/facts.js';
import { refusesLinkedModules } from '../discover/floor.js';
import type { Edge, Graph, GraphModule } from '../link/graph.js';
import type { MigrateOptions } from '../options.js';
import { decideActions, leaveUntouchedPackages } from './actions.js';
import { barrierStatements, type Barrier } from './loading/barriers.js';
import { commonJsFolders } from './paths/commonjs-folders.js';
import { leavePackages } from './packages/left-packages.js';
import { completeNames } from './exported-members.js';
import { planExports } from './exports.js';
import { FindingList } from './findings.js';
import { onlyThese, type ReadonlyForced } from './forced.js';
import { loadedByRequire } from './hazards/commonjs-only.js';
import { readsParent } from './hazards/module-system.js';
import { reportHazards } from './hazards.js';
import { planRequests, unchanged } from './imports.js';
import type { ImportContext } from './offers.js';
import { requiredSpecifier } from './specifiers.js';
import { decideInterfaces } from './interfaces/interfaces.js';
import { decideLoading, type Loading } from './loading/loading.js';
import { knownOf } from './known.js';
import { requiredWhileLinked } from './loading/linked-loads.js';
import { nameOfModule, Names } from './names.js';
import { keepFolders } from './paths/kept-folders.js';
import { keptOldPaths } from './paths/old-paths.js';
import { newPath, turningPackages } from './paths/new-paths.js';
import type { Effects } from './order/order.js';
import { cjsConfigRenames } from './packages/package-config-renames.js';
import { adaptToTarget } from './loading/targets.js';
import { reportPrograms } from './paths/renamed-programs.js';
import { reportFileNames } from './paths/renamed-file-names.js';
import { renamedPaths } from './paths/renamed-paths.js';
import { isInside, replacedArguments } from './replaced-arguments.js';
import { reportRequests } from './request-findings.js';
import type { ExportPlan, FilePlan, Plan, RequestPlan } from './plan.js';
import { withStackNames } from './stack-names.js';
import { TestRunners } from './test-tools/test-runner.js';
import { keepUnmanaged } from './paths/unmanaged-modules.js';

/**
 * Decides everything over the whole graph. Where a cycle turns out to be impossible as ES modules, it decides again.
 * @param reserved files that others take care of
 * @param forced files that have to stay CommonJS whatever else is decided
 * @param onlyRequired files that only a require() may load, with the reason
 */
export function decide(
  graph: Graph,
  sources: Map<string, string>,
  options: MigrateOptions,
  reserved: ReadonlySet<string> = new Set(),
  forced: ReadonlyForced = new Map(),
  onlyRequired: ReadonlyMap<string, string> = new Map(),
): Plan {
  const findings = new FindingList(sources);
  const known = knownOf(graph, sources);
  const { effects, cycles, removal, hooked } = known;
  const actions = decideActions(graph, findings, reserved, forced, known);
  // A transform alone takes its step on whatever it is given.
  if (options.transforms.length === 0) {
    leaveUntouchedPackages(graph, actions);
    leavePackages(graph, known.left, actions, findings);
  }
  keepFolders(graph, known.folders, actions, findings);
  const unmanaged = keepUnmanaged(graph, options.transforms.length === 0 ? known.unmanaged : [], actions, findings);
  const runners = new TestRunners(graph);
  const loadings = new Map<string, Loading[]>();
  const isConverted = (path: string): boolean => actions.get(path)?.action === 'convert';
  const parents = loadedByRequire(graph, (path) => actions.get(path)?.action === 'cjs', readsParent);
  const needsRequire = (edge: Edge): string | null =>
    (edge.to === null ? null : (onlyRequired.get(edge.to) ?? parents.get(edge.to))) ??
    removal.needsRequire(edge) ??
    hooked.needsRequire(edge);
  for (const module of graph.modules.values()) {
    if (!isConverted(module.path)) continue;
    const decided = decideLoading(graph, module, effects, needsRequire);
    adaptToTarget(module, decided, options, findings);
    loadings.set(module.path, decided);
  }
  const again = (kept: ReadonlyForced): Plan =>
    decide(graph, sources, options, reserved, new Map([...forced, ...kept]), onlyRequired);
  const inCycles = onlyThese(cycles.settleLoadings(loadings), isConverted);
  if (inCycles.size > 0) return again(inCycles);
  let needsLinked = false;
  if (refusesLinkedModules(graph.project.floor)) {
    const isModule = (path: string): boolean => isConverted(path) || graph.modules.get(path)!.facts.syntax === 'esm';
    const isProgram = (module: GraphModule): boolean =>
      !module.file.roles.includes('test') || runners.jest(module) === null;
    const found = requiredWhileLinked(graph, known.events, isModule, (edge) => isImport(edge, loadings), isProgram);
    if (!graph.project.isFloorFixed) needsLinked = found.next().done === false;
    else {
      const linked = new Map(found);
      const isNew = [...linked.keys()].some((path) => !onlyRequired.has(path));
      if (isNew) return decide(graph, sources, options, reserved, forced, new Map([...onlyRequired, ...linked]));
    }
  }
  runners.settle({ actions, loadings, effects, findings, sources });
  const newPaths = new Map<string, string>();
  const turning = turningPackages(graph, isConverted);
  for (const module of graph.modules.values())
    newPaths.set(module.path, newPath(module, actions.get(module.path)!.action, turning));
  for (const [path, renamed] of cjsConfigRenames(graph.project)) {
    const isTurning = turning.has(graph.modules.get(path)?.file.package ?? -1);
    if (isTurning && actions.get(path)?.action === 'cjs') newPaths.set(path, renamed);
  }
  const isKept = ({ path, file }: GraphModule): boolean => actions.get(path)!.action === 'cjs' && !file.esm;
  cycles.nameAlike(newPaths, (path) => isKept(graph.modules.get(path)!));
  const folders = commonJsFolders(
    graph,
    sources,
    newPaths,
    unmanaged,
    new Set([...known.folders.keys(), ...known.held]),
    known.data,
  );
  const isLeft = (path: string): boolean => actions.get(path)!.action === 'leave';
  const oldPaths = keptOldPaths(graph, sources, newPaths, isLeft, findings);
  reportFileNames(graph, sources, newPaths, findings);
  reportPrograms(graph, newPaths, oldPaths, findings);
  const staysRequire = (edge: Edge): boolean => loadings.get(edge.from)?.[edge.request.id]?.kind === 'require';
  const interfaces = decideInterfaces(graph, sources, options, staysRequire, (path) => !isConverted(path));

  const exportPlans = new Map<string, ExportPlan>();
  const namesOf = new Map<string, Names>();
  for (const module of graph.modules.values()) {
    if (!isConverted(module.path)) continue;
    const names = new Names(
      // What is written for `require.main === module` reads the global.
      [...module.facts.bindings.map((binding) => binding.name), ...module.facts.freeNames, 'process'],
      new Set(module.facts.names),
    );
    namesOf.set(module.path, names);
    const isStatic = (request: number): boolean => loadings.get(module.path)![request]?.kind === 'static';
    const moduleName = nameOfModule(graph.project, module.file);
    exportPlans.set(
      module.path,
      planExports(module, interfaces.get(module.path)!, isStatic, options, names, moduleName),
    );
  }
  const context: ImportContext = {
    graph,
    interfaces,
    exportPlans,
    newPaths,
    action: (path) => actions.get(path)?.action ?? 'leave',
    patchedModules: known.patched,
    isLiveMember: (file, key) => effects.units.isLiveMember(file, key),
    isLoadedByMain: (module) => runners.ignoresExports(module),
    isCompiled: (module) => runners.jest(module)?.kind === 'compiled',
  };
  const isRewritten = ({ path, file, facts }: GraphModule): boolean =>
    turning.size > 0 && !isLeft(path) && file.selected && !file.esm && facts.syntax !== 'esm';
  const stackNames = withStackNames(graph, sources, isRewritten);
  const reported = new Set<string>();
  const plan: Plan = {
    files: new Map(),
    findings: [],
    commonJsFolders: folders,
    oldPaths,
    requires: needsLinked ? 'linked' : oldPaths.size > 0 ? 'modules' : 'nothing',
    earlyReads: new Set(),
    barriers: movableBarriers(graph, loadings, effects),
    interfaces,
    loadings,
  };
  for (const module of graph.modules.values()) {
    const { path, facts } = module;
    const { action, reason } = actions.get(path)!;
    const names = namesOf.get(path);
    const requests = names
      ? planRequests(context, module, loadings.get(path)!, names)
      : keptRequests(context, module, action);
    const exports = exportPlans.get(path) ?? { kind: 'none' };
    completeNames(exports, requests, facts, names);
    if (exports.kind === 'reexport') completeReexport(exports, module, requests, exportPlans);
    const keepsVariables = runners.keepsVariables(path);
    const needsRequire = names !== undefined && !keepsVariables && usesRequire(facts, requests);
    const testRunner = runners.plan(module, isConverted, newPaths, findings);
    const taken = [...replacedArguments(facts, requests), ...(testRunner?.replacements ?? [])];
    plan.files.set(path, {
      path,
      newPath: newPaths.get(path)!,
      action,
      reason,
      exports,
      requests,
      createRequire: needsRequire,
      keepsVariables,
      names: {
        createRequire: names?.allocate('createRequire') ?? '',
        fileURLToPath: names?.allocate('fileURLToPath') ?? '',
        dirname: names?.allocate('dirname') ?? '',
        main: names?.allocate('isMain') ?? '',
        filePath: (names ?? new Names([...facts.names, ...facts.freeNames])).allocate('toFilePath'),
      },
      metaDirname: false,
      nodeScheme: true,
      metaMain: hasMetaMain(graph),
      isModule: module.file.esm,
      keepsUseStrict: known.checkedDirectives.has(module.file.package),
      stackNames: stackNames.has(path),
      renamedPaths: action === 'leave' ? [] : renamedPaths(graph, module, newPaths, taken),
      testRunner,
    });
    if (exports.kind !== 'none' && 'facade' in exports && exports.facade?.moduleExports && plan.requires === 'nothing')
      plan.requires = 'modules';
    if (names) reportRequests(findings, sources, module, loadings.get(path)!, effects, reported);
  }
  const early = onlyThese(cycles.check(plan, namesOf, findings), isConverted);
  if (early.size > 0) return again(early);
  reportHazards({ graph, plan, options, findings });
  const metaDirname = hasMetaDirname(graph, plan.requires !== 'nothing') && runners.hasMetaDirname();
  const nodeScheme = runners.knowsNodeScheme();
  for (const file of plan.files.values()) Object.assign(file, { metaDirname, nodeScheme });
  plan.findings = findings.sorted();
  return plan;
}

function movableBarriers(
  graph: Graph,
  loadings: ReadonlyMap<string, Loading[]>,
  effects: Effects,
): Map<string, Barrier> {
  const found = new Map<string, Barrier>();
  for (const [path, decided] of loadings) {
    const statements = barrierStatements(graph.modules.get(path)!, decided, effects);
    if (statements) found.set(path, statements);
  }
  return found;
}

/** The request is an import declaration, or becomes one. */
function isImport({ from, request }: Edge, loadings: ReadonlyMap<string, Loading[]>): boolean {
  if (request.form === 'import' || request.form === 'export') return !request.typeOnly;
  return loadings.get(from)?.[request.id]?.kind === 'static';
}

/** import.meta.dirname: Node 20.11. */
function hasMetaDirname({ project }: Graph, needsRequireEsm: boolean): boolean {
  const [major, minor] = project.floor;
  return needsRequireEsm || major > 20 || (major === 20 && minor >= 11);
}

/** import.meta.main: Node 22.18 and 24.2. */
function hasMetaMain({ project }: Graph): boolean {
  const [major, minor] = project.floor;
  return major > 24 || (major === 24 && minor >= 2) || (major === 22 && minor >= 18);
}

/** The requests of a file that stays CommonJS: only specifiers of renamed files change. */
function keptRequests(context: ImportContext, module: GraphModule, action: FilePlan['action']): RequestPlan[] {
  return module.out.map((edge) =>
    unchanged('keep', action === 'cjs' ? requiredSpecifier(context, module, edge) : null, null),
  );
}

function usesRequire(facts: ModuleFacts, requests: RequestPlan[]): boolean {
  if (requests.some((r) => r.form === 'createRequire')) return true;
  if (facts.requests.some((r) => r.form === 'resolve')) return true;
  const gone = replacedArguments(facts, requests);
  return facts.free.some(
    (f) =>
      f.kind === 'require' ||
      (f.kind === 'require.resolve' && !isInside(gone, f.range)) ||
      f.kind === 'require.cache' ||
      f.kind === 'require.extensions' ||
      f.kind === 'module.require',
  );
}

function completeReexport(
  plan: Extract<ExportPlan, { kind: 'reexport' }>,
  module: GraphModule,
  requests: RequestPlan[],
  exportPlans: Map<string, ExportPlan>,
): void {
  const target = exportPlans.get(module.out[plan.request]!.to!);
  plan.specifier = requests[plan.request]!.specifier ?? module.facts.requests[plan.request]!.specifier!;
  if (target?.kind === 'value') {
    plan.star = target.snapshots.length > 0;
    plan.name = plan.star ? null : target.exportName;
    plan.facade.default ||= target.exportName === null;
  } else if (target?.kind === 'holder') {
    plan.star = target.snapshots.length > 0;
    plan.facade.default = true;
  } else if (!target) {
    // What stays CommonJS is imported by its default export.
    plan.facade.default = true;
  }
}
