import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { migrate } from '../../src/migrate.js';
import { defaultOptions, type MigrateOptions } from '../../src/options.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'esmigrate-targets-'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function run(files: Record<string, string>, options: Partial<MigrateOptions>) {
  for (const [path, text] of Object.entries({ 'package.json': '{ "private": true }', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const result = await migrate(root, { ...defaultOptions, ...options });
  const after = (path: string) => result.changes.find((c) => c.path === path)?.after;
  return { after, rules: result.findings.map((f) => `${f.severity} ${f.rule} ${f.file}:${f.line}`) };
}

const lazy = {
  'a.js': "exports.run = async function () {\n  const b = require('./b');\n  return b.go();\n};\n",
  'b.js': "console.log('loaded');\nexports.go = function () {};\n",
};

test('a lazy require keeps its moment by default', async () => {
  const { after, rules } = await run(lazy, {});
  expect(after('a.js')).toContain("const b = require('./b');");
  expect(rules).not.toContain('warning lazy-import a.js:2');
});

test('--lazy import makes it await import() in async functions, with a finding', async () => {
  const { after, rules } = await run(lazy, { lazy: 'import' });
  expect(after('a.js')).toBe(
    "export async function run() {\n  const b = await import('./b.js');\n  return b.go();\n}\n",
  );
  expect(rules).toContain('warning lazy-import a.js:2');
});

test('a bundler has no createRequire: what can not be awaited is imported, with a finding', async () => {
  const files = { ...lazy, 'a.js': "exports.run = function () {\n  return require('./b').go();\n};\n" };
  const { after, rules } = await run(files, { target: 'bundler' });
  expect(after('a.js')).toBe("import * as b from './b.js';\n\nexport function run() {\n  return b.go();\n}\n");
  expect(rules).toContain('warning no-create-require a.js:2');
});

test('a computed require has no form outside Node: an error', async () => {
  const { rules } = await run(
    { 'a.js': 'exports.load = function (name) {\n  return require(name);\n};\n' },
    { target: 'browser' },
  );
  expect(rules).toContain('error no-create-require a.js:2');
});
