import { posix } from 'node:path';
import type { ModuleFacts } from './analyse/facts.js';
import type { FileChange } from './file-change.js';
import { NotWritable } from './decide/scripts/not-writable.js';
import type { GlobalPlan } from './decide/scripts/script-plan.js';
import { earlyDeclaration } from './decide/scripts/script-early.js';
import { loadErrorFinding } from './decide/scripts/load-errors.js';
import { handlerFindings, unfitHandlers, wireHandlers, type WiredProgram } from './decide/scripts/page-handlers.js';
import { needsServer, scriptFinding } from './decide/scripts/script-hazards.js';
import { commonFolder } from './decide/scripts/script-places.js';
import { unboundFunctions } from './decide/scripts/script-plain-calls.js';
import { unopenedForms } from './decide/scripts/script-forms.js';
import { decideScripts, scriptRank, type PageRuns, type ScriptsDecision } from './decide/scripts/scripts.js';
import type { Project } from './discover/project.js';
import type { Finding } from './finding.js';
import { HELPER } from './link/load-order.js';
import { relativeSpecifier } from './link/percent.js';
import type { ScriptGraph, ScriptNode } from './link/script-graph.js';
import { readScriptProgram, type ScriptProgram } from './link/script-pages.js';
import { rewritePage, type ElementEdit } from './rewrite/scripts/page.js';
import { exportList } from './rewrite/print.js';
import { detectStyle } from './analyse/style.js';
import { rewriteScript, type ScriptImports } from './rewrite/scripts/script-module.js';

export interface ScriptsResult {
  changes: FileChange[];
  findings: Finding[];
  /** Files that belong to pages, changed or not: the CommonJS side leaves them. */
  handled: Set<string>;
}

/**
 * Migrates what pages load by classic `<script>` tags.
 * @param input.sources texts of the source files and pages, by path
 * @param input.failed scripts, or pages with scripts, that have to stay classic, with the reason
 * @throws {NotWritable} when a script cannot be rewritten
 */
export function migrateClassicScripts(input: {
  project: Project;
  sources: ReadonlyMap<string, string>;
  facts: ReadonlyMap<string, ModuleFacts>;
  failed: ReadonlyMap<string, string>;
}): ScriptsResult {
  const { project, sources } = input;
  const taken = new Set(project.files.map((f) => f.path));
  const { read, decided } = decideForms(input, taken);
  const handled = new Set([...read.loaded, ...read.named]);
  if (!decided) return { changes: [], findings: [], handled };
  const { wired, kept, decision } = decided;
  const { graph } = wired.program;
  const textOf = (file: string): string => sources.get(file) ?? wired.texts.get(file) ?? '';
  for (const path of wired.texts.keys()) taken.add(path);
  const changes = new Map<string, FileChange>();
  const change = (path: string, before: string | null, after: string): void => {
    if (before !== after) changes.set(path, { path, newPath: path, before, after });
  };
  /** A module for an object that several scripts share. */
  const addHelper = (path: string, name: string): void =>
    change(path, null, `${changes.get(path)?.after ?? ''}export const ${name} = {};\n`);
  const findings = [...decision.findings, ...handlerFindings(wired, kept, decision.plan, textOf)];
  for (const plan of decision.plan.globals.values()) {
    if (plan.members?.facade)
      change(
        plan.members.facade.slice(HELPER.length),
        null,
        facadeModule(plan, plan.members.facade.slice(HELPER.length), scriptRank(graph)),
      );
    if (plan.owner?.startsWith(HELPER)) change(plan.owner.slice(HELPER.length), null, helperModule(plan));
    for (const { id, key } of plan.members?.members ?? [])
      if (id.startsWith(HELPER)) addHelper(id.slice(HELPER.length), key);
  }
  const inline = new Map<string, string>();
  for (const id of decision.plan.modules) {
    const node = graph.nodes.get(id)!;
    const text = rewritten(node, decision, graph);
    if (node.path === null) inline.set(id, text);
    else change(node.path, sources.get(node.path) ?? null, text);
  }
  /** Pages that load the same scripts share an entry. */
  const entries = new Map<string, string>();
  for (const runs of decision.runs) {
    const page = runs.order.page;
    const elements = pageEdits(runs, decision, inline, (name, folder, text) => {
      const key = `${folder}\n${text(posix.join(folder, name))}`;
      const known = entries.get(key);
      if (known !== undefined) return known;
      const path = entryPath(page.path, folder, name, taken);
      taken.add(path);
      entries.set(key, path);
      change(path, null, text(path));
      return path;
    });
    change(page.path, page.text, rewritePage(page.text, elements, wired.edits.get(page.path)));
    findings.push(...placeFindings(runs), ...loadErrorFinding(runs, decision, graph));
  }
  return { changes: [...changes.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), findings, handled };
}

/** Reads the program, as it is called and as it opens up, and decides. */
function decideForms(
  { project, sources, facts, failed }: Parameters<typeof migrateClassicScripts>[0],
  taken: ReadonlySet<string>,
): { read: ScriptProgram; decided: ReturnType<typeof decideWithHandlers> | null } {
  const plain = new Map<string, Set<string>>();
  const unbound = new Map<string, Set<number>>();
  for (;;) {
    const read = readScriptProgram(project, sources, facts, { plain, unbound });
    if (read.graph.pages.length === 0) return { read, decided: null };
    const found = unboundFunctions(read).filter(({ id, at }) => !unbound.get(id)?.has(at));
    for (const { id, at } of found) unbound.set(id, (unbound.get(id) ?? new Set()).add(at));
    if (found.length > 0) continue;
    const decided = decideWithHandlers(read, sources, taken, failed);
    const unopened = unopenedForms(decided.wired.program.graph, decided.decision.plan, sources);
    if (unopened.length === 0) return { read, decided };
    for (const { id, name } of unopened) plain.set(id, (plain.get(id) ?? new Set()).add(name));
  }
}

/** Decides over scripts and handlers, until no module sets a handler that it cannot set or need not. */
function decideWithHandlers(
  read: ScriptProgram,
  sources: ReadonlyMap<string, string>,
  taken: ReadonlySet<string>,
  failed: ReadonlyMap<string, string>,
): { wired: WiredProgram; kept: Map<string, string>; decision: ScriptsDecision } {
  const kept = new Map<string, string>();
  for (;;) {
    const wired = wireHandlers(read, kept, (path) => taken.has(path));
    const textOf = (file: string): string => sources.get(file) ?? wired.texts.get(file) ?? '';
    const isTaken = (path: string): boolean => taken.has(path) || wired.texts.has(path);
    const decision = decideScripts(wired.program, textOf, isTaken, failed);
    const unfit = unfitHandlers(wired, decision.plan);
    if (unfit.size === 0) return { wired, kept, decision };
    for (const [handler, reason] of unfit) kept.set(handler, reason);
  }
}

function rewritten(node: ScriptNode, decision: ScriptsDecision, graph: ScriptGraph): string {
  try {
    return rewriteScript(node, decision.plan, scriptImports(node, decision, graph));
  } catch (error) {
    throw new NotWritable(node.path ?? node.facts.script.file, (error as Error).message);
  }
}

/** The object that several scripts fill. */
function helperModule(plan: GlobalPlan): string {
  return `export const ${plan.name} = {};\n${plan.bridge ? `globalThis.${plan.name} = ${plan.name};\n` : ''}`;
}

/** All members of a namespace, from the scripts that set them. */
function facadeModule({ members }: GlobalPlan, path: string, rank: (id: string) => number): string {
  const parts = [...members!.parts].sort((a, b) => rank(a) - rank(b));
  const style = detectStyle('');
  return parts
    .map((part) => {
      const final = members!.members.filter((m) => m.id === part && !m.overridden);
      const names = final.map((m) => ({ local: m.key, exported: m.key }));
      return names.length > 0 ? `${exportList(names, style, relativeSpecifier(path, part))}\n` : '';
    })
    .join('');
}

function scriptImports(node: ScriptNode, decision: ScriptsDecision, graph: ScriptGraph): ScriptImports {
  const from = node.path ?? node.facts.script.file;
  return {
    specifierOf: (owner) => relativeSpecifier(from, owner.startsWith(HELPER) ? owner.slice(HELPER.length) : owner),
    before: decision.spine.before.get(node.id) ?? [],
    rank: scriptRank(graph),
    early: (plan) => {
      const keyword = earlyDeclaration(plan, graph, decision.early);
      return keyword === 'both' ? 'var' : keyword;
    },
  };
}

function pageEdits(
  runs: PageRuns,
  decision: ScriptsDecision,
  inline: ReadonlyMap<string, string>,
  addEntry: (name: string, folder: string, text: (path: string) => string) => string,
): { element: PageRuns['order']['items'][number]['element']; edit: ElementEdit }[] {
  const { items, page } = runs.order;
  const edits: { element: (typeof items)[number]['element']; edit: ElementEdit }[] = [];
  const entries = decision.spine.entries.get(page.path)!;
  runs.runs.forEach((run, r) => {
    const first = items[run[0]!]!;
    if (first.element.src === null) {
      edits.push({ element: first.element, edit: { kind: 'module', src: null, code: inline.get(first.id!)! } });
      return;
    }
    const entry = entries[r]!;
    let src: string;
    if (entry.length === 1) src = items[run.find((i) => items[i]!.id === entry[0])!]!.element.src!;
    else {
      const path = addEntry(r === 0 ? 'main' : `main-${r + 1}`, commonFolder(run.map((i) => items[i]!.id!)), (at) =>
        entry.map((id) => `import '${relativeSpecifier(at, id)}';\n`).join(''),
      );
      src = sourceFor(first.element, path);
    }
    const edit: ElementEdit = first.added ? { kind: 'insert', src } : { kind: 'module', src, code: null };
    edits.push({ element: first.element, edit });
    for (const i of run.slice(1))
      if (!items[i]!.added) edits.push({ element: items[i]!.element, edit: { kind: 'remove' } });
  });
  for (const i of runs.deferred) edits.push({ element: items[i]!.element, edit: { kind: 'defer' } });
  return edits;
}

/** The URL of a new file, built on that of a script beside it. */
function sourceFor(element: { src: string | null; path: string | null }, path: string): string {
  const folder = posix.dirname(element.src!.replace(/[?#].*$/, ''));
  return posix.join(folder, posix.relative(posix.dirname(element.path!), path));
}

/** `main.js` beside the first script of the page; `<page>-main.js` where that is taken. */
function entryPath(page: string, folder: string, name: string, taken: ReadonlySet<string>): string {
  const candidates = [`${name}.js`, `${posix.basename(page, '.html')}-${name}.js`];
  for (let i = 2; ; i++) {
    for (const candidate of candidates)
      if (!taken.has(posix.join(folder, candidate))) return posix.join(folder, candidate);
    candidates.splice(0, 2, `${posix.basename(page, '.html')}-${name}-${i}.js`);
  }
}

function placeFindings({ order, runs, deferred }: PageRuns): Finding[] {
  const { page, items } = order;
  const at = (offset: number, rule: string, message: string, advice: string): Finding =>
    scriptFinding({ file: page.path, offset: 0, rounds: [] }, page.text, offset, rule, 'info', message, advice);
  const findings: Finding[] = [];
  const early = runs.flat().find((i) => items[i]!.element.beforeContent);
  if (early !== undefined) {
    findings.push(
      at(
        items[early]!.element.element.start,
        'module-timing',
        'Modules run when the whole page has been read; this script ran before the content behind it.',
        'Check that nothing relies on the page being incomplete.',
      ),
    );
  }
  for (const i of deferred) {
    findings.push(
      at(
        items[i]!.element.element.start,
        'deferred-script',
        'This script gets `defer`, so that it still runs after the modules before it.',
        'Check that it does not write into the document while it loads.',
      ),
    );
  }
  if (runs.length > 0) findings.push(needsServer(page, items[runs[0]![0]!]!.element.element.start));
  return findings;
}
