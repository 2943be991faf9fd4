import type { Project } from '../../discover/project.js';

/**
 * Configuration files that must stay CommonJS although their package turns to ES modules: `.eslintrc.js` becomes
 * `.eslintrc.cjs`, `Gruntfile.js` becomes `Gruntfile.cjs`. Their tools find both names. A file is left out when the new
 * name is taken, because then the tool reads that one already.
 * @returns old path to new path, for every package that is CommonJS today
 */
export function cjsConfigRenames(project: Project): Map<string, string> {
  const taken = new Set(project.files.map((file) => file.path));
  const stay = project.files.filter(
    (file) =>
      file.selected &&
      file.kind === 'js' &&
      !file.esm &&
      file.path.endsWith('.js') &&
      file.roles.includes('cjs-config'),
  );
  const pairs = stay.map((file): [string, string] => [file.path, file.path.replace(/\.js$/, '.cjs')]);
  return new Map(pairs.filter(([, name]) => !taken.has(name)));
}
