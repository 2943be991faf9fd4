import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { FileChange } from './file-change.js';
import { discover } from './discover/discover.js';
import type { SourceFile } from './discover/project.js';
import { sortFindings } from './decide/findings.js';
import type { Finding } from './finding.js';
import { analyseProject, type Analysis, type MigrateResult } from './migrate.js';
import type { MigrateOptions } from './options.js';
import type { ForeignFile } from './rewrite/foreign-transform.js';
import { pageTransforms } from './rewrite/page-transforms.js';
import { rewriteFile } from './strict-files.js';

/**
 * Reads and plans the whole project around a folder, as if all of it were migrated: a transform alone takes one step of
 * that migration, whatever files it is shown, so that steps fit together and the order of files does not matter.
 */
export async function analyseWhole(cwd: string, options: MigrateOptions): Promise<Analysis> {
  const { root } = await discover(cwd, options);
  return analyseProject(root, { ...options, paths: [], include: [], exclude: [] });
}

/**
 * Runs the transforms that `options.transforms` names on the selected files, instead of the whole migration: ours in one
 * go, then those of other people, in the order given. package.json and file names stay as they are.
 * @throws {UserError} as `migrate` does; a foreign transform that cannot be loaded
 */
export async function runTransforms(cwd: string, options: MigrateOptions): Promise<MigrateResult> {
  const { root, files } = await discover(cwd, options);
  const selected = files.filter((file) => file.selected && isCode(file));
  const foreign = options.transforms.filter(isAbsolute);
  const isPage = (name: string): boolean => pageTransforms.some(({ definition }) => definition.id === name);
  const own = options.transforms.filter((name) => !isAbsolute(name) && !isPage(name));
  const stats = { files: selected.length, converted: 0, renamed: 0, left: 0, unparsed: 0 };
  const findings: Finding[] = [];
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  if (own.length > 0) {
    const analysis = await analyseWhole(cwd, options);
    for (const { path } of selected) {
      const record = analysis.records.get(path);
      const plan = analysis.plan.files.get(path);
      if (!record || !plan) continue;
      const source = (record.original ?? record).source;
      if (record.facts.problem) stats.unparsed++;
      before.set(path, source);
      after.set(path, rewriteFile(record, plan, own) ?? source);
    }
    const paths = new Set(selected.map((file) => file.path));
    findings.push(...analysis.findings.filter((finding) => paths.has(finding.file)));
  } else {
    for (const { path } of selected) before.set(path, await readFile(join(root, path), 'utf8'));
    for (const [path, text] of before) after.set(path, text);
  }
  /** Pages, new modules, and scripts that pages join with selected ones. */
  const besides: FileChange[] = [];
  const pages = pageTransforms.map((t) => t.definition).filter(({ id }) => options.transforms.includes(id));
  if (pages.length > 0) {
    const { pageChanges } = await import('./alone-pages.js');
    const paths = new Set(files.filter((file) => file.selected).map((file) => file.path));
    const result = await pageChanges(root, pages, (path) => paths.has(path));
    for (const change of result.changes) {
      if (!before.has(change.path)) besides.push(change);
      // What another transform has changed already is not what was planned for.
      else if (after.get(change.path) === change.before) after.set(change.path, change.after!);
    }
    findings.push(...result.findings);
  }
  for (const transform of foreign) {
    const { runForeignTransform } = await import('./rewrite/foreign-transform.js');
    const input: ForeignFile[] = [...after].map(([path, source]) => ({ path, source }));
    const onProgress = (done: number, total: number): void => options.onProgress?.('transform', done, total);
    const result = await runForeignTransform(transform, input, { root, onProgress });
    for (const { path, source } of result.files) after.set(path, source);
    findings.push(...result.findings);
  }
  const changes = [...before]
    .filter(([path, text]) => after.get(path) !== text)
    .map(([path, text]): FileChange => ({ path, newPath: path, before: text, after: after.get(path)! }))
    .concat(besides)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  stats.converted = changes.filter((change) => before.has(change.path)).length;
  stats.left = stats.files - stats.converted - stats.unparsed;
  return { root, changes, findings: sortFindings(findings), stats };
}

/** JavaScript and TypeScript; declaration files hold no code. */
function isCode({ kind, path }: SourceFile): boolean {
  return kind !== 'json' && kind !== 'html' && !/\.d\.[cm]?ts$/.test(path);
}
