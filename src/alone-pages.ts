import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { analyse } from './analyse/analyse.js';
import type { ModuleFacts } from './analyse/facts.js';
import { readScript } from './analyse/scripts/script.js';
import { scriptFacts } from './analyse/scripts/script-facts.js';
import type { FileChange } from './file-change.js';
import { readPage } from './discover/pages.js';
import { discover } from './discover/discover.js';
import { findRoot } from './discover/root.js';
import type { Finding } from './finding.js';
import { importsIn } from './link/module-names.js';
import { migrateScripts, type ScriptsResult } from './migrate-scripts.js';
import { defaultOptions } from './options.js';
import type { PageTransformDefinition } from './rewrite/page-transform.js';

/**
 * What the transforms for scripts of pages do to a project, from the command line: the files that show a pattern, and
 * all that has to change with them, so that the pages go on working: the scripts and pages that they are joined with, and
 * new modules.
 * @param isSelected whether the user asked for a file; pages that load one that is selected belong to it
 */
export async function pageChanges(
  root: string,
  definitions: readonly PageTransformDefinition[],
  isSelected: (path: string) => boolean,
): Promise<{ changes: FileChange[]; findings: Finding[] }> {
  const { result } = await planPages(root);
  const shows = ({ path, before }: FileChange): boolean => {
    if (before === null || !path.endsWith('.js') || !isSelected(path)) return false;
    const script = readScript(path, path, 0, before);
    const facts = 'message' in script ? null : scriptFacts(script);
    return definitions.some(({ concerns }) => concerns(facts, before));
  };
  const joined = joinedChanges(result.changes);
  const wanted = new Set(result.changes.filter(shows).flatMap((change) => joined(change)));
  const changes = result.changes.filter((c) => wanted.has(c));
  const files = new Set(changes.map((c) => c.path));
  return { changes, findings: result.findings.filter((f) => files.has(f.file)) };
}

/** All changes that one needs: pages with their scripts, modules with what they import. */
function joinedChanges(changes: readonly FileChange[]): (change: FileChange) => FileChange[] {
  const byPath = new Map(changes.map((c) => [c.newPath, c]));
  const next = new Map<FileChange, Set<FileChange>>(changes.map((c) => [c, new Set()]));
  const join = (a: FileChange, path: string | null): void => {
    const b = path === null ? undefined : byPath.get(path);
    if (!b) return;
    next.get(a)!.add(b);
    next.get(b)!.add(a);
  };
  for (const change of changes) {
    const texts = [change.before, change.after].filter((text) => text !== null);
    if (change.path.endsWith('.html'))
      for (const text of texts) for (const { path } of readPage(change.path, text).scripts) join(change, path);
    else if (change.after !== null) for (const { from } of importsIn(change.newPath, change.after)) join(change, from);
  }
  return (change) => {
    const seen = new Set([change]);
    for (const at of seen) for (const other of next.get(at)!) seen.add(other);
    return [...seen];
  };
}

/** One plan for each project, made before the first of its files is changed. */
const plans = new Map<string, Promise<{ root: string; result: ScriptsResult }>>();

/**
 * Runs one transform for scripts of pages on one file, as jscodeshift asks for it.
 * @param path as jscodeshift gives it: relative to the working directory, or absolute
 * @param report is told which files have to change too, and how
 * @returns the new text, or undefined when nothing changes
 */
export async function transformPageScript(
  { concerns, id }: PageTransformDefinition,
  path: string,
  source: string,
  report: (message: string) => void,
): Promise<string | undefined> {
  const file = await realpath(path);
  const folder = findRoot(dirname(file), []).root;
  const plan = plans.get(folder) ?? planPages(folder);
  plans.set(folder, plan);
  const { root, result } = await plan;
  const name = relative(root, file).split(sep).join('/');
  const change = result.changes.find((c) => c.path === name);
  if (!change || change.before !== source) return undefined;
  const script = readScript(name, name, 0, source);
  const facts = 'message' in script ? null : scriptFacts(script);
  if (!concerns(facts, source) || change.after === null) return undefined;
  const others = joinedChanges(result.changes)(change).filter((c) => c !== change);
  if (others.length > 0) {
    const list = others.map((c) => c.newPath).sort();
    const more = list.length > 5 ? ` and ${list.length - 5} more` : '';
    const files = `${list.slice(0, 5).join(', ')}${more}`;
    report(`${name} works only with the changes of ${files}: \`npx esmigrate ${id} .\` makes all of them.`);
  }
  return change.after;
}

async function planPages(folder: string): Promise<{ root: string; result: ScriptsResult }> {
  const project = await discover(folder, defaultOptions);
  const sources = new Map<string, string>();
  const facts = new Map<string, ModuleFacts>();
  for (const { path, kind } of project.files) {
    if (kind !== 'js') continue;
    const text = await readFile(join(project.root, path), 'utf8');
    sources.set(path, text);
    facts.set(path, analyse(path, text));
  }
  return { root: project.root, result: migrateScripts({ project, sources, facts }) };
}
