import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { migrateProject, removeProjects, writeProject, type Tree } from './tree.js';

afterAll(removeProjects);

/** The part of proxyquire that these tests need: it finds its caller by module.parent and loads through Module._load. */
const proxyquire = {
  'node_modules/proxyquire/package.json': { name: 'proxyquire', version: '2.0.0', main: 'index.js' },
  'node_modules/proxyquire/index.js': `const Module = require('module');
const parent = module.parent;
delete require.cache[__filename];
module.exports = (path, stubs) => {
  const file = Module._resolveFilename(path, parent);
  const load = Module._load;
  delete require.cache[file];
  Module._load = (request, from, isMain) =>
    from && from.filename === file && request in stubs ? stubs[request] : load(request, from, isMain);
  try {
    return parent.require(file);
  } finally {
    Module._load = load;
  }
};
`,
};

/** decache asks the call stack for the file that calls it. */
const decache = {
  'node_modules/decache/package.json': { name: 'decache', version: '4.0.0', main: 'index.js' },
  'node_modules/decache/index.js': `const { createRequire } = require('module');
module.exports = (path) => {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, stack) => stack;
  const caller = new Error().stack[1].getFileName();
  Error.prepareStackTrace = prepare;
  delete require.cache[createRequire(caller).resolve(path)];
};
`,
};

const manifest = { name: 'made', private: true, devDependencies: { proxyquire: '^2.0.0', decache: '^4.0.0' } };

async function run(tree: Tree, main: string): Promise<{ files: string[]; rules: string[]; text: string }> {
  const root = writeProject({ 'package.json': manifest, ...proxyquire, ...decache, ...tree });
  const start = (file: string): string => {
    const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: root, encoding: 'utf8' });
    return stdout + stderr.replace(/\(node:.*\n.*trace-warnings.*\n/g, '');
  };
  const before = start(main);
  const { files, findings } = await migrateProject(root);
  const name = existsSync(join(root, main)) ? main : main.replace(/\.js$/, '.cjs');
  expect(start(name)).toBe(before);
  return {
    files: Object.keys(files)
      .filter((f) => f !== 'package.json')
      .sort(),
    rules: findings.map((f) => f.rule).sort(),
    text: files[name]!,
  };
}

const session = `const pause = require('./pause');\nexports.open = () => pause() + ' open';\n`;
const pause = `module.exports = () => 'real';\n`;

test('what proxyquire reaches into stays CommonJS, and its strings follow', async () => {
  const { files, rules, text } = await run(
    {
      'lib/session.js': session,
      'lib/pause.js': pause,
      'test/it.test.js': `const proxyquire = require('proxyquire');
const { open } = proxyquire('../lib/session', { './pause': () => 'stub' });
console.log(open());
`,
    },
    'test/it.test.js',
  );
  expect(files).toEqual(['lib/pause.js', 'lib/session.cjs', 'test/it.test.js']);
  expect(rules).toContain('mock-tool');
  expect(text).toMatch(`proxyquire('../lib/session.cjs', { './pause': () => 'stub' })`);
});

test('through a global that a setup file makes', async () => {
  const { files } = await run(
    {
      'lib/session.js': session,
      'lib/pause.js': pause,
      'test/setup.js': `global.$require = require('proxyquire');\n`,
      'test/it.test.js': `require('./setup');
const { open } = $require('../lib/session', { './pause': () => 'stub' });
console.log(open());
`,
    },
    'test/it.test.js',
  );
  expect(files).toEqual(['lib/pause.js', 'lib/session.cjs', 'test/it.test.js', 'test/setup.js']);
});

test('stubs of a module that stays CommonJS itself follow its new name', async () => {
  const { files, text } = await run(
    {
      'lib/session.js': session,
      'lib/pause.js': pause,
      'test/it.test.js': `const proxyquire = require('proxyquire');
const { open } = proxyquire('../lib/session', { './pause': () => 'stub' });
console.log(open(), proxyquire('../lib/pause', {})());
`,
    },
    'test/it.test.js',
  );
  expect(files).toEqual(['lib/pause.cjs', 'lib/session.cjs', 'test/it.test.js']);
  expect(text).toMatch(`'./pause.cjs': () => 'stub'`);
});

test('a test that uses decache stays CommonJS, with what it loads again', async () => {
  const { files } = await run(
    {
      'lib/other.js': `exports.other = 1;\n`,
      'lib/count.js': `let n = 0;\nexports.next = () => ++n;\n`,
      'test/it.test.js': `const decache = require('decache');
console.log(require('../lib/count').next());
decache('../lib/count');
console.log(require('../lib/count').next());
`,
    },
    'test/it.test.js',
  );
  expect(files).toEqual(['lib/count.cjs', 'lib/other.js', 'test/it.test.cjs']);
});

test('a module taken out of require.cache stays CommonJS', async () => {
  const { files } = await run(
    {
      'lib/other.js': `exports.other = 1;\n`,
      'lib/count.js': `let n = 0;\nexports.next = () => ++n;\n`,
      'test/it.test.js': `function fresh() {
  delete require.cache[require.resolve('../lib/count')];
  return require('../lib/count');
}
console.log(fresh().next(), fresh().next());
`,
    },
    'test/it.test.js',
  );
  expect(files).toContain('lib/count.cjs');
});

test('a fork of a tool under a scope is that tool', async () => {
  const { files, findings } = await migrateProject(
    writeProject({
      'package.json': { name: 'made', private: true },
      'lib/log.js': "exports.level = require('./level').level;\n",
      'lib/level.js': "exports.level = 'info';\n",
      'lib/free.js': 'exports.free = 1;\n',
      'test/log.js':
        "const sandbox = require('@some-fork/sandboxed-module');\nconst { level } = sandbox.require('../lib/log', { requires: { './level': {} } });\nconsole.log(level);\n",
      'node_modules/@some-fork/sandboxed-module/package.json': {
        name: '@some-fork/sandboxed-module',
        main: 'index.js',
      },
      'node_modules/@some-fork/sandboxed-module/index.js': 'exports.require = (path) => path;\n',
    }),
  );
  expect(Object.keys(files).filter((path) => path.endsWith('.cjs'))).toEqual([
    'lib/level.cjs',
    'lib/log.cjs',
    'test/log.cjs',
  ]);
  expect(files['test/log.cjs']).toContain("{ requires: { './level.cjs': {} } }");
  expect(findings.map((f) => f.rule)).toContain('mock-tool');
});

test('a tool that is told of a module by a constant', async () => {
  const { files } = await migrateProject(
    writeProject({
      ...proxyquire,
      'package.json': { name: 'made', private: true },
      'lib/log.js': "exports.level = require('./level').level;\n",
      'lib/level.js': "exports.level = 'info';\n",
      'test/log.js':
        "const proxyquire = require('proxyquire').noCallThru();\nconst path = '../lib/log';\nit('logs', () => proxyquire(path, { './level': {} }));\n",
    }),
  );
  expect(Object.keys(files).sort()).toEqual(['lib/level.js', 'lib/log.cjs', 'package.json', 'test/log.js']);
  expect(files['test/log.js']).toContain("proxyquire('../lib/log.cjs', { './level': {} })");
});

test.each([
  ['{ useCleanCache: true }', ['index.cjs', 'latest.cjs', 'lib/run.cjs', 'other.cjs', 'run.cjs']],
  // Without it only those see the mocks that require them.
  ['{ warnOnReplace: false }', ['index.js', 'latest.cjs', 'lib/run.cjs', 'other.js', 'run.js']],
])('mockery with %s: what gets the mocks while the tests run stays CommonJS', async (options, expected) => {
  const mockery = `const Module = require('module');
const mocks = {};
exports.registerMock = (name, value) => (mocks[name] = value);
exports.enable = ({ useCleanCache }) => {
  if (useCleanCache) for (const file of Object.keys(require.cache)) if (!file.includes('node_modules')) delete require.cache[file];
  const load = Module._load;
  Module._load = (request, ...rest) => (request in mocks ? mocks[request] : load(request, ...rest));
};
`;
  const { files } = await run(
    {
      'node_modules/mockery/package.json': { name: 'mockery', version: '2.0.0', main: 'index.js' },
      'node_modules/mockery/index.js': mockery,
      'node_modules/tags/package.json': { name: 'tags', version: '1.0.0', main: 'index.js' },
      'node_modules/tags/index.js': "module.exports = () => 'real';\n",
      'index.js':
        "const latest = require('./latest');\nmodule.exports = () => latest() + require('./other').text + require('./lib/run').text;\n",
      'lib/run.js': "exports.text = require('../run').run();\n",
      'run.js': "exports.run = () => 'real';\n",
      'latest.js': "const tags = require('tags');\nmodule.exports = () => tags();\n",
      'other.js': "exports.text = '!';\n",
      'eager.js': "exports.first = 'a';\n",
      'test.js': `const mockery = require('mockery');
const { first } = require('./eager');
function once(tags) {
  mockery.registerMock('tags', () => tags);
  mockery.registerMock('../run', { run: () => 'mine' });
  mockery.enable(${options});
  return require('./index')();
}
console.log(once(first), once('b'));
`,
    },
    'test.js',
  );
  expect(files).toEqual(['eager.js', ...expected, 'test.cjs']);
});

test('require-inject and the mock() of tap keep what leads to the mocked modules', async () => {
  const inject = `const Module = require('module');
const { dirname, resolve } = require('path');
module.exports = (path, mocks) => {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, stack) => stack;
  const caller = Module.createRequire(new Error().stack[1].getFileName());
  Error.prepareStackTrace = prepare;
  const known = new Map(Object.keys(mocks).map((key) => [caller.resolve(key), mocks[key]]));
  const load = Module._load;
  const files = Object.keys(require.cache);
  for (const file of files) if (!file.includes('node_modules')) delete require.cache[file];
  Module._load = (request, parent, isMain) => {
    const file = Module._resolveFilename(request, parent);
    return known.has(file) ? known.get(file) : load(request, parent, isMain);
  };
  try {
    return caller(path);
  } finally {
    Module._load = load;
  }
};
`;
  const tree = (test: string): Tree => ({
    'node_modules/require-inject/package.json': { name: 'require-inject', version: '1.4.4', main: 'index.js' },
    'node_modules/require-inject/index.js': inject,
    'node_modules/tap/package.json': { name: 'tap', version: '15.0.0', main: 'index.js' },
    'node_modules/tap/index.js': `${inject}exports = module.exports = { mock: module.exports, test: (_, f) => f(exports) };\n`,
    'lib/index.js': "const { name } = require('./name');\nmodule.exports = () => name() + require('./other').text;\n",
    'lib/name.js': "const os = require('os');\nexports.name = () => os.platform();\n",
    'lib/other.js': "exports.text = '!';\n",
    'test.js': test,
  });
  const injected = await run(
    tree(`const inject = require('require-inject');
const lib = require.resolve('./lib/index.js');
console.log(inject(lib, { os: { platform: () => 'mine' } })());
console.log(inject(lib, { './lib/name.js': { name: () => 'mine' } })());
`),
    'test.js',
  );
  expect(injected.files).toEqual(['lib/index.cjs', 'lib/name.cjs', 'lib/other.js', 'test.cjs']);
  const handedOn = await run(
    {
      'free.js': "console.log('free');\n",
      ...tree(`require('./free');
const inject = require('require-inject');
const load = (mocks) => inject('./lib', mocks);
const mine = { './lib/name': { name: () => 'mine' } };
console.log(load(mine)(), load({ './lib/other': { text: '?' }, os: { platform: () => 'mine' } })());
`),
    },
    'test.js',
  );
  expect(handedOn.files).toContain('lib/name.cjs');
  const mocked = await run(
    tree(`const t = require('tap');
t.test('inner', (t) => console.log(t.mock('./lib/name', { os: { platform: () => 'mine' } }).name()));
`),
    'test.js',
  );
  expect(mocked.files).toEqual(['lib/index.js', 'lib/name.cjs', 'lib/other.js', 'test.cjs']);
});

test('what a proxyquire loads that knows no .cjs keeps its name, with its folder', async () => {
  const source = proxyquire['node_modules/proxyquire/index.js'];
  const { files, rules } = await run(
    {
      'node_modules/proxyquire/package.json': { name: 'proxyquire', version: '0.6.0', main: 'index.js' },
      'node_modules/proxyquire/index.js': source.replace(
        'const load =',
        "if (!require.extensions[require('path').extname(file)]) throw new Error(`no handler for ${file}`);\n  const load =",
      ),
      'lib/user.js': "const api = require('./api');\nexports.load = () => api.get();\n",
      'lib/api.js': "exports.get = () => 'real';\n",
      'other.js': 'exports.other = 1;\n',
      'test.js':
        "const user = require('proxyquire')('./lib/user', { './api': { get: () => 'stub' } });\nconsole.log(user.load(), require('./other').other);\n",
    },
    'test.js',
  );
  expect(files).toEqual(['lib/package.json', 'other.js', 'test.js']);
  expect(rules).toContain('mock-tool');
});
