import { join } from 'node:path';
import { testsOf } from '../../discover/packages.js';
import type { Package, Project } from '../../discover/project.js';
import { isObject } from '../../discover/text.js';
import type { Finding } from '../../finding.js';
import { installedMajor } from './installed-version.js';
import { positionOf, setJsonValue } from './package-json-text.js';

/** From this version on ava loads tests that are ES modules as such. */
const firstWithModules = 3;

/**
 * ava 1 and 2 compile tests to CommonJS, which Node then loads as ES modules. With `babel` and `compileEnhancements`
 * switched off it requires the tests as they are, and Node's require() loads ES modules.
 * Source: ava 2's documentation, "Babel recipe".
 * @param converted files that become ES modules
 * @returns the new text of package.json, and the findings
 */
export function avaEdits(
  project: Project,
  pack: Package,
  text: string,
  converted: ReadonlySet<string>,
): { text: string; findings: Finding[] } {
  const dependencies = { ...pack.json.dependencies, ...pack.json.devDependencies };
  const major =
    dependencies.ava === undefined ? null : installedMajor(join(project.root, pack.dir, 'node_modules/ava'));
  const tests = testsOf(project, pack).filter(({ path }) => converted.has(path));
  if (major === null || major >= firstWithModules || tests.length === 0) return { text, findings: [] };
  const config = (pack.json as { ava?: unknown }).ava ?? {};
  const finding = (
    file: string,
    line: number,
    column: number,
    rest: Pick<Finding, 'severity' | 'message' | 'advice'>,
  ) => ({
    rule: 'ava-compiler',
    file,
    line,
    column,
    ...rest,
  });
  const isOwn = isObject(config) && (config.babel !== undefined || config.require !== undefined);
  if (major < 1 || isOwn) {
    const findings = tests.map(({ path }) =>
      finding(path, 1, 1, {
        severity: 'error',
        message: `ava ${major}, which is installed, compiles this file to CommonJS, and Node loads it as an ES module: the tests fail.`,
        advice: 'Install ava 4 or later; or with ava 2 set "babel" and "compileEnhancements" to false.',
      }),
    );
    return { text, findings };
  }
  const { line, column } = positionOf(pack.text, ['ava']);
  const off = setJsonValue(text, ['ava', 'babel'], false);
  const findings = [
    finding(pack.manifest, line, column, {
      severity: 'info',
      message: `ava ${major} no longer compiles the tests: Node loads them as ES modules.`,
      advice: 'Failing assertions show less detail; ava 4 or later has it again.',
    }),
  ];
  return { text: setJsonValue(off, ['ava', 'compileEnhancements'], false), findings };
}
