import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { packageText } from './package-text.js';
import type { Package, Project } from './project.js';
import { commandsOf, scriptTexts, toolName, type Word } from './script-words.js';

/** Where mocha's options stand, besides the command. */
export const mochaOptions = [
  'test/mocha.opts',
  '.mocharc.json',
  '.mocharc.jsonc',
  '.mocharc.yml',
  '.mocharc.yaml',
  '.mocharc.js',
];

/**
 * The folders of which a test runner loads every script, however deep: lab does so with what it is given (`test`, if
 * nothing is), mocha with `--recursive`.
 * Sources: lab's `lib/cli.js`; mocha's documentation of `--recursive`.
 */
export function foldersLoadedWhole(project: Project): string[] {
  return project.packages.flatMap((pack) => {
    const isRecursive = mochaOptions.some((name) => /\brecursive\b/.test(packageText(project.root, pack, name)));
    return scriptTexts(pack.json)
      .flatMap(commandsOf)
      .flatMap((command) => foldersOf(project, pack, command, isRecursive));
  });
}

function foldersOf({ root }: Project, pack: Package, command: Word[], isRecursive: boolean): string[] {
  const at = command.findIndex((word) => /^(lab|mocha)$/.test(toolName(word)));
  const tool = command[at];
  const rest = command.slice(at + 1).map(({ text }) => text);
  if (!tool || !(toolName(tool) === 'lab' || isRecursive || rest.includes('--recursive'))) return [];
  const isFolder = (name: string): boolean => {
    const path = join(root, pack.dir, name);
    return !name.startsWith('-') && existsSync(path) && statSync(path).isDirectory();
  };
  const named = rest.filter(isFolder);
  return (named.length > 0 ? named : ['test']).map((name) => posix.join(pack.dir, name).replace(/\/$/, ''));
}
