import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { testsOf } from '../../discover/packages.js';
import type { Package, Project } from '../../discover/project.js';
import { startOfFile, type Finding } from '../../finding.js';
import { setJsonValue } from './package-json-text.js';

/** The tests that jest looks for by itself before version 30, which does not count `.cjs`. */
const byDefault = /(^|\/)__tests__\/.*\.[jt]sx?$|(^|[./])(spec|test)\.[jt]sx?$/;

/** From this version on, jest's own patterns have `.cjs`. */
const firstWithCjs = 30;

/** The patterns of older versions, with `.cjs`. */
const withCjs = ['**/__tests__/**/*.?(c)[jt]s?(x)', '**/?(*.)+(spec|test).?(c)[jt]s?(x)'];

/**
 * Tests that stay CommonJS get the extension `.cjs`, for which jest has to be told to look. Where its configuration is in
 * package.json and names no patterns, they are added; elsewhere each such test is a finding.
 * Source: jest's documentation of `testMatch`.
 * @param major jest's installed major version; null when it is not found
 * @returns the new text of package.json, and the findings
 */
export function findCjsTests(
  project: Project,
  pack: Package,
  text: string,
  renamed: ReadonlyMap<string, string>,
  major: number | null,
): { text: string; findings: Finding[] } {
  const lost = testsOf(project, pack).filter(
    ({ path }) => (renamed.get(path)?.endsWith('.cjs') ?? false) && byDefault.test(path),
  );
  if (lost.length === 0 || (major ?? 0) >= firstWithCjs) return { text, findings: [] };
  const config: unknown = (pack.json as { jest?: unknown }).jest ?? {};
  const hasOwnFile = ['js', 'cjs', 'mjs', 'ts', 'json'].some((extension) =>
    existsSync(join(project.root, pack.dir, `jest.config.${extension}`)),
  );
  const hasPatterns = typeof config !== 'object' || config === null || 'testMatch' in config || 'testRegex' in config;
  if (!hasOwnFile && !hasPatterns) return { text: setJsonValue(text, ['jest', 'testMatch'], withCjs), findings: [] };
  if (JSON.stringify(config).includes('cjs')) return { text, findings: [] };
  const findings = lost.map(({ path }): Finding => ({
    rule: 'jest-lost-test',
    severity: 'error',
    file: path,
    ...startOfFile,
    message: `Stays CommonJS, as ${renamed.get(path)!}, which jest's configuration does not look for.`,
    advice: `Add it to the configuration, for instance "testMatch": ${JSON.stringify(withCjs)}.`,
  }));
  return { text, findings };
}
