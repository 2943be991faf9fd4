import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { commandsOf, targetsOf, toolName } from '../../discover/script-words.js';
import { inPackage, testsOf } from '../../discover/packages.js';
import { packageText } from '../../discover/package-text.js';
import type { Package, Project } from '../../discover/project.js';
import { startOfFile, type Finding } from '../../finding.js';
import { installedMajor } from './installed-version.js';
import { editScripts } from './edited-scripts.js';

/** From this version on mocha looks for `.cjs` in folders, too. */
const firstWithCjs = 8;

/**
 * Tests that stay CommonJS get the extension `.cjs`, for which an old mocha does not look in the folder it is given (or in
 * `./test`, when it is given none): the scripts name the files by a glob then.
 * Source: mocha's documentation of `--extension` and of its default.
 * @param renamed old path to new path
 * @returns the new text of package.json, and a finding for each test that mocha no longer finds
 */
export function mochaEdits(
  project: Project,
  pack: Package,
  text: string,
  renamed: ReadonlyMap<string, string>,
): { text: string; findings: Finding[] } {
  const lost = testsOf(project, pack).filter(({ path }) => renamed.get(path)?.endsWith('.cjs') ?? false);
  const major = installedMajor(join(project.root, pack.dir, 'node_modules/mocha'));
  if (lost.length === 0 || major === null || major >= firstWithCjs) return { text, findings: [] };
  const missed = new Set<string>();
  const paths = lost.map((file) => file.path);
  const { text: edited } = editScripts(pack, text, (script) => withGlobs(project, pack, script, paths, missed));
  const findings = [...missed].sort().map((path): Finding => ({
    rule: 'mocha-lost-test',
    severity: 'error',
    file: path,
    ...startOfFile,
    message: `Stays CommonJS, as ${renamed.get(path)!}, for which mocha ${major} does not look.`,
    advice: 'Name the tests by a glob that has both extensions, or install mocha 8 or later.',
  }));
  return { text: edited, findings };
}

/** A script whose mocha gets globs in place of folders that hold one of the files. */
function withGlobs(project: Project, pack: Package, script: string, lost: string[], missed: Set<string>): string {
  const commands = commandsOf(script);
  const edits: { start: number; end: number; text: string }[] = [];
  for (const command of commands) {
    const tool = command.find((word) => toolName(word) === 'mocha');
    if (!tool) continue;
    const isDeep =
      command.some((word) => word.text === '--recursive') || optionsOf(project, pack).includes('--recursive');
    const within = (folder: string): string[] =>
      lost.filter((path) => (isDeep ? path.startsWith(`${folder}/`) : posix.dirname(path) === folder));
    const glob = (folder: string): string => `"${folder.replace(/\/$/, '')}${isDeep ? '/**' : ''}/*.{js,cjs}"`;
    const specs = command.filter((word) => targetsOf(command).tests.includes(word.text));
    const isPath = (name: string): boolean => existsSync(join(project.root, pack.dir, name));
    const named = specs.filter(({ text }) => isPath(text) || /[*{]/.test(text));
    for (const word of named) {
      const folder = inPackage(pack, word.text);
      if (folder === null || /\.[cm]?js$|[*{]/.test(word.text) || within(folder).length === 0) continue;
      edits.push({ start: word.start, end: word.end, text: glob(word.text) });
    }
    // Another command says which files.
    const isTold = /^\s*['"]?(\$\(|`)/.test(script.slice(command.at(-1)!.end));
    if (named.length > 0 || isTold) continue;
    // Without any it takes `./test`: the folder, or `test.js`.
    const alone = lost.filter((path) => path === inPackage(pack, './test.js'));
    const gone = [...alone, ...within(inPackage(pack, './test')!)];
    const isNamed = /^(?!-|#)\S*(\.js|\/)\s*$/m.test(optionsOf(project, pack));
    if (isNamed) gone.forEach((path) => missed.add(path));
    else if (gone.length > 0) {
      const end = command.at(-1)!.end;
      edits.push({ start: end, end, text: alone.length > 0 ? ' ./test.cjs' : ` ${glob('./test')}` });
    }
  }
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, e) => text.slice(0, e.start) + e.text + text.slice(e.end), script);
}

/** The text of `test/mocha.opts`, where an old mocha has options of its own. */
const optionsOf = (project: Project, pack: Package): string => packageText(project.root, pack, 'test/mocha.opts');
