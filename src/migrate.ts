import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModuleFacts } from './analyse/facts.js';
import { locate } from './analyse/parse.js';
import { originalOffset } from './analyse/strict-form.js';
import type { FileChange } from './file-change.js';
import { passingModule } from './rewrite/old-path.js';
import { rewriteChecked } from './checked-rewrite.js';
import { decide } from './decide/decide.js';
import { sortFindings } from './decide/findings.js';
import type { Forced } from './decide/forced.js';
import { planPackageEdits } from './decide/packages/package-edits.js';
import { readsParent } from './decide/hazards/module-system.js';
import type { Plan } from './decide/plan.js';
import { dataPages } from './discover/data-pages.js';
import { discover } from './discover/discover.js';
import type { Project } from './discover/project.js';
import { startOfFile, type Finding } from './finding.js';
import { type Graph, link } from './link/graph.js';
import { createResolver } from './link/resolve.js';
import { twinOf } from './link/script-pages.js';
import type { MigrateOptions } from './options.js';
import type { ScriptsResult } from './migrate-classic.js';
import { openedSpreads } from './opened-spreads.js';
import { type Decided, extractSetups, type SetupPlace, type Setups } from './setup-modules.js';
import { analyseFile, type FileRecord, inOriginal } from './strict-files.js';
import { takeForNode, universalFindings } from './universal-modules.js';

/** What a run would change and what it has to say about it. Nothing is written. */
export interface MigrateResult {
  /** Absolute path of the project root; every path below is relative to it. */
  root: string;
  /** Sorted by path. */
  changes: FileChange[];
  /** Sorted by file, line, column, rule. */
  findings: Finding[];
  /** Counts for the summary. */
  stats: { files: number; converted: number; renamed: number; left: number; unparsed: number };
}

/** The stages up to `decide`, for those who want to look inside. */
export interface Analysis {
  project: Project;
  /** By path; `sources` and `facts` below are views of them. */
  records: Map<string, FileRecord>;
  sources: Map<string, string>;
  facts: Map<string, ModuleFacts>;
  graph: Graph;
  plan: Plan;
  /** Modules that the run makes of statements which requires wait for; they are among the others above. */
  setups: Map<string, SetupPlace>;
  /** What becomes of the pages and of the scripts that they load: these files are no part of the plan. */
  pages: ScriptsResult;
  /** Scripts of pages that Node loads too: they stay as they are, with a CommonJS twin for Node where it needs one. */
  shared: Forced;
  /** Universal modules that are taken for what Node runs of them. */
  universal: ReadonlySet<string>;
  /** What reading the sources has to say. */
  sourceFindings: Finding[];
  /** The same, and what the plan has to say. */
  findings: Finding[];
}

/**
 * Runs every stage up to `check` on the project around `cwd`.
 * @throws {UserError} neither a package.json nor a page, an invalid package.json, a path that does not exist, an unknown transform.
 */
export async function migrate(cwd: string, options: MigrateOptions): Promise<MigrateResult> {
  if (options.transforms.length > 0) return (await import('./single-transforms.js')).runTransforms(cwd, options);
  const { analysis, texts } = await rewriteChecked(await analyseProject(cwd, options), options);
  const { project, plan, records, facts } = analysis;
  const changes: FileChange[] = [];
  const stats = { files: facts.size - analysis.setups.size, converted: 0, renamed: 0, left: 0, unparsed: 0 };
  for (const [path, filePlan] of plan.files) {
    if (analysis.pages.handled.has(path)) continue;
    const setup = analysis.setups.get(path);
    if (setup) {
      // The file that was to import it has failed its check and keeps its statements.
      if (plan.files.get(setup.from)!.action !== 'convert') continue;
      const after = texts.get(path) ?? records.get(path)!.source;
      changes.push({ path: filePlan.newPath, newPath: filePlan.newPath, before: null, after });
      continue;
    }
    const record = records.get(path)!;
    const source = record.original?.source ?? record.source;
    const text = texts.get(path)!;
    const { newPath } = filePlan;
    if (record.facts.problem) stats.unparsed++;
    else if (filePlan.action === 'convert' && text !== null) stats.converted++;
    else if (newPath !== path) stats.renamed++;
    else stats.left++;
    if (analysis.shared.has(path) && newPath !== path) {
      changes.push({ path: newPath, newPath, before: null, after: text ?? source });
    } else if (plan.oldPaths.has(path)) {
      const byRequire = readsParent(analysis.graph.modules.get(path)!);
      changes.push({ path: newPath, newPath, before: null, after: text ?? source });
      changes.push({
        path,
        newPath: path,
        before: source,
        after: passingModule(source, filePlan, byRequire),
      });
    } else if (text !== null || newPath !== path)
      changes.push({ path, newPath, before: source, after: text ?? source });
  }
  for (const folder of plan.commonJsFolders) {
    const path = `${folder}/package.json`;
    changes.push({ path, newPath: path, before: null, after: '{\n  "type": "commonjs"\n}\n' });
  }
  changes.push(...analysis.pages.changes);
  stats.converted += analysis.pages.changes.filter((c) => c.path.endsWith('.js')).length;
  const edits = planPackageEdits(project, packageDecision(analysis, options));
  changes.push(...edits.changes);
  const universal = universalFindings(analysis.universal, plan, records);
  const findings = [...analysis.findings, ...universal, ...analysis.pages.findings, ...edits.findings];
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { root: project.root, changes, findings: sortFindings(findings), stats };
}

/** discover -> analyse -> link -> decide. */
export async function analyseProject(cwd: string, options: MigrateOptions): Promise<Analysis> {
  const project = await discover(cwd, options);
  const records = new Map<string, FileRecord>();
  const findings: Finding[] = [];
  // Declaration files describe modules; they hold no code.
  const files = project.files.filter((f) => f.kind !== 'json' && f.kind !== 'html' && !/\.d\.[cm]?ts$/.test(f.path));
  let done = 0;
  for (const file of files) {
    // Read one by one: a promise for each of thousands of files costs more than the reading.
    const bytes = readFileSync(join(project.root, file.path));
    options.onProgress?.('analyse', ++done, files.length);
    if (bytes.includes(0) || !isUtf8(bytes)) {
      findings.push(notText(file.path));
      continue;
    }
    records.set(file.path, analyseFile(file, bytes.toString('utf8')));
  }
  const pages = await migratePages(project, records);
  const shared = sharedScripts(pages, records);
  findings.push(...leaveWithoutPackage(project, records, pages, shared));
  const universal = takeForNode(project, records, (path) => pages.handled.has(path) || shared.has(path));
  const settle = (files: Project, texts: Map<string, FileRecord>): Decided => {
    const graph = link(files, viewOf(texts, 'facts'), createResolver(files));
    return {
      project: files,
      records: texts,
      graph,
      plan: decide(graph, viewOf(texts, 'source'), options, pages.handled, shared),
    };
  };
  const first = settle(project, records);
  // A transform alone makes no new files.
  const setups: Setups =
    options.transforms.length > 0
      ? { decided: first, modules: new Map(), entries: [] }
      : extractSetups(
          openedSpreads(first, (texts) => settle(project, texts)),
          settle,
        );
  const { decided } = setups;
  findings.push(...setupFindings(setups));
  return {
    ...decided,
    sources: viewOf(decided.records, 'source'),
    facts: viewOf(decided.records, 'facts'),
    setups: setups.modules,
    pages,
    shared,
    universal,
    sourceFindings: findings,
    findings: [...findings, ...inOriginal(decided.plan.findings, decided.records)],
  };
}

function viewOf<K extends keyof FileRecord>(
  records: ReadonlyMap<string, FileRecord>,
  key: K,
): Map<string, FileRecord[K]> {
  return new Map([...records].map(([path, record]) => [path, record[key]]));
}

/** Takes the scripts that Node loads too out of what the pages have taken: they are CommonJS for the rest of the project. */
function sharedScripts(pages: ScriptsResult, records: ReadonlyMap<string, FileRecord>): Forced {
  const shared: Forced = new Map();
  for (const { rule, file } of pages.findings) {
    if (rule !== 'script-shared' || records.has(twinOf(file))) continue;
    pages.handled.delete(file);
    shared.set(file, {
      rule: 'kept-commonjs',
      severity: 'info',
      at: 0,
      message: 'Stays CommonJS for Node, as .cjs beside the script that a page loads.',
      advice: 'Make it an ES module by hand and import it in both places.',
    });
  }
  return shared;
}

/** Without a package.json nothing says what the files are that no page loads, so they are left as they are. */
function leaveWithoutPackage(
  { files, packages }: Project,
  records: ReadonlyMap<string, FileRecord>,
  { handled }: ScriptsResult,
  shared: Forced,
): Finding[] {
  const rest = files.filter((f) => packages[f.package]!.missing && records.has(f.path) && !handled.has(f.path));
  const first = rest.find(({ path }) => records.get(path)!.facts.syntax === 'cjs');
  for (const { path } of rest) {
    handled.add(path);
    shared.delete(path);
  }
  if (!first) return [];
  return [
    {
      rule: 'no-package',
      severity: 'info',
      file: first.path,
      ...startOfFile,
      message: 'There is no package.json: CommonJS modules are left as they are, and only what pages load is migrated.',
      advice: 'Run npm init first, then run again, to migrate these too.',
    },
  ];
}

/** The scripts of pages are migrated from their texts on disk; the rest of the project leaves them alone. */
async function migratePages(project: Project, records: ReadonlyMap<string, FileRecord>): Promise<ScriptsResult> {
  const data = dataPages(project);
  const files = project.files.filter((f) => !data.has(f.path));
  if (!files.some((f) => f.kind === 'html')) return { changes: [], findings: [], handled: new Set() };
  // Loaded when there are pages: the HTML parser is of no use to anybody else.
  const { migrateScripts } = await import('./migrate-scripts.js');
  const onDisk = [...records].map(([path, record]) => [path, record.original ?? record] as const);
  return migrateScripts({
    project: { ...project, files },
    sources: new Map(onDisk.map(([path, { source }]) => [path, source])),
    facts: new Map(onDisk.map(([path, { facts }]) => [path, facts])),
  });
}

function setupFindings({ modules, entries, decided }: Setups): Finding[] {
  const finding = (rule: string, place: SetupPlace, message: string, advice: string): Finding => {
    const { source, rounds } = decided.records.get(place.from)!.original!;
    const { line, column } = locate(source, originalOffset(rounds.slice(0, place.rounds), place.at), '');
    return { rule, severity: 'info', file: place.from, line, column, message, advice };
  };
  const moved = [...modules].map(([path, place]) =>
    finding(
      'setup-module',
      place,
      `Moves to ${path}, which is imported first: what is imported below it may see its effect while it loads.`,
      'Where the order does not matter, move it back below the imports.',
    ),
  );
  const called = entries.map((place) =>
    finding(
      'side-effect-entry',
      place,
      `${place.call} becomes import '${place.entry}', which makes the same call before what is imported below it loads.`,
      "Read the package's documentation: the entry may take options from the environment and the command line.",
    ),
  );
  return [...moved, ...called];
}

function notText(path: string): Finding {
  return {
    rule: 'not-utf8',
    severity: 'error',
    file: path,
    ...startOfFile,
    message: 'Is not UTF-8 text.',
    advice: 'Convert it to UTF-8, or exclude it; the file was left alone.',
  };
}

function packageDecision({ plan, facts }: Analysis, options: MigrateOptions): Parameters<typeof planPackageEdits>[1] {
  const converted = new Set<string>();
  const keptCjs = new Set<string>();
  const renamed = new Map<string, string>();
  for (const [path, file] of plan.files) {
    if (file.action === 'convert' && facts.get(path)!.syntax !== 'esm') converted.add(path);
    if (file.action === 'cjs') keptCjs.add(path);
    if (file.newPath !== path) renamed.set(path, file.newPath);
  }
  return {
    converted,
    renamed,
    oldPaths: plan.oldPaths,
    keptCjs,
    requires: plan.requires,
    compat: options.compat,
  };
}
