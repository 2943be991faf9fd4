import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { testsOf } from '../../discover/packages.js';
import { commandsOf, toolName } from '../../discover/script-words.js';
import type { Package, Project } from '../../discover/project.js';
import { isObject } from '../../discover/text.js';
import { startOfFile, type Finding } from '../../finding.js';
import { installedMajor } from './installed-version.js';
import { editScripts } from './edited-scripts.js';
import { positionOf, setJsonValue } from './package-json-text.js';

/** Tests that are renamed fall out of a `test-regex` that asks for `.js`: `"test-regex": "test/.*\\.js$"`. */
export function tapPatternEdit(
  project: Project,
  pack: Package,
  text: string,
  renamed: ReadonlyMap<string, string>,
): string {
  const config = (pack.json as { tap?: unknown }).tap;
  const pattern = isObject(config) ? config['test-regex'] : undefined;
  if (typeof pattern !== 'string') return text;
  const finds = (path: string): boolean => new RegExp(pattern).test(posix.relative(pack.dir, path));
  const isLost = testsOf(project, pack).some(({ path }) => finds(path) && !finds(renamed.get(path) ?? path));
  return isLost ? setJsonValue(text, ['tap', 'test-regex'], pattern.replace(/\\\.js\b/g, '\\.c?js')) : text;
}

/**
 * tap 12 to 14 preload the package `esm`, which loads Node's ES modules in a way of its own: tests fail that call
 * createRequire, read import.meta or import a module of names. The scripts run tap with `--no-esm` then.
 * Source: tap 14's documentation of `--esm`.
 * @returns the new text of package.json, and the findings
 */
export function tapEdits(project: Project, pack: Package, text: string): { text: string; findings: Finding[] } {
  const none = { text, findings: [] };
  if (!preloadsEsm(join(project.root, pack.dir, 'node_modules/tap/package.json'))) return none;
  const { text: edited, first } = editScripts(pack, text, withFlag);
  if (first === null) return none;
  const finding: Finding = {
    rule: 'tap-esm',
    severity: 'info',
    file: pack.manifest,
    ...positionOf(pack.text, ['scripts', first]),
    message:
      'The installed tap preloads the package esm, which breaks ES modules of Node: scripts run it with --no-esm.',
    advice: 'Put "esm: false" into .taprc where tap is started in other ways; tap 15 and later need neither.',
  };
  return { text: edited, findings: [finding] };
}

/** From this version on tap runs `.cjs` files. */
const firstWithCjs = 14;

/**
 * Tests that stay CommonJS get the extension `.cjs`, which an old tap passes over, even where it is named.
 * Source: `runAllFiles` in tap 12's and 14's `bin/run.js`.
 * @param renamed old path to new path
 */
export function lostTapTests(project: Project, pack: Package, renamed: ReadonlyMap<string, string>): Finding[] {
  const major = installedMajor(join(project.root, pack.dir, 'node_modules/tap'));
  if (major === null || major >= firstWithCjs) return [];
  const usesTap = (path: string): boolean =>
    /\brequire\(\s*['"]tap['"]/.test(readFileSync(join(project.root, path), 'utf8'));
  return testsOf(project, pack)
    .filter(({ path }) => (renamed.get(path)?.endsWith('.cjs') ?? false) && usesTap(path))
    .map(({ path }) => ({
      rule: 'tap-lost-test',
      severity: 'error',
      file: path,
      ...startOfFile,
      message: `Stays CommonJS, as ${renamed.get(path)!}, which tap ${major} does not run.`,
      advice: 'Install tap 14 or later, or run this file with node.',
    }));
}

function preloadsEsm(manifest: string): boolean {
  return existsSync(manifest) && /"esm":\s*"/.test(readFileSync(manifest, 'utf8'));
}

/** A script whose commands run tap without `esm`. */
function withFlag(script: string): string {
  const programs = commandsOf(script).flatMap((command) => {
    if (command.some((word) => /^--(no-)?esm$/.test(word.text))) return [];
    return command.filter((word) => toolName(word) === 'tap').slice(0, 1);
  });
  return programs.reduceRight((changed, { end }) => `${changed.slice(0, end)} --no-esm${changed.slice(end)}`, script);
}
