import { posix } from 'node:path';
import { packageText } from './package-text.js';
import type { Package } from './project.js';
import { scriptTexts } from './script-words.js';
import { isObject } from './text.js';

/** Tools that take files as scripts for pages, or for AMD loaders, whatever they are for Node. */
const scriptTools =
  /\b(uglify(?!ify|js-webpack)|terser(?!-webpack)|minif|(?:gulp-|grunt-contrib-|grunt\.)?concat(?![\w(-])|closure-?compiler|karma|testem|zuul|airtap|requirejs|r\.js|amd-loader|amdclean|intern(?![\w-]))/i;

/** Where packages say how they are built. */
const buildFiles = [
  'Gruntfile.js',
  'Gruntfile.coffee',
  'gulpfile.js',
  'Makefile',
  'Cakefile',
  'Jakefile.js',
  'build.sh',
];

/**
 * Tells why the files of a package may be scripts for pages as well: a content delivery network or Bower serves one of
 * them, or a tool makes scripts of them.
 * Sources: the documentation of unpkg (`unpkg`), jsDelivr (`jsdelivr`) and Bower (bower.json, `main`).
 * @param isSource whether a file of the package (relative to the root) is a source of the project
 * @returns the reason in words; null for none
 */
export function servesScripts(root: string, pack: Package, isSource: (path: string) => boolean): string | null {
  const { json, dir } = pack;
  for (const name of ['unpkg', 'jsdelivr'])
    if (names(json[name]).some((path) => isSource(posix.join(dir, path)))) return `package.json serves it (${name})`;
  for (const name of ['bower.json', 'component.json']) {
    const text = packageText(root, pack, name);
    if (text !== '' && names(mainOf(text)).some((path) => isSource(posix.join(dir, path)))) return `${name} serves it`;
  }
  const installed = Object.keys({ ...json.dependencies, ...json.devDependencies });
  const texts = [...scriptTexts(json), ...buildFiles.map((name) => packageText(root, pack, name))];
  const tool = [...installed, ...texts].map((text) => scriptTools.exec(text)?.[0]).find((found) => found !== undefined);
  return tool === undefined ? null : `${tool} takes files of its package as scripts`;
}

function names(value: unknown): string[] {
  return [value].flat().filter((name) => typeof name === 'string');
}

function mainOf(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? (json.main ?? json.scripts) : undefined;
  } catch {
    // What is no JSON names nothing.
    return undefined;
  }
}
