import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { commandsOf, toolName, type Word } from '../../discover/script-words.js';
import type { Package, Project } from '../../discover/project.js';
import type { Finding } from '../../finding.js';
import { installedMajor } from './installed-version.js';
import { findCjsTests } from './jest-lost-tests.js';
import { jestCompiler } from '../test-tools/jest-mode.js';
import { coverCompiled } from './jest-patterns.js';
import type { PackageDecision } from './package-edits.js';
import { jsonString, positionOf, setJsonValue } from './package-json-text.js';

const flag = '--experimental-vm-modules';

/**
 * Scripts that run jest, so that Node lets it load ES modules: `jest --ci` becomes
 * `node --experimental-vm-modules node_modules/jest/bin/jest.js --ci`, which every shell understands. Where a transformer
 * makes CommonJS of the modules first, jest runs as before, and the report says so.
 * Source: jest's documentation, "ECMAScript Modules".
 * @param decision.renamed old path to new path
 * @returns the findings; and the new text of package.json
 */
export function jestEdits(
  project: Project,
  pack: Package,
  text: string,
  { renamed, converted }: Pick<PackageDecision, 'renamed' | 'converted'>,
): { text: string; findings: Finding[] } {
  const scripts = Object.entries(pack.json.scripts ?? {}).filter(([, script]) => typeof script === 'string');
  const running = scripts.filter(([, script]) => commandsOf(script).some((command) => command.some(isJest)));
  const first = running[0];
  if (!first) return { text, findings: [] };
  const at = positionOf(pack.text, ['scripts', first[0]]);
  const finding = (rule: string, severity: Finding['severity'], message: string, advice: string): Finding[] => [
    { rule, severity, file: pack.manifest, ...at, message, advice },
  ];
  const bin = jestBin(project, pack);
  // The program is `bin/jest.js` of its package.
  const major = installedMajor(bin === null ? null : join(project.root, pack.dir, bin, '../..'));
  const tests = findCjsTests(project, pack, text, renamed, major);
  const compiler = jestCompiler(project, pack);
  if (compiler !== null) {
    const message = `Tests go on running as CommonJS: jest has ${compiler} make it of the ES modules.`;
    const own = finding(
      'jest-compiled',
      'info',
      message,
      'Nothing; modules that would need import.meta stay CommonJS.',
    );
    return { text: coverCompiled(project, pack, tests.text, converted), findings: [...tests.findings, ...own] };
  }
  let edited = tests.text;
  let isComplete = true;
  for (const [name, original] of running) {
    // Names in it may have been changed before.
    const script = jsonString(edited, ['scripts', name]) ?? original;
    if (script.includes(flag)) continue;
    const changed = withFlag(project, pack, script);
    if (changed === null) isComplete = false;
    else edited = setJsonValue(edited, ['scripts', name], changed);
  }
  if (edited === tests.text && isComplete) return tests;
  const message = isComplete
    ? `Jest loads ES modules only when Node is started with ${flag}: the scripts that run jest do so now.`
    : `Jest does not load ES modules unless Node is started with ${flag}.`;
  const advice = isComplete
    ? `Set NODE_OPTIONS=${flag} where jest is started in other ways: by hand, in an editor, in CI.`
    : `Run it as node ${flag} node_modules/jest/bin/jest.js, or with NODE_OPTIONS=${flag}.`;
  const own = finding('jest-vm-modules', isComplete ? 'info' : 'warning', message, advice);
  return { text: edited, findings: [...tests.findings, ...own] };
}

const isJest = (word: Word): boolean => toolName(word) === 'jest';

/** What may stand in front of a command's program: variables, and tools that start another program. */
const prefix = /(^|[;&|(]|&&)\s*((cross-env|c8|dotenv|env-cmd|npx|[A-Za-z_]\w*=\S*|--)\s+)*$/;

/** The script with jest started by node; null when it is started in a way that is not understood. */
function withFlag(project: Project, pack: Package, script: string): string | null {
  const bin = jestBin(project, pack);
  if (bin === null) return null;
  const words = commandsOf(script).flat().filter(isJest);
  const programs = words.filter((word) => prefix.test(script.slice(0, word.start)));
  if (programs.length === 0) return null;
  let changed = script;
  for (const word of programs.reverse()) {
    const before = changed.slice(0, word.start).replace(/npx\s+$/, '');
    changed = `${before}node ${flag} ${bin}${changed.slice(word.end)}`;
  }
  return changed;
}

/** jest's program, relative to the package: its own, or the one of a folder around it. */
function jestBin(project: Project, pack: Package): string | null {
  const file = 'node_modules/jest/bin/jest.js';
  for (let dir = pack.dir; ; dir = posix.dirname(dir) === '.' ? '' : posix.dirname(dir)) {
    if (existsSync(join(project.root, dir, file))) return posix.join(posix.relative(pack.dir, dir), file);
    if (dir === '') break;
  }
  const { devDependencies, dependencies } = pack.json;
  return devDependencies?.jest !== undefined || dependencies?.jest !== undefined ? file : null;
}
