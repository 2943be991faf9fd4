import { posix } from 'node:path';
import type { ModuleFacts } from '../analyse/facts.js';
import type { Edge, Graph, GraphModule } from '../link/graph.js';
import type { MigrateOptions } from '../options.js';
import { commonJsFolders } from './commonjs-folders.js';
import { completeNames, planExports } from './exports.js';
import { dataFiles, dataFolders, leaveData } from './data-files.js';
import { Cycles } from './cycles.js';
import { FindingList } from './findings.js';
import { onlyThese, type ReadonlyForced } from './forced.js';
import { findCommonJsOnly, type Kept, loadedByRequire } from './hazards/commonjs-only.js';
import { keepsCommonJs, readsParent } from './hazards/module-system.js';
import { reportHazards } from './hazards.js';
import { planRequests, requiredSpecifier, type ImportContext } from './imports.js';
import { decideInterfaces } from './interfaces.js';
import { decideLoading, isDual, type Loading } from './loading.js';
import { Names } from './names.js';
import { locate } from '../analyse/parse.js';
import { Effects } from './order.js';
import { cjsConfigRenames } from './package-config-renames.js';
import { adaptToTarget } from './targets.js';
import type { ExportPlan, FilePlan, Plan, RequestPlan } from './plan.js';
import { strictnessFindings, strictnessObstacle } from './strictness.js';
import { TestRunners } from './test-runner.js';
import { foldersOfUnknownExtensions, keepFolders } from './unknown-extensions.js';

/**
 * Decides everything over the whole graph. Where a cycle turns out to be impossible as ES modules, it decides again.
 * @param reserved files that others take care of
 * @param forced files that have to stay CommonJS whatever else is decided
 */
export function decide(
  graph: Graph,
  sources: Map<string, string>,
  options: MigrateOptions,
  reserved: ReadonlySet<string> = new Set(),
  forced: ReadonlyForced = new Map(),
): Plan {
  const findings = new FindingList(sources);
  const cycles = new Cycles(graph, sources);
  const effects = new Effects(graph);
  const data = dataFiles(graph);
  const held = dataFolders(graph);
  const actions = decideActions(
    graph,
    findings,
    reserved,
    forced,
    data,
    held,
    findCommonJsOnly(graph, effects),
    cycles,
  );
  // A transform alone takes its step on whatever it is given.
  if (options.transforms.length === 0) leaveUntouchedPackages(graph, actions);
  const unknown = foldersOfUnknownExtensions(graph, sources);
  keepFolders(graph, unknown, actions, findings);
  const runners = new TestRunners(graph);
  const loadings = new Map<string, Loading[]>();
  const isConverted = (path: string): boolean => actions.get(path)?.action === 'convert';
  const required = loadedByRequire(graph, (path) => actions.get(path)?.action === 'cjs', readsParent);
  for (const module of graph.modules.values()) {
    if (!isConverted(module.path)) continue;
    const decided = decideLoading(graph, module, effects, required);
    adaptToTarget(module, decided, options, findings);
    loadings.set(module.path, decided);
  }
  const again = (kept: ReadonlyForced): Plan =>
    decide(graph, sources, options, reserved, new Map([...forced, ...kept]));
  const inCycles = onlyThese(cycles.settleLoadings(loadings), isConverted);
  if (inCycles.size > 0) return again(inCycles);
  runners.settle({ actions, loadings, effects, findings });
  const newPaths = new Map<string, string>();
  const turning = turningPackages(graph, isConverted);
  for (const module of graph.modules.values())
    newPaths.set(module.path, newPath(module, actions.get(module.path)!.action, turning));
  for (const [path, renamed] of cjsConfigRenames(graph.project)) {
    const isTurning = turning.has(graph.modules.get(path)?.file.package ?? -1);
    if (isTurning && actions.get(path)?.action === 'cjs') newPaths.set(path, renamed);
  }
  const folders = commonJsFolders(graph, sources, newPaths, new Set([...unknown, ...held]), data);
  const staysRequire = (edge: Edge): boolean => loadings.get(edge.from)?.[edge.request.id]?.kind === 'require';
  const interfaces = decideInterfaces(graph, sources, options, staysRequire, (path) => !isConverted(path));

  const exportPlans = new Map<string, ExportPlan>();
  const namesOf = new Map<string, Names>();
  for (const module of graph.modules.values()) {
    if (!isConverted(module.path)) continue;
    const names = new Names([...module.facts.names, ...module.facts.freeNames]);
    namesOf.set(module.path, names);
    const isStatic = (request: number): boolean => loadings.get(module.path)![request]?.kind === 'static';
    exportPlans.set(module.path, planExports(module, interfaces.get(module.path)!, isStatic, options, names));
  }
  const context: ImportContext = {
    graph,
    interfaces,
    exportPlans,
    newPaths,
    action: (path) => actions.get(path)?.action ?? 'leave',
    patchedModules: patchedModules(graph),
    isLiveMember: (file, key) => effects.isLiveMember(file, key),
    jsonImports: true,
  };
  const reported = new Set<string>();
  const plan: Plan = {
    files: new Map(),
    findings: [],
    commonJsFolders: folders,
    needsRequireEsm: false,
    earlyReads: new Set(),
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
    const needsRequire = names !== undefined && usesRequire(facts, requests);
    plan.files.set(path, {
      path,
      newPath: newPaths.get(path)!,
      action,
      reason,
      exports,
      requests,
      createRequire: needsRequire,
      names: {
        createRequire: names?.allocate('createRequire') ?? '',
        fileURLToPath: names?.allocate('fileURLToPath') ?? '',
        dirname: names?.allocate('dirname') ?? '',
        main: names?.allocate('isMain') ?? '',
      },
      metaDirname: false,
      metaMain: hasMetaMain(graph),
      isModule: module.file.esm,
      testRunner: runners.plan(module, isConverted, newPaths, needsRequire, findings),
    });
    if (exports.kind !== 'none' && 'facade' in exports && exports.facade?.moduleExports) plan.needsRequireEsm = true;
    if (names) reportRequests(findings, sources, module, loadings.get(path)!, effects, reported);
  }
  const early = onlyThese(cycles.check(plan, namesOf, findings), isConverted);
  if (early.size > 0) return again(early);
  reportHazards({ graph, plan, options, findings });
  const metaDirname = hasMetaDirname(graph, plan.needsRequireEsm) && runners.hasMetaDirname();
  for (const file of plan.files.values()) file.metaDirname = metaDirname;
  plan.findings = findings.sorted();
  return plan;
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

interface Action {
  action: FilePlan['action'];
  reason: string | null;
}

function decideActions(
  graph: Graph,
  findings: FindingList,
  reserved: ReadonlySet<string>,
  forced: ReadonlyForced,
  data: ReadonlySet<string>,
  held: ReadonlySet<string>,
  commonJsOnly: ReadonlyMap<string, Kept>,
  cycles: Cycles,
): Map<string, Action> {
  const actions = new Map<string, Action>();
  for (const module of graph.modules.values()) {
    const { path } = module;
    const why = forced.get(path);
    if (why) findings.add({ ...why, file: path });
    if (reserved.has(path)) actions.set(path, { action: 'leave', reason: null });
    else if (data.has(path)) actions.set(path, leaveData(findings, path));
    else if (held.has(posix.dirname(path)) && !/\.[cm][jt]s$/.test(path))
      actions.set(path, { action: 'cjs', reason: 'its folder holds data of tests' });
    else actions.set(path, why ? { action: 'cjs', reason: why.message } : actionFor(module, findings, commonJsOnly));
  }
  // A cycle is migrated as a whole or kept as a whole.
  for (const component of graph.components) {
    if (component.length < 2) continue;
    const kept = component.find(
      (path) => actions.get(path)!.action === 'cjs' && graph.modules.get(path)!.facts.syntax === 'cjs',
    );
    if (kept === undefined) continue;
    for (const path of component) {
      if (actions.get(path)!.action !== 'convert' || graph.modules.get(path)!.facts.syntax === 'esm') continue;
      actions.set(path, { action: 'cjs', reason: `it is in a require cycle with ${kept}` });
      findings.add({
        rule: 'kept-cycle',
        severity: 'info',
        file: path,
        at: 0,
        message: `Stays CommonJS: it is in a require cycle with ${kept}, which stays: ${cycles.between(path, kept)}.`,
        advice: `Make ${kept} convertible, or break the cycle.`,
      });
    }
  }
  return actions;
}

function actionFor(module: GraphModule, findings: FindingList, commonJsOnly: ReadonlyMap<string, Kept>): Action {
  const { facts, file, path } = module;
  if (facts.problem) {
    findings.add({
      rule: 'parse-error',
      severity: 'error',
      file: path,
      at: facts.problem.offset,
      message: `Does not parse: ${facts.problem.message}`,
      advice: 'Fix the syntax and run again; the file was left alone.',
    });
    return { action: 'leave', reason: 'it does not parse' };
  }
  if (/\.c[jt]s$/.test(path)) return { action: 'cjs', reason: 'it is named as CommonJS' };
  if (file.roles.includes('cjs-config')) return { action: 'cjs', reason: 'its tool reads it with require()' };
  if (!file.selected) {
    return facts.syntax === 'cjs'
      ? { action: isFixture(module) ? 'leave' : 'cjs', reason: 'it was not selected' }
      : { action: 'leave', reason: null };
  }
  if (file.esm || facts.syntax === 'esm') return { action: 'convert', reason: null };
  const free = facts.free.find((f) => keepsCommonJs[f.kind] !== undefined);
  if (free) {
    const { rule, reason } = keepsCommonJs[free.kind]!;
    return keep(findings, path, free.range.start, reason, { rule, advice: handAdvice });
  }
  const only = commonJsOnly.get(path);
  if (only) return keep(findings, path, only.at, only.reason, only);
  const obstacle = strictnessObstacle(facts);
  if (obstacle) return keep(findings, path, obstacle.at, obstacle.reason, obstacle);
  for (const finding of strictnessFindings(path, facts)) findings.add(finding);
  const error = facts.moduleErrors[0];
  if (error) return keep(findings, path, error.offset, `a module can't hold this: ${error.message}`);
  return { action: 'convert', reason: null };
}

function isFixture(module: GraphModule): boolean {
  return module.in.length === 0 && module.dynamic.length === 0;
}

const handAdvice = 'Rewrite this place by hand and run again, or leave the file as it is.';

function keep(
  findings: FindingList,
  path: string,
  at: number,
  reason: string,
  { rule, advice } = { rule: 'kept-commonjs', advice: handAdvice },
): Action {
  findings.add({
    rule,
    severity: 'info',
    file: path,
    at,
    message: `Stays CommonJS, as .cjs: ${reason}.`,
    advice,
  });
  return { action: 'cjs', reason };
}

/** Without a file that uses CommonJS there is nothing to migrate in a package: its plain scripts stay what they are. */
function leaveUntouchedPackages(graph: Graph, actions: Map<string, Action>): void {
  const turning = new Set<number>();
  for (const { path, file, facts } of graph.modules.values()) {
    const isCommonJs = facts.syntax === 'cjs' || facts.syntax === 'mixed';
    if (isCommonJs && actions.get(path)!.action === 'convert') turning.add(file.package);
  }
  for (const { path, file, facts } of graph.modules.values()) {
    if (facts.syntax !== 'none' || file.esm || turning.has(file.package)) continue;
    if (actions.get(path)!.action === 'convert')
      actions.set(path, { action: 'leave', reason: 'its package has no CommonJS' });
  }
}

/** The packages whose scripts will be ES modules: those with a file that becomes one. */
function turningPackages(graph: Graph, isConverted: (path: string) => boolean): Set<number> {
  const turning = new Set<number>();
  for (const { path, file } of graph.modules.values()) {
    if (isConverted(path) && !/\.m[jt]s$/.test(path)) turning.add(file.package);
  }
  return turning;
}

/** A kept CommonJS file in a package that turns to ES modules needs the extension `.cjs`. */
function newPath(module: GraphModule, action: FilePlan['action'], turning: ReadonlySet<number>): string {
  if (action !== 'cjs' || module.file.esm || !turning.has(module.file.package)) return module.path;
  return module.path.replace(/\.js$/, '.cjs').replace(/\.ts$/, '.cts');
}

/** The requests of a file that stays CommonJS: only specifiers of renamed files change. */
function keptRequests(context: ImportContext, module: GraphModule, action: FilePlan['action']): RequestPlan[] {
  return module.out.map((edge) => ({
    form: 'keep',
    specifier: action === 'cjs' ? requiredSpecifier(context, module, edge) : null,
    json: false,
    default: null,
    namespace: null,
    named: [],
    replacement: null,
    members: 0,
    sharedWith: null,
    reason: null,
  }));
}

function usesRequire(facts: ModuleFacts, requests: RequestPlan[]): boolean {
  if (requests.some((r) => r.form === 'createRequire')) return true;
  if (facts.requests.some((r) => r.form === 'resolve')) return true;
  return facts.free.some(
    (f) =>
      f.kind === 'require' ||
      f.kind === 'require.resolve' ||
      f.kind === 'require.cache' ||
      f.kind === 'require.extensions' ||
      f.kind === 'module.require',
  );
}

/** Builtins and packages whose members are assigned to, or that are handed to something that may do so. */
function patchedModules(graph: Graph): Set<string> {
  const patched = new Set<string>();
  for (const module of graph.modules.values()) {
    for (const { request, resolution } of module.out) {
      const name =
        resolution.kind === 'builtin'
          ? resolution.name
          : resolution.kind === 'external'
            ? resolution.package.name
            : null;
      if (name === null) continue;
      if (
        request.uses.some(
          (u) => u.kind === 'write' || u.kind === 'patch' || u.kind === 'computed-write' || u.kind === 'delete',
        )
      )
        patched.add(name);
    }
  }
  return patched;
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
    plan.star = false;
    plan.facade.default = true;
  }
}

function reportRequests(
  findings: FindingList,
  sources: Map<string, string>,
  module: GraphModule,
  loadings: Loading[],
  effects: Effects,
  reported: Set<string>,
): void {
  loadings.forEach((loading, id) => {
    const request = module.facts.requests[id]!;
    // Once a package: what holds for one file holds for all.
    if (loading.kind === 'static' && !reported.has(request.specifier!) && isDual(module.out[id]!, effects)) {
      reported.add(request.specifier!);
      findings.add({
        rule: 'dual-package',
        severity: 'warning',
        file: module.path,
        at: request.range.start,
        message: `import of '${request.specifier}' loads another file than require() did; both show the same names.`,
        advice: 'Check that nothing else in the program requires the package and shares objects with this file.',
      });
    }
    if (loading.kind !== 'require' || loading.rule === null) return;
    const { cause } = loading;
    const where = cause ? ` (${cause.path}:${locate(sources.get(cause.path) ?? '', cause.at, '').line})` : '';
    findings.add({
      rule: loading.rule,
      severity: 'info',
      file: module.path,
      at: request.range.start,
      message: `require('${request.specifier}') stays where it is: ${loading.reason}${where}.`,
      advice:
        loading.rule === 'missing-module'
          ? 'Nothing has to be done where it is optional; otherwise install it and run again.'
          : 'Move the statements before it into a module of their own, imported first, to make it an import.',
    });
  });
}
