import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { getNodeValue } from 'jsonc-parser';
import { looseJson } from '../../discover/config-files.js';
import type { Package, Project } from '../../discover/project.js';
import { isObject } from '../../discover/text.js';
import type { Finding } from '../../finding.js';
import { positionOf, setJsonValue } from './package-json-text.js';

type Edit = (path: string, change: (text: string) => string) => void;

/**
 * ESLint parses what it is told to: with `sourceType: "script"` every import is a syntax error. Sets it to "module" in
 * JSON configurations that say "script" or "commonjs" (or only `env.commonjs`) and already read a language version with
 * modules; elsewhere a finding says what to write.
 */
export function eslintEdits(project: Project, pack: Package, converted: Set<string>, edit: Edit): Finding[] {
  const findings: Finding[] = [];
  if (isObject(pack.json.eslintConfig)) {
    findings.push(...oneConfig(pack.manifest, pack.text, ['eslintConfig'], pack.json.eslintConfig, edit, true));
  }
  for (const path of configPaths(project, pack, converted)) {
    const text = readFileSync(join(project.root, path), 'utf8');
    const tree = looseJson(text);
    const value: unknown = tree === null ? null : getNodeValue(tree);
    const isTop = posix.dirname(path) === (pack.dir || '.');
    if (isObject(value)) findings.push(...oneConfig(path, text, [], value, edit, isTop));
    else if (isTop ? !/sourceType:\s*['"]?module/.test(text) : /sourceType:\s*['"]?(script|commonjs)/.test(text)) {
      findings.push(advise(path, { line: 1, column: 1 }));
    }
  }
  return findings;
}

/** Configurations in the package's folder and in the folders of its converted files. */
function configPaths(project: Project, pack: Package, converted: Set<string>): string[] {
  const scope = project.packages.indexOf(pack);
  const own = project.files.filter((file) => file.package === scope && converted.has(file.path));
  const dirs = new Set([
    pack.dir,
    ...own.map((file) => posix.dirname(file.path)).map((dir) => (dir === '.' ? '' : dir)),
  ]);
  const names = ['.eslintrc', '.eslintrc.json', '.eslintrc.yml', '.eslintrc.yaml'];
  const paths = [...dirs].flatMap((dir) => names.map((name) => posix.join(dir, name)));
  return paths.filter((path) => existsSync(join(project.root, path))).sort();
}

function oneConfig(
  path: string,
  text: string,
  prefix: string[],
  config: Record<string, unknown>,
  edit: Edit,
  isTop: boolean,
): Finding[] {
  const options = isObject(config.parserOptions) ? config.parserOptions : {};
  const env = isObject(config.env) ? config.env : {};
  const { sourceType } = options;
  if (sourceType === 'module') return [];
  const isScript =
    sourceType === 'script' || sourceType === 'commonjs' || (sourceType === undefined && env.commonjs === true);
  if (isScript && readsModules(options.ecmaVersion, env)) {
    edit(path, (current) => setJsonValue(current, [...prefix, 'parserOptions', 'sourceType'], 'module'));
    return [];
  }
  // A configuration further down inherits what it does not say.
  return isTop || config.root === true || isScript
    ? [advise(path, positionOf(text, [...prefix, 'parserOptions', 'sourceType']))]
    : [];
}

/** ESLint refuses `sourceType: "module"` for a language version before ES2015. */
function readsModules(ecmaVersion: unknown, env: Record<string, unknown>): boolean {
  if (ecmaVersion === 'latest' || (typeof ecmaVersion === 'number' && ecmaVersion >= 6)) return true;
  return (
    ecmaVersion === undefined && Object.keys(env).some((name) => /^es(6|20\d\d)$/.test(name) && env[name] === true)
  );
}

function advise(file: string, position: { line: number; column: number }): Finding {
  return {
    rule: 'eslint-source-type',
    severity: 'info',
    file,
    ...position,
    message: 'ESLint may still parse the migrated files as scripts, and then reports every import as a syntax error.',
    advice: 'Set parserOptions to { "ecmaVersion": 2022, "sourceType": "module" }, unless a shared configuration does.',
  };
}
