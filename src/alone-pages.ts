import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { analyse } from './analyse/analyse.js';
import type { ModuleFacts } from './analyse/facts.js';
import { readScript } from './analyse/script.js';
import { scriptFacts } from './analyse/script-facts.js';
import { discover } from './discover/discover.js';
import { findRoot } from './discover/root.js';
import { migrateScripts, type ScriptsResult } from './migrate-scripts.js';
import { defaultOptions } from './options.js';
import type { PageTransformDefinition } from './rewrite/page-transform.js';

/** One plan for each project, made before the first of its files is changed. */
const plans = new Map<string, Promise<{ root: string; result: ScriptsResult }>>();

/**
 * Runs one transform for scripts of pages on one file, as jscodeshift asks for it.
 * @param path as jscodeshift gives it: relative to the working directory, or absolute
 * @returns the new text, or undefined when nothing changes
 */
export async function transformPageScript(
  { concerns }: PageTransformDefinition,
  path: string,
  source: string,
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
  return concerns(facts, source) ? (change.after ?? undefined) : undefined;
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
