import type { PackageJson } from './project.js';

/** The commands that package.json names, without those that are no text. */
export function scriptTexts({ scripts }: PackageJson): string[] {
  return Object.values(scripts ?? {}).filter((script) => typeof script === 'string');
}

/** A word of a shell command, without quotes. */
export interface Word {
  text: string;
  /** Offset in the script. */
  start: number;
  end: number;
}

/**
 * The simple commands of a shell script and their words. Words also end at quotes and at `=`, so that the paths in
 * `--config=./x.js` and in `node -e "require('./x.js')"` are words of their own; no shell is emulated beyond that.
 */
export function commandsOf(script: string): Word[][] {
  const commands: Word[][] = [];
  let end = 0;
  for (const match of script.matchAll(/(?:[^\s'"`;&|()<>=$]|\$(?!\())+/g)) {
    const gap = script.slice(end, match.index);
    // A substitution is a command of its own, too.
    if (commands.length === 0 || /[;&|\n`]|\$\(/.test(gap)) commands.push([]);
    end = match.index + match[0].length;
    commands.at(-1)!.push({ text: match[0], start: match.index, end });
  }
  return commands;
}

/** Options (of node, test runners and bundlers) whose next word is a module to load. */
const loadOptions = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
  '--file',
  '--setup',
  '-f',
]);
/** Options whose next word is a configuration file. */
const configOptions = new Set([
  '--config',
  '-c',
  '--rcfile',
  '--config-file',
  '--gruntfile',
  '--gulpfile',
  '--nycrc-path',
  '--configuration',
]);

export const namesModule = (word: Word | undefined): boolean => word !== undefined && loadOptions.has(word.text);
export const namesConfig = (word: Word | undefined): boolean => word !== undefined && configOptions.has(word.text);

/** The tool a word starts: `mocha` for `./node_modules/.bin/_mocha`. */
export function toolName(word: Word): string {
  return (word.text.split('/').at(-1) ?? '').replace(/^_/, '').replace(/\.(js|cmd)$/, '');
}

const nodeLike = new Set(['node', 'nodemon', 'node-dev', 'ts-node', 'tsx', 'supervisor', 'forever']);
const testRunners = new Set([
  'mocha',
  'tape',
  'jest',
  'ava',
  'tap',
  'jasmine',
  'qunit',
  'lab',
  'uvu',
  'vitest',
  'borp',
  'vows',
  'nodeunit',
  'expresso',
  'best',
  'karma',
]);

/** What one command loads. Names as written; the caller resolves them. */
export interface CommandTargets {
  /** Candidates for the program that `node` runs: the first that is a file is it. */
  programs: string[];
  /** Files, folders and globs of tests, and what the runner loads first. */
  tests: string[];
  /** Configuration files with the tool that reads them. */
  configs: { tool: string; name: string }[];
}

/** Reads one command: `c8 node --test test/` gives tests, `mocha -r ./setup spec` too, `node -r ./env bin/www` a program. */
export function targetsOf(command: Word[]): CommandTargets {
  const runner = command.findIndex((word) => testRunners.has(toolName(word)));
  const node = command.findIndex((word) => nodeLike.has(toolName(word)));
  const isTest = runner >= 0 || (node >= 0 && command.some((word) => word.text === '--test'));
  const from = isTest ? Math.max(runner, node) + 1 : node + 1;
  const configs = command.flatMap((word, index) =>
    namesConfig(command[index - 1]) ? [{ tool: toolName(command[toolIndex(command)]!), name: word.text }] : [],
  );
  const rest = command.slice(from).filter((word) => !word.text.startsWith('-'));
  const arguments_ = rest.filter((word) => !namesConfig(command[command.indexOf(word) - 1]));
  if (isTest) return { programs: [], tests: arguments_.map((word) => word.text), configs };
  const first = command[0];
  const direct = first !== undefined && /^\.{0,2}\/?[\w.-]+\//.test(first.text) && node < 0 ? [first.text] : [];
  const loaded = arguments_.filter((word) => !namesModule(command[command.indexOf(word) - 1]));
  return { programs: node < 0 ? direct : loaded.map((word) => word.text), tests: [], configs };
}

/** Where the tool's own name stands, behind runners such as `npx`, `cross-env A=b` or `nyc`. */
function toolIndex(command: Word[]): number {
  const wrappers = new Set([
    'npx',
    'cross-env',
    'env',
    'nyc',
    'c8',
    'dotenv',
    'exec',
    'yarn',
    'pnpm',
    'npm',
    'run',
    'node',
    'time',
  ]);
  const index = command.findIndex(
    (word) => !wrappers.has(toolName(word)) && !word.text.startsWith('-') && /^[a-z@./]/.test(word.text),
  );
  return Math.max(index, 0);
}
