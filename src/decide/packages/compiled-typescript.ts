import { posix } from 'node:path';
import { leaves } from '../../discover/entry-points.js';
import type { FileIndex } from '../../discover/file-index.js';
import { packageText } from '../../discover/package-text.js';
import { packagesAround } from '../../discover/packages.js';
import type { Package, SourceFile } from '../../discover/project.js';
import { commandsOf, scriptTexts, toolName } from '../../discover/script-words.js';
import { compilerOutputs, type CompilerOutput } from '../../discover/tsconfig.js';
import { mochaOptions } from '../../discover/whole-folders.js';
import type { Graph } from '../../link/graph.js';

/**
 * The packages whose TypeScript becomes CommonJS: `tsc` writes it, for users and scripts to load, or a tool compiles each
 * file as it is loaded. With `"type": "module"` Node would read it as ES modules, and no edit of the sources changes what
 * the compiler writes.
 * @returns by index of the package, what does it
 */
export function typeScriptPackages(graph: Graph, index: FileIndex): Map<number, string> {
  const { root, packages } = graph.project;
  const compiled = new Map<number, string>();
  packages.forEach((pack, number) => {
    const own = graph.project.files.filter((file) => file.package === number && isCode(file));
    const isTest = ({ roles }: SourceFile): boolean => roles.includes('test');
    const sources = own.filter((file) => !isTest(file));
    if (pack.json.type === 'module' || !own.some(isTypeScript)) return;
    const tests = own.filter(isTest);
    // Jest runs all tests alike; other tools may load one script of many.
    const isLoaded = (tool: string): boolean =>
      isMostlyTypeScript(sources) || (tool.includes('jest') ? tests.some(isTypeScript) : isMostlyTypeScript(tests));
    const tool = packagesAround(packages, pack)
      .map((p) => loader(root, p))
      .find((name) => name !== null && isLoaded(name));
    if (tool) compiled.set(number, `${tool} compiles its TypeScript to CommonJS as it is loaded`);
    if (tool || !sources.some(isTypeScript)) return;
    const outputs = compilerOutputs(root, pack).filter(writesCommonJs);
    const isBuilt = isMostlyTypeScript(sources) && runsCompiler(pack);
    const output = outputs.find((o) => isBuilt || isUsed(pack, o, index));
    if (output) compiled.set(number, `${output.config} has TypeScript compile it to CommonJS`);
  });
  return compiled;
}

/** A module with code of its own: no declarations, no tests of types, no configuration. */
function isCode({ path, kind, roles }: SourceFile): boolean {
  const isModule = kind === 'ts' || kind === 'js' || kind === 'cjs' || kind === 'mjs';
  return isModule && !/\.(d|test-d|spec-d)\.[cm]?tsx?$/.test(path) && !roles.includes('config');
}

const isTypeScript = ({ path }: SourceFile): boolean => /\.tsx?$/.test(path);

/** More than half: a package in JavaScript may have a script, an example or a test of its types in TypeScript. */
const isMostlyTypeScript = (files: SourceFile[]): boolean => files.filter(isTypeScript).length * 2 > files.length;

/** Tools that compile TypeScript to CommonJS as files are loaded, by the words that name them. */
const loaders =
  /(?<![\w@/-])(ts-node-dev|tsnd|ts-node(?!\/esm)|ts-mocha|ts-jest|@swc\/(?:register|jest)|@swc-node\/register|esbuild-(?:register|jest)|sucrase\/register|@babel\/register|babel-node)(?![\w-])/;

/** Where packages say what loads their files. */
const configs = [
  ...mochaOptions,
  '.mocharc.cjs',
  'jest.config.js',
  'jest.config.cjs',
  'jest.config.ts',
  'jest.config.json',
  'ava.config.js',
  'ava.config.cjs',
  '.taprc',
  '.nycrc',
  '.nycrc.json',
  'nodemon.json',
];

/** The tool of that kind that a package's scripts and configurations name; null for none. */
function loader(root: string, pack: Package): string | null {
  // That a tool is installed does not say that it is used.
  const fields = Object.entries(pack.json).filter(([name]) => !/dependencies$/i.test(name));
  const texts = [JSON.stringify(fields), ...configs.map((name) => packageText(root, pack, name))];
  for (const text of texts) {
    const name = loaders.exec(text)?.[1];
    if (name !== undefined && !/--esm\b|ts-node\/esm|useESM/.test(text)) return name;
  }
  return null;
}

/**
 * Source: TypeScript's documentation of `module` (from `node16` on, package.json decides), `target`, `noEmit` and
 * `emitDeclarationOnly`.
 */
function writesCommonJs({ module, target, noEmit, emitDeclarationOnly }: CompilerOutput): boolean {
  if (noEmit === true || emitDeclarationOnly === true) return false;
  if (typeof module === 'string') return /^(commonjs|umd|amd|system|none|node16|node18|node20|nodenext)$/i.test(module);
  // Without `module`, the target decides: ES modules from ES2015 on.
  return typeof target !== 'string' || /^es[35]$/i.test(target);
}

/** What TypeScript writes is loaded: package.json names a file that is no source, or a script starts one. */
function isUsed(pack: Package, { outDir }: CompilerOutput, index: FileIndex): boolean {
  const { main, exports, bin } = pack.json;
  const isMissing = (name: string): boolean => !name.includes('*') && index.resolve(pack, name) === null;
  if (leaves([main, exports, bin]).some(isMissing)) return true;
  const folder = typeof outDir === 'string' ? posix.relative(pack.dir, outDir) : '';
  return folder !== '' && scriptTexts(pack.json).some((text) => text.includes(`${folder}/`));
}

function runsCompiler(pack: Package): boolean {
  const commands = scriptTexts(pack.json).flatMap(commandsOf);
  return commands.some(
    (words) => words.some((w) => toolName(w) === 'tsc') && !words.some((w) => w.text === '--noEmit'),
  );
}
