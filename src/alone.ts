import { realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { analyseProject, type Analysis } from './migrate.js';
import { defaultOptions } from './options.js';
import { rewriteFile } from './strict-files.js';

/** One analysis for each project that jscodeshift's files come from. */
const analyses = new Map<string, Promise<Analysis>>();

/**
 * Runs one transform on one file, as jscodeshift asks for it: the project around the file is read from disk and planned
 * as a whole, so the result is the same as that of `esmigrate <transform>`.
 * @param path as jscodeshift gives it: relative to the working directory, or absolute
 * @returns the new text, or undefined when nothing changes
 */
export async function transformFile(id: string, path: string, source: string): Promise<string | undefined> {
  const file = await realpath(path);
  const folder = dirname(file);
  let pending = analyses.get(folder);
  if (!pending) {
    pending = analyseProject(folder, defaultOptions);
    analyses.set(folder, pending);
  }
  const { project, plan, records } = await pending;
  const name = relative(project.root, file).split(sep).join('/');
  const filePlan = plan.files.get(name);
  // A file that is no part of the project (ignored, generated), or whose text changed since, is left alone.
  const record = records.get(name);
  if (!filePlan || !record || (record.original ?? record).source !== source) return undefined;
  return rewriteFile(record, filePlan, [id]) ?? undefined;
}
