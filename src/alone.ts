import { realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { findRoot } from './discover/root.js';
import type { Analysis } from './migrate.js';
import { defaultOptions } from './options.js';
import { analyseWhole } from './single-transforms.js';
import { rewriteFile } from './strict-files.js';

/** One analysis for each project that jscodeshift's files come from, made before the first of its files is changed. */
const analyses = new Map<string, Promise<Analysis>>();
/** The project of each folder. */
const roots = new Map<string, Promise<string>>();

/**
 * Runs one transform on one file, as jscodeshift asks for it: the project around the file is read from disk and planned
 * as a whole, so the result is the same as that of `esmigrate <transform>`.
 * @param path as jscodeshift gives it: relative to the working directory, or absolute
 * @returns the new text, or undefined when nothing changes
 */
export async function transformFile(id: string, path: string, source: string): Promise<string | undefined> {
  const file = await realpath(path);
  const folder = dirname(file);
  const root = await once(roots, folder, async () => findRoot(folder, []).root);
  const { project, plan, records } = await once(analyses, root, () =>
    analyseWhole(root, { ...defaultOptions, transforms: [id] }),
  );
  const name = relative(project.root, file).split(sep).join('/');
  const filePlan = plan.files.get(name);
  // A file that is no part of the project (ignored, generated), or whose text changed since, is left alone.
  const record = records.get(name);
  if (!filePlan || !record || (record.original ?? record).source !== source) return undefined;
  return rewriteFile(record, filePlan, [id]) ?? undefined;
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}
