import { posix } from 'node:path';
import { compareVersions, lowestOf } from './floor.js';
import type { PackageJson } from './project.js';

/** How a tool reads a JavaScript configuration file. */
interface ToolConfig {
  /** Base name without its extension. */
  name: RegExp;
  /** False: only CommonJS. True: also as an ES module with a default export. A package and version: from there on. */
  esm: boolean | { tool: string; since: `${number}.${number}.${number}` };
  /** Set where the name is too general to mean a configuration anywhere but next to package.json. */
  onlyAtTop?: true;
  /** Set where the name says nothing about the tool, which may import the file or require it. */
  anyTool?: true;
}

/**
 * Known configuration files. CommonJS only, or silently ignored as an ES module: ESLint's .eslintrc, mocha, Babel's
 * synchronous callers, Grunt and others that call require() and take the value as it is.
 */
const toolConfigs: ToolConfig[] = [
  { name: /^\.eslintrc(\..+)?$/, esm: false },
  { name: /^\.mocharc(\..+)?$/, esm: false },
  { name: /^(babel\.config|\.babelrc)$/, esm: false },
  { name: /^[Gg]runtfile$/, esm: false },
  {
    name: /^\.(huskyrc|versionrc|cz-config|czrc|ncurc|c8rc|template-lintrc|dependency-cruiser|pnpmfile|jshintrc|solcover)$/,
    esm: false,
  },
  { name: /^(metro|react-native|styleguide|ecosystem|hardhat|pm2|changelog)\.config$/, esm: false },
  {
    name: /^(truffle-config|truffle|ember-cli-build|testem|wallaby|newrelic|\.jsdoc|jsdoc\.conf)$/,
    esm: false,
    onlyAtTop: true,
  },
  { name: /^(\.prettierrc|prettier\.config)$/, esm: { tool: 'prettier', since: '3.0.0' } },
  { name: /^(\.stylelintrc|stylelint\.config)$/, esm: { tool: 'stylelint', since: '16.0.0' } },
  { name: /^(\.lintstagedrc|lint-staged\.config)$/, esm: { tool: 'lint-staged', since: '12.0.0' } },
  { name: /^(\.commitlintrc|commitlint\.config)$/, esm: { tool: '@commitlint/cli', since: '18.0.0' } },
  { name: /^(\.releaserc|release\.config)$/, esm: { tool: 'semantic-release', since: '20.0.0' } },
  { name: /^(\.postcssrc|postcss\.config)$/, esm: { tool: 'postcss-load-config', since: '4.0.2' } },
  { name: /^tailwind\.config$/, esm: { tool: 'tailwindcss', since: '3.3.0' } },
  { name: /^gulpfile(\.babel)?$/, esm: { tool: 'gulp', since: '4.0.0' } },
  { name: /^(.*[.-])?karma(\.conf(ig)?)?([.-].+)?$/, esm: { tool: 'karma', since: '6.3.0' } },
  { name: /^webpack\..+$|^(.*[.-])?webpack\.config$/, esm: { tool: 'webpack-cli', since: '4.0.0' } },
  { name: /^jest([.-].+)?\.config(\..+)?$|^jest\.config(\..+)?$/, esm: { tool: 'jest', since: '27.0.0' } },
  { name: /^(eslint|rollup|vite|vitest|ava|playwright|svelte|astro|next|nuxt|wdio)\.config(\..+)?$/, esm: true },
  { name: /^[\w.-]+\.(config|conf)(\.[\w-]+)?$/, esm: true, anyTool: true },
  { name: /^\.[\w-]+rc$/, esm: true, anyTool: true },
];

/**
 * Whether a file is a tool's configuration, by its base name: 'cjs-config' must stay CommonJS, 'config' may become an ES
 * module. Tools that learned ES modules in some version count as CommonJS only when package.json asks for an older one.
 * @param path relative to its package
 */
export function configRole(path: string, manifest: PackageJson): 'cjs-config' | 'config' | null {
  const known = toolConfigOf(path);
  if (known === undefined) return null;
  return readsEsm(known.esm, manifest) ? 'config' : 'cjs-config';
}

/** True for a configuration whose name tells its tool, and the tool imports its default export. */
export function isImportedByTool(path: string): boolean {
  const known = toolConfigOf(path);
  return known !== undefined && known.esm !== false && !known.anyTool;
}

function toolConfigOf(path: string): ToolConfig | undefined {
  const base = posix.basename(path);
  if (!/\.[cm]?[jt]s$/.test(base)) return undefined;
  const stem = base.replace(/\.[cm]?[jt]s$/, '');
  return toolConfigs.find((config) => config.name.test(stem) && (!config.onlyAtTop || !path.includes('/')));
}

/** The same for a file that a command names with `--config`. */
export function configRoleForTool(tool: string): 'cjs-config' | 'config' {
  return ['mocha', 'eslint', 'babel', 'babel-node', 'grunt', 'jsdoc', 'nyc', 'c8'].includes(tool)
    ? 'cjs-config'
    : 'config';
}

function readsEsm(esm: ToolConfig['esm'], manifest: PackageJson): boolean {
  if (typeof esm === 'boolean') return esm;
  const range = manifest.devDependencies?.[esm.tool] ?? manifest.dependencies?.[esm.tool];
  const asked = range === undefined ? null : lowestOf(range);
  return asked === null || compareVersions(asked, lowestOf(esm.since)!) >= 0;
}
