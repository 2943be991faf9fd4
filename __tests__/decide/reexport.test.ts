import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyChanges } from '../../src/apply/apply.js';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';

const root = mkdtempSync(join(tmpdir(), 'esmigrate-reexport-'));
afterAll(() => rmSync(root, { recursive: true }));

/** What require() of the package yields: its keys in order, and its prototype. */
const required = (): string =>
  execFileSync(
    process.execPath,
    ['-p', "const p = require('.'); Object.keys(p).join() + ' ' + (Object.getPrototypeOf(p) === Object.prototype)"],
    { cwd: root, encoding: 'utf8' },
  );

test('a package whose main passes a module on by way of a variable yields the same object', async () => {
  const files: Record<string, string> = {
    'package.json': '{ "name": "passed", "main": "./index.js" }\n',
    'index.js': "var lib = require('./lib');\n\nmodule.exports = lib;\n",
    'lib.js': 'exports.zeta = 1;\nexports.alpha = 2;\n',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  const before = required();
  const { changes } = await migrate(root, defaultOptions);
  await applyChanges(root, changes);
  expect(before).toBe('zeta,alpha true\n');
  expect(required()).toBe(before);
});
