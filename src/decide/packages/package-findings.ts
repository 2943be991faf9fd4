import { join } from 'node:path';
import { leaves } from '../../discover/entry-points.js';
import { createFileIndex, type FileIndex } from '../../discover/file-index.js';
import { isApplication } from '../../discover/roles.js';
import { commandsOf, toolName, type Word } from '../../discover/script-words.js';
import type { Package, Project } from '../../discover/project.js';
import { startOfFile, type Finding } from '../../finding.js';
import { installedMajor } from './installed-version.js';
import { positionOf } from './package-json-text.js';
import type { NewNames } from './package-references.js';

/** What a person has to know or do about a package that turns to ES modules, beyond the edits. */
export function packageFindings(project: Project, pack: Package, names: NewNames): Finding[] {
  const index = createFileIndex(
    project.root,
    project.files.map((file) => file.path),
  );
  return [
    ...nyc(project, pack),
    ...nodePath(pack),
    ...buildOutput(pack, index),
    ...application(pack, index),
    ...renamedForUsers(project, pack, names),
  ];
}

/** The commands of all scripts, with the script's name. */
function commandsIn(pack: Package): { script: string; command: Word[] }[] {
  const scripts = Object.entries(pack.json.scripts ?? {}).filter(([, text]) => typeof text === 'string');
  return scripts.flatMap(([script, text]) => commandsOf(text).map((command) => ({ script, command })));
}

function scriptThatRuns(pack: Package, tool: string): string | undefined {
  return commandsIn(pack).find(({ command }) => command.some((word) => toolName(word) === tool))?.script;
}

function nyc(project: Project, pack: Package): Finding[] {
  const warn = (script: string, message: string, advice: string): Finding[] => [
    {
      rule: 'nyc-coverage',
      severity: 'warning',
      file: pack.manifest,
      ...positionOf(pack.text, ['scripts', script]),
      message,
      advice,
    },
  ];
  const direct = scriptThatRuns(pack, 'nyc');
  if (direct !== undefined)
    return warn(
      direct,
      'nyc instruments files as they are required; it reports 0% for ES modules.',
      `Use c8 in place of nyc in scripts.${direct}: it takes the same reporters, and coverage from V8.`,
    );
  const inTap = scriptThatRuns(pack, 'tap');
  const major = installedMajor(join(project.root, pack.dir, 'node_modules/tap'));
  // tap 18 takes its coverage from V8.
  if (inTap === undefined || major === null || major >= 18 || !covers(pack, inTap, major)) return [];
  return warn(
    inTap,
    `tap ${major} has nyc instrument files as they are required; it reports 0% for ES modules.`,
    'Run it as c8 tap --no-coverage, or install tap 18 or later.',
  );
}

/** True when a script's tap measures coverage: since version 14 where it is not told otherwise. */
function covers(pack: Package, script: string, major: number): boolean {
  const words = commandsIn(pack).flatMap((c) => (c.script === script ? c.command : []));
  const has = (option: RegExp): boolean => words.some((word) => option.test(word.text));
  if (has(/^--(no-cov(erage)?|disable-coverage)$/)) return false;
  return major >= 14 || has(/^--(cov(erage)?(-report)?|100)$/);
}

/** A script that sets NODE_PATH: require() looks for packages there too, import does not (N01). */
function nodePath(pack: Package): Finding[] {
  const scripts = Object.entries(pack.json.scripts ?? {});
  const script = scripts.find(([, text]) => typeof text === 'string' && /(^|\s)NODE_PATH=/.test(text))?.[0];
  if (script === undefined) return [];
  return [
    {
      rule: 'module-alias',
      severity: 'warning',
      file: pack.manifest,
      ...positionOf(pack.text, ['scripts', script]),
      message: `scripts.${script} sets NODE_PATH, which import declarations do not look at.`,
      advice: 'Use the "imports" field of package.json ("#lib/*": "./lib/*.js"), which both read.',
    },
  ];
}

/** An entry that a build writes: `"type": "module"` changes how Node reads it, and nothing here can rewrite it. */
function buildOutput(pack: Package, index: FileIndex): Finding[] {
  const { main, module, exports, bin } = pack.json;
  const built = leaves([main, exports, bin]).filter(
    (name) => name !== module && /\.js$/.test(name) && !name.includes('*') && index.resolve(pack, name) === null,
  );
  return [...new Set(built)].map((name) => {
    const field = leaves(main).includes(name) ? 'main' : leaves(bin).includes(name) ? 'bin' : 'exports';
    return {
      rule: 'build-output',
      severity: 'warning',
      file: pack.manifest,
      ...positionOf(pack.text, [field]),
      message: `${name} is not among the sources, so a build writes it; with "type": "module" Node reads it as an ES module.`,
      advice:
        'Make the build emit ES modules, name its CommonJS output .cjs, or write a package.json with "type": "commonjs" next to it.',
    };
  });
}

/** A package that npm could publish, but that is started: its modules get nothing for require() from outside. */
function application(pack: Package, index: FileIndex): Finding[] {
  if (!pack.published || !isApplication(pack, index)) return [];
  return [
    {
      rule: 'application',
      severity: 'warning',
      file: pack.manifest,
      ...positionOf(pack.text, ['scripts', 'start']),
      message:
        'Is taken for an application, for npm start runs it: its modules keep nothing for require() from outside.',
      advice: 'Say so by "private": true. If others require it, name its files in "files" or "exports" and run again.',
    },
  ];
}

/** A published file that has another name now: deep paths of users (`require('pkg/lib/x')`) no longer find it. */
function renamedForUsers(project: Project, pack: Package, names: NewNames): Finding[] {
  const scope = project.packages.indexOf(pack);
  // Without an exports map users may load the main file by its path, too.
  const isOpen = pack.published && pack.json.exports === undefined;
  const fields = isOpen ? /^bin/ : /^(exports|main|bin)/;
  const followed = new Set(
    project.references.filter((one) => one.from === pack.manifest && fields.test(one.field)).map((one) => one.target),
  );
  const renamed = project.files.filter(
    (file) =>
      file.package === scope &&
      file.roles.includes('public') &&
      names.renamed.has(file.path) &&
      !names.oldPaths.has(file.path) &&
      !followed.has(file.path),
  );
  return renamed.map((file) => ({
    rule: 'renamed-public',
    severity: 'warning',
    file: file.path,
    ...startOfFile,
    message: `Users who load this file by its path do not find it under its new name, ${names.renamed.get(file.path)}.`,
    advice: 'Add an "exports" entry from the old path to the new one, or name the change in the release notes.',
  }));
}
