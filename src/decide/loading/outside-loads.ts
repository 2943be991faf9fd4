import type { Graph } from '../../link/graph.js';

/** A module that may be loaded through a `require` that code passes on, and where it is passed on. */
export interface LoadedByOthers {
  path: string;
  by: string;
  at: number;
}

/**
 * The modules that strings of the project name by a relative path, where some file uses `require` as a value
 * (`load(require)`, `const r = require`, `require.apply(…)`) or hands `module` on, which has a require() too.
 */
export function loadedByOthers(graph: Graph): LoadedByOthers[] {
  for (const { path: by, facts } of graph.modules.values()) {
    const use = facts.free.find((f) => f.kind === 'require' || f.kind === 'module.require' || f.kind === 'module');
    if (!use) continue;
    return [...graph.named.paths()].map((path) => ({ path, by, at: use.range.start }));
  }
  return [];
}

/** The fields of package.json for the package itself: `main`, `exports`, `exports["."]`, with their conditions. */
const mainField = /^(main|exports(\.\w[\w-]*)*|exports\.\.(\..*)?)$/;

/**
 * Modules without exports that a package names as its main file: users get an object of them, `{}`, from require() and as
 * the default import (R-FACADE). Programs that the package itself starts have no such users.
 */
export function emptyEntries(graph: Graph): Set<string> {
  const entries = new Set<string>();
  const { packages, references } = graph.project;
  const named = new Set(references.filter((r) => mainField.test(r.field)).map((r) => r.target));
  for (const { path, file, facts } of graph.modules.values()) {
    const { dir, json } = packages[file.package]!;
    // Nobody installs a private package.
    if (json.private === true || facts.syntax === 'esm' || file.roles.join() !== 'public') continue;
    const isDefault =
      json.main === undefined && json.exports === undefined && path === `${dir ? `${dir}/` : ''}index.js`;
    if (isDefault || named.has(path)) entries.add(path);
  }
  return entries;
}
