import { posix } from 'node:path';
import type { Finding } from '../../finding.js';
import { findSpine, HELPER, type ModuleRuns, type Spine } from '../../link/load-order.js';
import {
  EarlyRuns,
  projectGlobals,
  type GlobalUse,
  type PageOrder,
  type ScriptGraph,
} from '../../link/script-graph.js';
import type { ScriptProgram } from '../../link/script-pages.js';
import { isClone, uncopied } from './script-clones.js';
import { standsAlone } from './alone-scripts.js';
import type { GlobalsContext } from './script-context.js';
import { CannotKeep, decideGlobal } from './script-globals.js';
import { KEEP_CLASSIC, scriptFinding } from './script-hazards.js';
import { outsideOf, type Outside } from './script-outside.js';
import { findRefusals } from './script-refusals.js';
import { globalFindings } from './script-findings.js';
import { jobFindings } from './script-jobs.js';
import { importsOf } from './script-imports.js';
import { GlobalPlans, type GlobalPlan, type Refusal, type ScriptsPlan, type UnwrapPlan } from './script-plan.js';
import { isPureScript } from './script-purity.js';
import { planUnwraps } from './script-unwrap.js';

export interface ScriptsDecision {
  plan: ScriptsPlan;
  spine: Spine;
  findings: Finding[];
  runs: PageRuns[];
  early: EarlyRuns;
}

/** Which elements of a page become one module entry. */
export interface PageRuns {
  order: PageOrder;
  /** Indexes of items, by run. */
  runs: number[][];
  /** Foreign and classic scripts that stand behind a module: they wait for it. */
  deferred: number[];
}

/** Decides, over all pages, what becomes a module and how every shared global goes on. */
export function decideScripts(
  program: ScriptProgram,
  textOf: (file: string) => string,
  isTaken: (path: string) => boolean,
  failed: ReadonlyMap<string, string> = new Map(),
): ScriptsDecision {
  const { graph } = program;
  const { classic, findings, readsAnyGlobal, refuse } = findRefusals(program, textOf, failed);
  const early = new EarlyRuns(graph);
  const noForward = new Set<string>();
  const outsides = new Map<string, Outside>();
  const outside = ({ graph: { pages } }: GlobalUse): Outside => {
    const key = pages.map(({ page }) => page.path).join('\n');
    const known = outsides.get(key) ?? outsideOf(program, pages, readsAnyGlobal);
    outsides.set(key, known);
    return known;
  };
  for (;;) {
    closeClassic(program, classic);
    const modules = new Set([...graph.nodes.keys()].filter((id) => !classic.has(id)));
    const base = {
      graph,
      modules,
      early,
      noForward,
      newModule: freeName(isTaken),
    };
    try {
      const { globals, unwraps } = settle(base, graph, outside);
      const plan: ScriptsPlan = { modules, classic, globals, unwraps };
      const runs = graph.pages.map((page) => pageRuns(page, plan));
      const rank = scriptRank(graph);
      const moduleRuns: ModuleRuns[] = runs.map(({ order, runs: r }) => ({
        page: order.page.path,
        runs: r.map((run) => run.map((i) => order.items[i]!.id!)),
      }));
      const requests = new Map([...modules].map((id) => [id, [...importsOf(graph.nodes.get(id)!, plan, rank).keys()]]));
      for (const { members } of globals.values())
        if (members?.facade)
          requests.set(
            members.facade,
            [...members.parts].sort((a, b) => rank(a) - rank(b)),
          );
      const pure = new Set([...modules].filter((id) => isPureScript(graph.nodes.get(id)!, plan)));
      const spine = findSpine(moduleRuns, {
        importsOf: (id) => requests.get(id) ?? [],
        isInline: (id) => graph.nodes.get(id)?.path === null,
        isPure: (id) => pure.has(id),
      });
      if (!('failing' in spine))
        return {
          plan,
          spine,
          findings: [...findings, ...globalFindings(plan, graph, textOf), ...jobFindings(plan, graph, early, textOf)],
          runs,
          early,
        };
      const known = noForward.size;
      for (const page of spine.failing) noForward.add(page);
      if (noForward.size > known) continue;
      if (known === graph.pages.length) throw new Error('The order of the scripts cannot be kept');
      for (const { page } of graph.pages) noForward.add(page.path);
    } catch (error) {
      if (!(error instanceof CannotKeep)) throw error;
      const { script } = graph.nodes.get(error.id)!.facts;
      refuse(
        error.id,
        'deferred',
        scriptFinding(
          script,
          textOf(script.file),
          error.node?.start ?? 0,
          'script-global',
          'error',
          `${error.message}.`,
          KEEP_CLASSIC,
        ),
      );
    }
  }
}

/** Opens functions and decides globals until the two agree. */
function settle(
  base: Omit<GlobalsContext, 'unwraps' | 'noMembers' | 'outside'>,
  graph: ScriptGraph,
  outside: (use: GlobalUse) => Outside,
): { globals: GlobalPlans; unwraps: Map<string, UnwrapPlan[]> } {
  const uses = projectGlobals(graph);
  const names = new Set(uses.map((use) => use.name));
  const renamable = new Map<string, (name: string) => boolean>();
  /** Globals whose object cannot be taken apart. */
  const closed = new Set<string>();
  const noMembers = new Set<string>();
  /** Globals that stay on the global object. */
  const kept = new Set<string>();
  let last = '';
  for (let round = 0; ; round++) {
    const unwraps = new Map<string, UnwrapPlan[]>();
    for (const id of base.modules) {
      const can = renamable.get(id) ?? ((name: string) => names.has(name));
      const { facts, path } = graph.nodes.get(id)!;
      const open = (): UnwrapPlan[] =>
        planUnwraps(
          facts,
          can,
          (name) => !closed.has(name),
          (name) => !kept.has(name),
        );
      // An inline script exports nothing: its functions can stay as they are.
      unwraps.set(id, path === null || round > 6 ? [] : open());
    }
    const context = { ...base, unwraps, noMembers };
    const globals = decideAll(uses, context, outside);
    for (const name of uncopied(globals, context)) noMembers.add(name);
    for (const name of meetingNames(graph, {
      modules: base.modules as Set<string>,
      classic: new Map(),
      globals,
      unwraps,
    }))
      noMembers.add(name);
    for (const { name, mode } of globals.values()) {
      if (mode !== 'members') closed.add(name);
      if (mode === 'global') kept.add(name);
    }
    for (const id of base.modules) {
      const { facts } = graph.nodes.get(id)!;
      renamable.set(id, (name) => {
        const plan = globals.get(name, id);
        if (
          !plan ||
          (plan.mode !== 'namespace' && plan.mode !== 'members' && !(plan.mode === 'export' && isConstant(plan, graph)))
        )
          return false;
        return facts.accesses.every((a) => a.name !== name || !plan.viaGlobal.has(a));
      });
    }
    const state =
      [...noMembers].join() +
      JSON.stringify(
        [...unwraps].map(([id, list]) => [
          id,
          list.map((u) => [u.iife.statement.start, u.params.map((p) => p.action)]),
        ]),
      ) +
      JSON.stringify([...globals.values()].map((g) => [g.name, g.mode, g.owner]));
    if (state === last || round > 7) return { globals, unwraps };
    last = state;
  }
}

/** Decides each global; those that copy another one again, once that is decided. */
function decideAll(
  uses: readonly GlobalUse[],
  context: Omit<GlobalsContext, 'outside'>,
  outside: (use: GlobalUse) => Outside,
): GlobalPlans {
  let plans = uses.map((use) => decideGlobal(use, { ...context, outside: outside(use) }));
  const clones = new Set(uses.filter(({ name }) => isClone(name, context)));
  // A clone may be copied in turn.
  for (let i = 0; i < clones.size; i++) {
    const decided = { globals: new GlobalPlans(plans), graph: context.graph };
    plans = uses.map((use, at) =>
      clones.has(use) ? decideGlobal(use, { ...context, outside: outside(use), decided }) : plans[at]!,
    );
  }
  return new GlobalPlans(plans);
}

/** Namespaces with a member whose name is exported or imported twice in some module. */
function meetingNames(graph: ScriptGraph, plan: ScriptsPlan): Set<string> {
  const meeting = new Set<string>();
  for (const id of plan.modules) {
    const exported = new Map<string, string>();
    const locals = new Set<string>();
    const globals = [...plan.globals.values()];
    for (const { name, mode, owner, setter } of globals) {
      if (owner === id && (mode === 'export' || mode === 'namespace')) exported.set(name, name);
      if (owner === id && setter !== null) exported.set(setter, name);
    }
    for (const { name, members } of globals) {
      for (const { key } of members?.members.filter((m) => m.id === id) ?? []) {
        if (exported.has(key)) meeting.add(name);
        exported.set(key, name);
      }
    }
    for (const [owner, { named }] of importsOf(graph.nodes.get(id)!, plan, () => 0)) {
      for (const [imported, local] of named) {
        const from = globals.find((g) => g.members?.members.some((m) => m.id === owner && m.key === imported));
        if ((locals.has(local) || exported.has(local)) && from) meeting.add(from.name);
        locals.add(local);
      }
    }
  }
  return meeting;
}

/** Never written after its definition: a name for it can stand for its value. */
function isConstant(plan: GlobalPlan, graph: ScriptGraph): boolean {
  if (plan.setter !== null || plan.owner === null || plan.definition?.kind === 'implied') return false;
  return !graph.nodes.get(plan.owner)?.facts.declared.get(plan.name)?.reassigned;
}

/** What runs before a script that must keep its moment has to keep its own; an inline script before all modules stays. */
function closeClassic(program: ScriptProgram, classic: Map<string, Refusal>): void {
  const { graph, writesDocument } = program;
  for (let changed = true; changed;) {
    changed = false;
    for (const page of graph.pages) {
      const { items } = page;
      const last = items.findLastIndex((i) => {
        const isSync = i.id !== null && classic.get(i.id)?.level === 'sync';
        const keepsMoment = isSync && !standsAlone(graph.nodes.get(i.id!)!, page, graph);
        return keepsMoment || (i.element.path !== null && writesDocument.has(i.element.path));
      });
      const firstModule = items.findIndex(
        (i) => i.id !== null && !classic.has(i.id) && graph.nodes.get(i.id)!.path !== null,
      );
      items.forEach((item, i) => {
        if (item.id === null) return;
        const isInline = graph.nodes.get(item.id)!.path === null;
        const isLeading = isInline && (firstModule < 0 || i < firstModule);
        if ((i < last || isLeading) && classic.get(item.id)?.level !== 'sync') {
          classic.set(item.id, { level: 'sync' });
          changed = true;
        }
      });
    }
  }
}

/** A path for a new module; the same one whenever the same global asks for it, and another one for each global. */
function freeName(isTaken: (path: string) => boolean): GlobalsContext['newModule'] {
  const given = new Map<string, string>();
  return ({ name, graph }, folder) => {
    const base = posix.join(
      folder,
      name.replace(/^[A-Z]+(?=$|[^a-z])|^[A-Z]/, (m) => m.toLowerCase()),
    );
    const key = [base, ...graph.nodes.keys()].join(' ');
    let path = given.get(key) ?? `${base}.js`;
    if (given.has(key)) return path;
    const isUsed = (p: string): boolean => isTaken(p) || [...given.values()].includes(p);
    for (let i = 0; isUsed(path); i++) path = `${base}-namespace${i === 0 ? '' : i}.js`;
    given.set(key, path);
    return path;
  };
}

/** Script order over all pages: the earliest place of each. */
export function scriptRank(graph: ScriptGraph): (owner: string) => number {
  const ranks = new Map<string, number>();
  for (const { order } of graph.pages) order.forEach((id, i) => ranks.set(id, Math.max(ranks.get(id) ?? 0, i)));
  return (owner) => (owner.startsWith(HELPER) ? -1 : (ranks.get(owner) ?? 0));
}

function pageRuns(order: PageOrder, plan: ScriptsPlan): PageRuns {
  const result: PageRuns = { order, runs: [], deferred: [] };
  let run: number[] | null = null;
  order.items.forEach((item, i) => {
    const isModule = item.id !== null && plan.modules.has(item.id);
    const isInline = item.element.src === null;
    if (isModule && !isInline && run) run.push(i);
    else if (isModule) {
      result.runs.push([i]);
      run = isInline ? null : result.runs.at(-1)!;
    } else {
      run = null;
      const isAsync = item.element.attributes.has('async') || item.element.attributes.has('defer');
      if (result.runs.length > 0 && item.element.kind === 'classic' && !isInline && !isAsync) result.deferred.push(i);
    }
  });
  return result;
}
