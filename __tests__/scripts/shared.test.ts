import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyChanges } from '../../src/apply/apply.js';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';

const made: string[] = [];
afterAll(() => made.forEach((root) => rmSync(root, { recursive: true })));

function writeFiles(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'esmigrate-shared-'));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const helper = `(function (root) {
  var helper = { twice: function (n) { return n * 2; } };
  if (typeof module !== 'undefined' && module.exports) module.exports = helper;
  else root.helper = helper;
})(this);
`;

test('a script that Node loads too stays as it is for pages, and gets a CommonJS twin for Node', async () => {
  const files: Record<string, string> = {
    'package.json': '{ "name": "shared", "main": "./helper.js" }\n',
    'helper.js': helper,
    'main.js': "const { twice } = require('./helper');\nconsole.log(twice(21));\n",
    'index.html':
      '<!doctype html>\n<script src="helper.js"></script>\n<script>document.title = helper.twice(1);</script>\n',
  };
  const root = writeFiles(files);
  const { changes, findings } = await migrate(root, defaultOptions);
  await applyChanges(root, changes);
  expect(readFileSync(join(root, 'helper.js'), 'utf8')).toBe(helper);
  expect(readFileSync(join(root, 'helper.cjs'), 'utf8')).toBe(helper);
  expect(execFileSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' })).toBe('42\n');
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).toMatchObject({
    main: './helper.cjs',
    type: 'module',
  });
  expect(findings.map((f) => f.rule)).toEqual(expect.arrayContaining(['script-shared', 'kept-commonjs']));
  expect((await migrate(root, defaultOptions)).changes).toEqual([]);
});

test('libraries that know AMD stay as they are where an AMD program that stays AMD loads them', async () => {
  const library = (name: string): string => `(function (root, factory) {
  if (typeof define === 'function' && define.amd) define([], factory);
  else if (typeof exports === 'object') module.exports = factory();
  else root.${name} = factory();
})(this, function () {
  return { name: '${name}' };
});
`;
  const files: Record<string, string> = {
    'package.json': '{ "name": "shared" }\n',
    'server.js': "const shared = require('./public/js/shared');\nconsole.log(shared.name, require('./util').two);\n",
    'util.js': 'exports.two = 2;\n',
    'public/js/main.js':
      "require.config({ paths: { dom: '../libs/dom' } });\nrequire(['dom', 'app'], function (dom, app) {\n  app(dom);\n});\n",
    'public/js/app.js':
      "define(['shared'], function (shared) {\n  return function () {\n    require(['text!page.html']);\n  };\n});\n",
    'public/js/shared.js': library('shared'),
    'public/js/text.js': library('text'),
    'public/libs/dom.js': library('dom'),
    'public/index.html': '<!doctype html>\n<script data-main="js/main" src="js/require.js"></script>\n',
  };
  const root = writeFiles(files);
  const { changes, findings } = await migrate(root, defaultOptions);
  await applyChanges(root, changes);
  for (const path of Object.keys(files).filter((p) => p.startsWith('public/')))
    expect([path, readFileSync(join(root, path), 'utf8')]).toEqual([path, files[path]]);
  expect(readFileSync(join(root, 'public/js/shared.cjs'), 'utf8')).toBe(files['public/js/shared.js']);
  expect(execFileSync(process.execPath, ['server.js'], { cwd: root, encoding: 'utf8' })).toBe('shared 2\n');
  expect(findings.map((f) => f.rule)).toEqual(expect.arrayContaining(['amd-dependency', 'script-shared']));
});

test('scripts that a loader of the project adds to a page at run time are no modules of Node', async () => {
  const part = (name: string): string => `lib.${name} = function () { return '${name}'; };
if (typeof require !== 'undefined') var lib = require('./core.js');
if (typeof module !== 'undefined') module.exports = lib.${name};
`;
  const files: Record<string, string> = {
    'package.json': '{ "name": "loaded" }\n',
    'build.js': "const fs = require('fs');\nmodule.exports = fs.readdirSync('src');\n",
    'lib-dynamic.js': `var lib = {};
['core.js', 'sprite.js'].forEach(function (file) {
  var script = document.createElement('script');
  script.src = 'src/' + file;
  document.body.appendChild(script);
});
`,
    'src/core.js': "lib.version = 1;\nif (typeof module !== 'undefined') module.exports = lib;\n",
    'src/sprite.js': part('sprite'),
    'index.html': '<!doctype html>\n<script src="lib-dynamic.js"></script>\n',
  };
  const root = writeFiles(files);
  const { changes } = await migrate(root, defaultOptions);
  await applyChanges(root, changes);
  for (const path of ['src/core.js', 'src/sprite.js'])
    expect([path, readFileSync(join(root, path), 'utf8')]).toEqual([path, files[path]]);
  expect(readFileSync(join(root, 'build.js'), 'utf8')).toContain('import fs from');
});

describe('a test that pages load as a script', () => {
  const page = `<!doctype html>
<script src="../lib/twice.js"></script>
<script>this.require = function () { return twice; }; this.exports = {};</script>
<script src="run.js"></script>
`;
  const lib = 'var twice = function (n) { return n * 2; };\nif (typeof module === "object") module.exports = twice;\n';
  const migrated = async (test: string): Promise<{ root: string; rules: string[] }> => {
    const root = writeFiles({
      'package.json': '{ "name": "shared", "main": "lib/twice.js", "scripts": { "test": "node test/run.js" } }\n',
      'lib/twice.js': lib,
      'test/run.js': test,
      'test/index.html': page,
    });
    const { changes, findings } = await migrate(root, defaultOptions);
    await applyChanges(root, changes);
    return { root, rules: findings.filter((f) => f.file === 'test/run.js').map((f) => f.rule) };
  };
  const runTest = (root: string): string => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { test: string } };
    return execFileSync(process.execPath, [scripts.test.replace('node ', '')], { cwd: root, encoding: 'utf8' });
  };

  test('goes on running in Node when the page provides `require` and `exports`', async () => {
    const text = "var twice = require('../lib/twice');\nexports.result = twice(21);\nconsole.log(exports.result);\n";
    const { root, rules } = await migrated(text);
    expect(readFileSync(join(root, 'test/run.js'), 'utf8')).toBe(text);
    expect(rules).toEqual(expect.arrayContaining(['script-shared', 'kept-commonjs']));
    expect(runTest(root)).toBe('42\n');
  });

  test('goes on running in Node when it asks whether there is a `require`', async () => {
    const text = `(function () {
  var twice = typeof require == 'function' ? require('../lib/twice') : window.twice;
  console.log(twice(21));
})();
`;
    const { root, rules } = await migrated(text);
    expect(readFileSync(join(root, 'test/run.js'), 'utf8')).toBe(text);
    expect(rules).toEqual(expect.arrayContaining(['script-shared', 'kept-commonjs']));
    expect(runTest(root)).toBe('42\n');
  });
});

test('a script that a test of pages and of Node requires goes on working in Node', async () => {
  const root = writeFiles({
    'package.json': '{ "name": "shared", "scripts": { "test": "node test/util.test.js" } }\n',
    'app/util.js':
      "var App = App || {};\nApp.twice = function (n) { return n * 2; };\nif (typeof exports !== 'undefined') exports.App = App;\n",
    'test/util.test.js':
      "if (typeof require !== 'undefined') var Util = require('../app/util.js').App;\nelse var Util = App;\nconsole.log(Util.twice(21));\n",
    'test/index.html':
      '<!doctype html>\n<script src="../app/util.js"></script>\n<script src="util.test.js"></script>\n',
  });
  const { changes, findings } = await migrate(root, defaultOptions);
  await applyChanges(root, changes);
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { test: string } };
  expect(execFileSync(process.execPath, scripts.test.split(' ').slice(1), { cwd: root, encoding: 'utf8' })).toBe(
    '42\n',
  );
  const shared = findings.filter((f) => f.rule === 'script-shared').map((f) => f.file);
  expect(shared).toEqual(['app/util.js', 'test/util.test.js']);
});

test('queues that scripts of other hosts take over stay on the global object', async () => {
  const root = writeFiles({
    'index.html': `<!doctype html>
<script src="app.js"></script>
<script>
  var _queue = _queue || [];
  _queue.push(['start']);
  (function () {
    var script = document.createElement('script');
    script.src = '//counter.test/counter.js';
    document.body.appendChild(script);
  })();
</script>
`,
    'app.js':
      "function track(name) { _queue.push([name]); }\ndocument.addEventListener('click', function () { track('click'); });\n",
  });
  const { changes } = await migrate(root, defaultOptions);
  await applyChanges(root, changes);
  expect(readFileSync(join(root, 'index.html'), 'utf8')).toContain('globalThis._queue = globalThis._queue || [];');
  expect(readFileSync(join(root, 'app.js'), 'utf8')).not.toContain('import');
});
