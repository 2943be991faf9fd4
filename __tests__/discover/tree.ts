import { discover } from '../../src/discover/discover.js';
import type { Project } from '../../src/discover/project.js';
import { defaultOptions, type MigrateOptions } from '../../src/options.js';
import { writeTree, type Tree } from '../trial/tree.js';

export function discoverTree(files: Tree, options: Partial<MigrateOptions> = {}): Promise<Project> {
  return discover(writeTree(files), { ...defaultOptions, ...options });
}

/** Paths of the module files. */
export function modulePaths(project: Project): string[] {
  return project.files.filter((file) => file.kind !== 'json' && file.kind !== 'html').map((file) => file.path);
}

/** Roles by path, files without roles left out. */
export function rolesByPath(project: Project): Record<string, string> {
  const withRoles = project.files.filter((file) => file.roles.length > 0);
  return Object.fromEntries(withRoles.map((file) => [file.path, file.roles.join(' ')]));
}
