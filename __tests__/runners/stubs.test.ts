import { spawnSync } from 'node:child_process';
import { migrateProject, removeProjects, writeProject, type Migrated, type Tree } from './tree.js';

afterAll(removeProjects);

/** Migrates a tree whose node:test suite passes before and after. */
async function green(tree: Tree): Promise<Migrated> {
  const root = writeProject({ 'package.json': { name: 'made', private: true }, ...tree });
  const run = (): number | null => {
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: '--no-warnings' };
    const result = spawnSync(process.execPath, ['--test', 'test/'], { cwd: root, encoding: 'utf8', env });
    return result.status === 0 ? Number(/^# pass (\d+)/m.exec(result.stdout)?.[1] ?? 0) : null;
  };
  expect(run()).toBe(1);
  const migrated = await migrateProject(root);
  expect(run()).toBe(1);
  return migrated;
}

const mail = `exports.send = () => 'sent';\nexports.retry = () => exports.send() + ' again';\n`;

test('t.mock.method on a module of the project: the module keeps one object for everybody', async () => {
  const { files } = await green({
    'mail.js': mail,
    'user.js': `const mail = require('./mail');\nexports.notify = () => mail.send();\n`,
    'test/user.test.js': `const test = require('node:test');
const assert = require('node:assert');
const mail = require('../mail');
const user = require('../user');
test('it', (t) => {
  t.mock.method(mail, 'send', () => 'stubbed');
  assert.strictEqual(user.notify(), 'stubbed');
  assert.strictEqual(mail.retry(), 'stubbed again');
});
`,
  });
  expect(files['user.js']).toMatch(`import mail from './mail.js';`);
});

test('a stub on a builtin is seen by all who hold the builtin', async () => {
  await green({
    'config.js': `const fs = require('fs');\nexports.read = () => fs.readFileSync('config', 'utf8');\n`,
    'test/config.test.js': `const test = require('node:test');
const assert = require('node:assert');
const fs = require('fs');
const { read } = require('../config');
test('it', (t) => {
  t.mock.method(fs, 'readFileSync', () => 'text');
  assert.strictEqual(read(), 'text');
});
`,
  });
});

test('deepStrictEqual and the keys of a module compare a plain object', async () => {
  await green({
    'limits.js': `exports.max = 3;\nexports.min = 1;\n`,
    'test/limits.test.js': `const test = require('node:test');
const assert = require('node:assert');
const limits = require('../limits');
test('it', () => {
  assert.deepStrictEqual(limits, { max: 3, min: 1 });
  assert.deepStrictEqual(Object.keys(limits), ['max', 'min']);
});
`,
  });
});

test('a sandbox of stubs, made and restored around each test, with the module required in place', async () => {
  await green({
    'node_modules/stubs/package.json': { name: 'stubs', version: '1.0.0', main: 'index.js' },
    'node_modules/stubs/index.js': `exports.createSandbox = () => {
  const undo = [];
  return {
    stub(object, key) {
      const before = object[key];
      undo.push(() => (object[key] = before));
      object[key] = () => 'stubbed';
    },
    restore: () => undo.splice(0).forEach((f) => f()),
  };
};
`,
    'mail.js': mail,
    'test/user.test.js': `const { test, beforeEach, afterEach } = require('node:test');
const assert = require('node:assert');
const sandbox = require('stubs').createSandbox();
beforeEach(() => sandbox.stub(require('../mail'), 'send'));
afterEach(() => {
  sandbox.restore();
  assert.strictEqual(require('../mail').send(), 'sent');
});
test('it', () => assert.strictEqual(require('../mail').retry(), 'stubbed again'));
`,
  });
});
