import { basename, dirname } from 'node:path/posix';
import { analyse } from './analyse/analyse.js';
import { moveStatements } from './rewrite/move-statements.js';
import { applyTextEdits } from './analyse/sloppy/text-edits.js';
import { isBarred } from './decide/barriers.js';
import { listsFolder } from './decide/folder-listing.js';
import type { Plan } from './decide/plan.js';
import { TestRunners } from './decide/test-runner.js';
import type { Project, SourceFile } from './discover/project.js';
import type { Graph } from './link/graph.js';
import type { FileRecord } from './strict-files.js';

/** A project with its sources, and what was decided about it. */
export interface Decided {
  project: Project;
  records: Map<string, FileRecord>;
  graph: Graph;
  plan: Plan;
}

/** A new module: the file whose statements it holds, and where the first of them stood. */
export interface SetupModule {
  from: string;
  /** The offset in the text that the file had after so many rounds of edits. */
  at: number;
  rounds: number;
}

/** A file whose requires wait for more groups of statements than these is easier to read as it is. */
const maximalGroups = 3;
/** So is a file most of which would move. */
const maximalStatements = 6;

/**
 * Moves statements that later requires wait for (`process.env.X = …`) into modules of their own, which the file imports
 * first, so that those requires become imports too: second choice of semantics 4.2. Only where it helps: a file keeps its
 * statements if one of its requires has to stay all the same.
 * @param decide decides about a project anew
 * @returns what is decided in the end, with the new modules by path
 */
export function extractSetups(
  decided: Decided,
  decide: (project: Project, records: Map<string, FileRecord>) => Decided,
): { decided: Decided; setups: Map<string, SetupModule> } {
  const rejected = new Set<string>();
  for (;;) {
    const setups = new Map<string, SetupModule>();
    let current = decided;
    for (let group = 1; group <= maximalGroups; group++) {
      const next = extract(current, group, rejected, setups);
      if (!next) break;
      current = decide(next.project, next.records);
    }
    const files = new Set([...setups.values()].map(({ from }) => from));
    const useless = [...files].filter((path) => !isWhole(current.plan, path));
    if (useless.length === 0) return { decided: current, setups };
    for (const path of useless) rejected.add(path);
  }
}

/** The file becomes an ES module, and none of its requires waits any more. */
function isWhole({ files, loadings }: Plan, path: string): boolean {
  return files.get(path)!.action === 'convert' && !(loadings.get(path) ?? []).some(isBarred);
}

/** Moves one group of statements out of every file that has one. @returns null when there is none */
function extract(
  { project, records, graph, plan }: Decided,
  group: number,
  rejected: Set<string>,
  setups: Map<string, SetupModule>,
): Pick<Decided, 'project' | 'records'> | null {
  const barriers = [...plan.barriers].filter(([path]) => !rejected.has(path));
  if (barriers.length === 0) return null;
  const runners = new TestRunners(graph);
  const isListed = [...records.values()].some(({ source }) => listsFolder(source));
  const loadedFolders = new Set(
    [...graph.modules.values()].flatMap((m) => (m.dynamic.length > 0 ? [dirname(m.path)] : [])),
  );
  const files: SourceFile[] = [...project.files];
  const next = new Map(records);
  for (const [path, statements] of barriers) {
    const { file } = graph.modules.get(path)!;
    const setup = path.replace(/\.js$/, `.setup${group === 1 ? '' : group}.js`);
    const isTaken = project.files.some((f) => f.path === setup);
    if (isTaken || statements.length > maximalStatements) continue;
    // Code that lists a folder would see one file more, and a folder that is loaded whole would load it.
    if (loadedFolders.has(dirname(path)) || (isListed && !file.roles.includes('test'))) continue;
    if (
      !mayHaveNeighbours(project, file, setup) ||
      (file.roles.includes('test') && !ignoresOthers(runners, graph, path))
    )
      continue;
    const record = records.get(path)!;
    const isRequire = record.facts.statements.map((s) => s.isRequire);
    const moved = moveStatements(path, record.source, statements, isRequire, `./${basename(setup)}`);
    if (!moved) {
      rejected.add(path);
      continue;
    }
    const source = applyTextEdits(record.source, moved.edits);
    const { original } = record;
    next.set(path, {
      source,
      facts: analyse(path, source),
      original: {
        source: original?.source ?? record.source,
        facts: original?.facts ?? record.facts,
        rounds: [...(original?.rounds ?? []), moved.edits],
        plain: original?.plain ?? record,
      },
    });
    next.set(setup, { source: moved.text, facts: analyse(setup, moved.text), original: null });
    files.push({ ...file, path: setup, roles: [] });
    if (!setups.has(setup)) setups.set(setup, { from: path, at: moved.at, rounds: original?.rounds.length ?? 0 });
  }
  if (files.length === project.files.length) return null;
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { project: { ...project, files }, records: next };
}

/** The package publishes what lies beside the file as well, and bundlers keep what is imported for its effect. */
function mayHaveNeighbours({ packages }: Project, { path, kind, package: scope }: SourceFile, setup: string): boolean {
  const { json, dir } = packages[scope]!;
  if (kind !== 'js' || !path.endsWith('.js') || json.sideEffects !== undefined) return false;
  const prefix = dir === '' ? '' : `${dir}/`;
  const listed = Array.isArray(json.files)
    ? json.files.map((entry) => prefix + String(entry).replace(/^\.?\//, ''))
    : [];
  return !listed.includes(path) || listed.includes(dirname(setup));
}

/** Runners that fail for a file without tests would take the new module for one. */
function ignoresOthers(runners: TestRunners, { modules, project }: Graph, path: string): boolean {
  const module = modules.get(path)!;
  const { json } = project.packages[module.file.package]!;
  const installed = { ...json.dependencies, ...json.devDependencies };
  return runners.jest(module) === null && !('ava' in installed) && !('vitest' in installed);
}
