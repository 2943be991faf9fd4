import { migrateProject, removeProjects, runJest, writeProject, type Migrated, type Tree } from './tree.js';

afterAll(removeProjects);

const manifest = { name: 'made', private: true, devDependencies: { jest: '^30.0.0' }, jest: { transform: {} } };

const api = `exports.get = () => 'real';\nexports.put = () => 'stored';\n`;
const user = `const api = require('./api');\nexports.load = () => api.get() + '!';\n`;

/** Migrates a tree whose tests pass before and after. */
async function green(tree: Tree, passed: number): Promise<Migrated> {
  const root = writeProject({ 'package.json': manifest, ...tree });
  expect(runJest(root)).toMatchObject({ passed, failed: 0 });
  const migrated = await migrateProject(root);
  const after = runJest(root);
  expect(after.output).not.toMatch('●');
  expect(after).toMatchObject({ passed, failed: 0 });
  return migrated;
}

test('a factory that gives all names becomes unstable_mockModule, and what sees it is awaited', async () => {
  const { files, findings } = await green(
    {
      'api.js': api,
      'user.js': user,
      'user.test.js': `jest.mock('./api', () => ({ get: jest.fn(() => 'mocked') }));
const api = require('./api');
const { load } = require('./user');

test('load', () => {
  expect(load()).toBe('mocked!');
  expect(api.get).toHaveBeenCalledTimes(1);
});
`,
    },
    1,
  );
  expect(files['user.test.js']).toBe(`import { jest } from '@jest/globals';

jest.unstable_mockModule('./api.js', () => ({ get: jest.fn(() => 'mocked') }));
const api = await import('./api.js');
const { load } = await import('./user.js');

test('load', () => {
  expect(load()).toBe('mocked!');
  expect(api.get).toHaveBeenCalledTimes(1);
});
`);
  expect(findings.map((f) => f.rule)).not.toContain('jest-mock');
});

test('a module mocked without a factory stays CommonJS, its users do not', async () => {
  const { files, findings } = await green(
    {
      'api.js': `${api}exports.limit = { max: 3 };\n`,
      'user.js': user,
      'user.test.js': `jest.mock('./api');
const api = require('./api');
const { load } = require('./user');

test('load', () => {
  api.get.mockReturnValue('auto');
  expect(load()).toBe('auto!');
});
`,
    },
    1,
  );
  expect(Object.keys(files).sort()).toEqual(['api.cjs', 'package.json', 'user.js', 'user.test.js']);
  expect(files['user.test.js']).toMatch(`jest.mock('./api.cjs');\nconst api = (await import('./api.cjs')).default;`);
  expect(findings.filter((f) => f.rule === 'jest-mock').map((f) => [f.file, f.line])).toEqual([['user.test.js', 1]]);
});

test('requireActual, values and manual mocks keep their modules CommonJS', async () => {
  const { files } = await green(
    {
      'api.js': api,
      'user.js': user,
      'clock.js': `module.exports = () => 1;\n`,
      'later.js': `const clock = require('./clock');\nexports.later = () => clock() + 1;\n`,
      'mail.js': `exports.send = () => 'sent';\n`,
      '__mocks__/mail.js': `exports.send = () => 'not sent';\n`,
      'user.test.js': `jest.mock('./api', () => ({ ...jest.requireActual('./api'), get: () => 'part' }));
jest.mock('./clock', () => jest.fn(() => 41));
jest.mock('./mail');
const { load } = require('./user');
const { later } = require('./later');
const mail = require('./mail');

test('it', () => {
  expect([load(), later(), mail.send()]).toEqual(['part!', 42, 'not sent']);
});
`,
    },
    1,
  );
  expect(Object.keys(files).filter((f) => f.endsWith('.cjs'))).toEqual([
    '__mocks__/mail.cjs',
    'api.cjs',
    'clock.cjs',
    'mail.cjs',
  ]);
});

test('a mocked builtin reaches ES modules too', async () => {
  await green(
    {
      'config.js': `const fs = require('fs');\nexports.read = () => fs.readFileSync('config', 'utf8');\n`,
      'config.test.js': `jest.mock('fs', () => ({ readFileSync: jest.fn(() => 'text') }));
const { read } = require('./config');
test('read', () => expect(read()).toBe('text'));
`,
    },
    1,
  );
});

test('resetModules and requires inside tests are awaited', async () => {
  const { files } = await green(
    {
      'count.js': `let n = 0;\nexports.next = () => ++n;\n`,
      'count.test.js': `let count;
beforeEach(() => {
  jest.resetModules();
  count = require('./count');
});
test('starts again', () => expect(count.next()).toBe(1));
test('and again', function () {
  const { next } = require('./count');
  expect(next()).toBe(1);
});
`,
    },
    2,
  );
  expect(files['count.test.js']).toMatch(`beforeEach(async () => {`);
  expect(files['count.test.js']).toMatch(`const { next } = (await import('./count.js')).default;`);
});

test('a require that must see mocks and can not wait keeps its target CommonJS', async () => {
  const { files } = await green(
    {
      'api.js': api,
      'user.js': user,
      'user.test.js': `jest.mock('./api', () => ({ get: () => 'mocked' }));
describe('load', () => {
  const { load } = require('./user');
  test('it', () => expect(load()).toBe('mocked!'));
});
`,
    },
    1,
  );
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['api.cjs', 'user.cjs']));
});

test('spyOn on a module of the project', async () => {
  await green(
    {
      'api.js': api,
      'user.js': user,
      'user.test.js': `const api = require('./api');
const { load } = require('./user');
test('load', () => {
  const spy = jest.spyOn(api, 'get').mockReturnValue('spied');
  expect(load()).toBe('spied!');
  spy.mockRestore();
  expect(load()).toBe('real!');
});
`,
    },
    1,
  );
});

test('a mock without a factory of a module of functions gets the factory that jest makes', async () => {
  const { files } = await green(
    {
      'api/index.js': `const { get } = require('./get');\nconst put = () => 'stored';\nmodule.exports = { get, put };\n`,
      'api/get.js': `function get() {\n  return 'real';\n}\nmodule.exports = { get };\n`,
      'user.js': `const { get } = require('./api');\nexports.load = () => get();\n`,
      'user.test.js': `jest.mock('./api');
const { get } = require('./api');
const { load } = require('./user');

test('load', () => {
  expect(load()).toBe(undefined);
  get.mockReturnValue('mocked');
  expect(load()).toBe('mocked');
});
`,
    },
    1,
  );
  expect(files['user.test.js']).toMatch(
    `jest.unstable_mockModule('./api/index.js', () => ({ get: jest.fn(), put: jest.fn() }));`,
  );
});

test('what Babel would hoist is written where it has to run', async () => {
  const { files } = await green(
    {
      'package.json': { ...manifest, jest: {} },
      'api.js': api,
      'user.js': user,
      'clock.js': `module.exports = () => 1;\n`,
      'later.js': `const clock = require('./clock');\nexports.later = () => clock() + 1;\n`,
      'user.test.js': `const { load } = require('./user');
const { later } = require('./later');

jest.mock('./api', () => ({ get: () => 'mocked' }));
jest.mock('./clock', () => jest.fn(() => 41));

test('it', () => {
  expect([load(), later()]).toEqual(['mocked!', 42]);
});
`,
    },
    1,
  );
  expect(files['user.test.js']).toBe(`import { jest } from '@jest/globals';
jest.unstable_mockModule('./api.js', () => ({ get: () => 'mocked' }));
jest.doMock('./clock.cjs', () => jest.fn(() => 41));

const { load } = await import('./user.js');
const { later } = await import('./later.js');

test('it', () => {
  expect([load(), later()]).toEqual(['mocked!', 42]);
});
`);
});

test('beside a setup file that uses jest, a test takes the jest that reads its own relative names', async () => {
  const { files } = await green(
    {
      'package.json': { ...manifest, jest: { transform: {}, setupFilesAfterEnv: ['./jest.setup.js'] } },
      'jest.setup.js': `jest.setTimeout(5000);\n`,
      'lib/api.js': api,
      'lib/user.js': user,
      'test/user.test.js': `jest.mock('../lib/api', () => ({ get: () => 'mocked' }));
const { load } = require('../lib/user');
test('it', () => expect(load()).toBe('mocked!'));
`,
    },
    1,
  );
  expect(files['test/user.test.js']).toMatch(`const { jest } = import.meta;`);
});

test('what @jest/globals gives is imported by name', async () => {
  const { files } = await green(
    {
      'api.js': api,
      'api.test.js': `const { test, expect } = require('@jest/globals');
test('it', () => {
  const { get } = require('./api');
  expect(get()).toBe('real');
});
`,
    },
    1,
  );
  expect(files['api.test.js']).toMatch(`import { test, expect } from '@jest/globals';`);
});

test('a mocked package that gives import an ES module', async () => {
  await green(
    {
      'node_modules/ids/package.json': {
        name: 'ids',
        version: '1.0.0',
        exports: { import: './index.mjs', require: './index.cjs' },
      },
      'node_modules/ids/index.mjs': `export const id = () => 'esm';\n`,
      'node_modules/ids/index.cjs': `exports.id = () => 'cjs';\n`,
      'user.js': `const { id } = require('ids');\nexports.load = () => id();\n`,
      'user.test.js': `jest.mock('ids');
const { id } = require('ids');
const { load } = require('./user');
test('it', () => {
  id.mockReturnValue('mocked');
  expect(load()).toBe('mocked');
});
`,
    },
    1,
  );
});
