import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { ModuleFacts } from './analyse/facts.js';
import type { FileChange } from './file-change.js';
import type { Project } from './discover/project.js';
import { NotWritable } from './decide/scripts/not-writable.js';
import { readPage } from './discover/pages.js';
import { migrateAmd } from './migrate-amd.js';
import { exportsIn, importsIn } from './link/module-names.js';
import { readScriptProgram } from './link/script-pages.js';
import { startOfFile, type Finding } from './finding.js';
import { migrateClassicScripts, type ScriptsResult } from './migrate-classic.js';

export type { ScriptsResult };

/**
 * Migrates what pages load: AMD programs, then classic scripts.
 * @param input.sources texts as on disk, by path; pages that are missing are read
 * @param input.facts of the source files, as on disk
 */
export function migrateScripts(input: {
  project: Project;
  sources: ReadonlyMap<string, string>;
  facts: ReadonlyMap<string, ModuleFacts>;
}): ScriptsResult {
  const { project, facts } = input;
  const sources = withPages(project, input.sources);
  try {
    return migrateAll(project, sources, facts);
  } catch (error) {
    // A fault of ours: no page may be left half migrated.
    const own = project.files.filter((f) => f.selected && f.kind === 'html').map((f) => f.path);
    const finding: Finding = {
      rule: 'page-failed',
      severity: 'error',
      file: own[0] ?? '',
      ...startOfFile,
      message: `The scripts of the pages could not be migrated: ${(error as Error).message.split('\n')[0]}.`,
      advice: 'All pages and their scripts are left as they were; please report this.',
    };
    return { changes: [], findings: [finding], handled: pageScripts(project, sources, facts) };
  }
}

function migrateAll(
  project: Project,
  sources: ReadonlyMap<string, string>,
  facts: ReadonlyMap<string, ModuleFacts>,
): ScriptsResult {
  const amd = migrateAmd({ project, sources, facts });
  const between = new Map(sources);
  for (const change of amd.changes) between.set(change.newPath, change.after!);
  /** A fault of ours in one script: it stays classic, and all is decided again. */
  const failed = new Map<string, string>();
  for (;;) {
    try {
      const classic = migrateClassicScripts({ project, sources: between, facts, failed });
      const changes = new Map<string, FileChange>(amd.changes.map((c) => [c.path, c]));
      for (const change of classic.changes) {
        changes.set(change.path, { ...change, before: change.before === null ? null : sources.get(change.path)! });
      }
      checkModules([...changes.values()], between);
      return {
        changes: [...changes.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
        findings: [...amd.findings, ...classic.findings.filter((f) => !isSaid(f, amd.findings))],
        handled: new Set([...amd.handled, ...classic.handled]),
      };
    } catch (error) {
      if (!(error instanceof NotWritable) || failed.has(error.path)) throw error;
      failed.set(error.path, error.message);
    }
  }
}

/** A library may be loaded by tags and by AMD, and a page may have both. */
const isSaid = ({ rule, file }: Finding, known: readonly Finding[]): boolean =>
  (rule === 'script-shared' || rule === 'needs-server' || rule === 'load-error') &&
  known.some((f) => f.rule === rule && f.file === file);

/** The project scripts that pages load. */
function pageScripts(
  project: Project,
  sources: ReadonlyMap<string, string>,
  facts: ReadonlyMap<string, ModuleFacts>,
): Set<string> {
  return readScriptProgram(project, sources, facts).loaded;
}

/**
 * Checks that every new module parses, those in pages too, and that each name it imports is exported where it is imported from.
 * @throws {NotWritable} naming the file and the place
 */
function checkModules(changes: readonly FileChange[], sources: ReadonlyMap<string, string>): void {
  const texts = new Map(sources);
  for (const change of changes) texts.set(change.newPath, change.after!);
  for (const { newPath } of changes) {
    const text = texts.get(newPath)!;
    if (newPath.endsWith('.js')) checkModule(newPath, text, texts);
    else {
      for (const { kind, code } of readPage(newPath, text).scripts)
        if (kind === 'module' && code) checkModule(newPath, text.slice(code.start, code.end), texts);
    }
  }
}

function checkModule(path: string, text: string, texts: ReadonlyMap<string, string>): void {
  const fail = (message: string): never => {
    throw new NotWritable(path, message);
  };
  const exportsOf = (file: string, content: string): ReturnType<typeof exportsIn> => {
    try {
      return exportsIn(file, content);
    } catch (error) {
      throw new NotWritable(file, (error as Error).message);
    }
  };
  exportsOf(path, text);
  for (const { from, names } of importsIn(path, text)) {
    const target = texts.get(from);
    if (target === undefined) return fail(`it would import ${from}, which is not there`);
    const exported = exportsOf(from, target);
    const missing = names.find((name) => !exported.has(name));
    if (missing !== undefined) fail(`it would import ${missing}, which ${from} does not export`);
  }
}

function withPages(project: Project, sources: ReadonlyMap<string, string>): Map<string, string> {
  const all = new Map(sources);
  for (const { path, kind } of project.files) {
    if (kind !== 'html' || all.has(path)) continue;
    const bytes = readFileSync(join(project.root, path));
    const text = bytes.toString('utf8');
    // A page in another encoding is left alone.
    if (Buffer.from(text, 'utf8').equals(bytes)) all.set(path, text);
  }
  addIgnoredScripts(project, all);
  return all;
}

/** Adds the scripts that pages load from folders which are no part of the project: libraries that are installed, built files. */
function addIgnoredScripts(project: Project, all: Map<string, string>): void {
  const root = realpathOf(project.root);
  if (root === null) return;
  for (const { path: page, kind } of project.files) {
    const text = kind === 'html' ? all.get(page) : undefined;
    if (text === undefined) continue;
    for (const { path } of readPage(page, text).scripts) {
      if (path === null || all.has(path)) continue;
      const file = realpathOf(join(root, path));
      if (file?.startsWith(root + sep) && statSync(file).isFile()) all.set(path, readFileSync(file, 'utf8'));
    }
  }
}

function realpathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
