import { basename, dirname } from 'node:path/posix';
import { analyse } from './analyse/analyse.js';
import type { TextEdit } from './analyse/sloppy/text-edits.js';
import { isBarred } from './decide/loading/barriers.js';
import { listsFolder } from './decide/paths/folder-listing.js';
import type { Plan } from './decide/plan.js';
import { TestRunners } from './decide/test-tools/test-runner.js';
import type { Project, SourceFile } from './discover/project.js';
import { scriptTexts } from './discover/script-words.js';
import type { Graph } from './link/graph.js';
import { moveStatements } from './rewrite/move-statements.js';
import { toEntry, type EntryCall } from './rewrite/side-effect-entry.js';
import { type FileRecord, withEdits } from './strict-files.js';

/** A project with its sources, and what was decided about it. */
export interface Decided {
  project: Project;
  records: Map<string, FileRecord>;
  graph: Graph;
  plan: Plan;
}

/** Statements that now run before the imports below them: where the first of them stood. */
export interface SetupPlace {
  from: string;
  /** The offset in the text that the file had after so many rounds of edits. */
  at: number;
  rounds: number;
}

/** A call of a package for which its entry stands now. */
export type UsedEntry = SetupPlace & Pick<EntryCall, 'call' | 'entry'>;

/** What is decided in the end. */
export interface Setups {
  decided: Decided;
  /** The new modules by path. */
  modules: Map<string, SetupPlace>;
  entries: UsedEntry[];
}

/** A file whose requires wait for more groups of statements than these is easier to read as it is. */
const maximalGroups = 3;
/** So is a file most of which would move. */
const maximalStatements = 6;

/**
 * Makes imports of what statements that later requires wait for do (`process.env.X = …`), so that those requires become
 * imports too (O14, O01): a call for which its package has an entry loads that entry; other
 * statements move into modules of their own. Only where it helps: a file keeps its statements if one of its requires has
 * to stay all the same, and its call if as many of them stay.
 * @param decide decides about a project anew
 */
export function extractSetups(
  decided: Decided,
  decide: (project: Project, records: Map<string, FileRecord>) => Decided,
): Setups {
  const keepStatements = new Set<string>();
  const keepCalls = new Set<string>();
  for (;;) {
    const round: Setups = { decided, modules: new Map(), entries: [] };
    for (let next; (next = extract(round, keepStatements, keepCalls));)
      round.decided = decide(next.project, next.records);
    const { plan } = round.decided;
    const useless = [...round.modules.values()].filter(({ from }) => waiting(plan, from) > 0);
    const idle = round.entries.filter(({ from }) => waiting(plan, from) >= waiting(decided.plan, from));
    if (useless.length === 0 && idle.length === 0) return round;
    for (const { from } of useless) keepStatements.add(from);
    for (const { from } of idle) keepCalls.add(from);
  }
}

/** How many requires of a file wait for the statements above them. */
function waiting({ files, loadings }: Plan, path: string): number {
  return files.get(path)!.action === 'convert' ? (loadings.get(path) ?? []).filter(isBarred).length : Infinity;
}

/** Makes an import of one group of statements in every file that has one. @returns null when there is none */
function extract(
  { decided: { project, records, graph, plan }, modules, entries }: Setups,
  keepStatements: Set<string>,
  keepCalls: ReadonlySet<string>,
): Pick<Decided, 'project' | 'records'> | null {
  if (plan.barriers.size === 0) return null;
  const place = placesFor({ project, records, graph });
  const files: SourceFile[] = [...project.files];
  const next = new Map(records);
  for (const [path, { statements, changing }] of plan.barriers) {
    const record = records.get(path)!;
    const { source, facts, original } = record;
    const rounds = original?.rounds.length ?? 0;
    const edit = (edits: TextEdit[]): void => void next.set(path, withEdits(path, record, edits));
    const exists = (entry: string): boolean => {
      const found = graph.resolver.resolve(entry, path);
      return found.kind === 'external' && found.package.importFile !== null;
    };
    const entry = keepCalls.has(path) ? null : toEntry(path, source, statements, exists);
    if (entry) {
      edit(entry.edits);
      entries.push({ from: path, at: entry.at, rounds, call: entry.call, entry: entry.entry });
      continue;
    }
    const group = [...modules.values()].filter(({ from }) => from === path).length + 1;
    if (keepStatements.has(path) || statements.length > maximalStatements || group > maximalGroups) continue;
    const setup = place(path, group);
    if (setup === null) continue;
    const isRequire = facts.statements.map((s) => s.isRequire);
    const isCopyable = (index: number): boolean => !changing.has(index);
    const moved = moveStatements(path, source, statements, isRequire, isCopyable, `./${basename(setup)}`);
    if (!moved) {
      keepStatements.add(path);
      continue;
    }
    edit(moved.edits);
    next.set(setup, { source: moved.text, facts: analyse(setup, moved.text), original: null });
    files.push({ ...graph.modules.get(path)!.file, path: setup, roles: [] });
    modules.set(setup, { from: path, at: moved.at, rounds });
  }
  if ([...next].every(([path, record]) => records.get(path) === record)) return null;
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { project: { ...project, files }, records: next };
}

/** Finds where a new module may stand beside a file: its path, or null. */
function placesFor({ project, records, graph }: Omit<Decided, 'plan'>): (path: string, group: number) => string | null {
  const runners = new TestRunners(graph);
  const taken = new Set(project.files.map((f) => f.path));
  const isListed = [...records.values()].some(({ source }) => listsFolder(source));
  const loadedFolders = new Set(
    [...graph.modules.values()].flatMap((m) => (m.dynamic.length > 0 ? [dirname(m.path)] : [])),
  );
  return (path, group) => {
    const { file } = graph.modules.get(path)!;
    const isTest = file.roles.includes('test');
    const setup = path.replace(/\.js$/, `.setup${group === 1 ? '' : group}.js`);
    // Code that lists a folder would see one file more, and a folder that is loaded whole would load it.
    if (taken.has(setup) || loadedFolders.has(dirname(path)) || (isListed && !isTest)) return null;
    return mayHaveNeighbours(project, file, setup) && (!isTest || ignoresOthers(runners, graph, path)) ? setup : null;
  };
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

/** Runners that take each script of a folder for a test, and fail for one without tests or count it; tap skips it. */
const searching = ['ava', 'vitest', 'lab', '@hapi/lab', 'borp'];

/** True where no runner would take the new module for a test: jest, those above, and `node --test`. */
function ignoresOthers(runners: TestRunners, { modules, project }: Graph, path: string): boolean {
  const module = modules.get(path)!;
  const { json } = project.packages[module.file.package]!;
  const installed = { ...json.dependencies, ...json.devDependencies };
  const isSearched = scriptTexts(json).some((script) => /\bnode\b.*--test\b/.test(script));
  return !isSearched && runners.jest(module) === null && !searching.some((name) => name in installed);
}
