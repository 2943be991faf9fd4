import { migrateProject, removeProjects, writeProject, type Tree } from '../runners/tree.js';

afterAll(removeProjects);

const hazardRules =
  /^(module-object|main-module|require-cache|retry-failed-load|module-hook|module-alias|stack-file-names|job-order|link-error|exit-before-import)$/;

/** What a run says about a project of one private package: `rule severity file:line`. */
async function findingsOf(tree: Tree): Promise<{ findings: string[]; files: Record<string, string> }> {
  const manifest = { name: 'made', private: true, dependencies: { absent: '^1.0.0' } };
  const { files, findings } = await migrateProject(writeProject({ 'package.json': manifest, ...tree }));
  const own = findings.filter((f) => hazardRules.test(f.rule));
  return { findings: own.map((f) => `${f.rule} ${f.severity} ${f.file}:${f.line}`), files };
}

/** The same, with the files that stay CommonJS in place of all texts. */
async function kept(tree: Tree): Promise<{ findings: string[]; kept: string[] }> {
  const { findings, files } = await findingsOf(tree);
  return {
    findings,
    kept: Object.keys(files)
      .filter((path) => path.endsWith('.cjs'))
      .sort(),
  };
}

const other = `exports.other = 1;\n`;

test('what only CommonJS answers stays CommonJS, exactly', async () => {
  expect(
    await kept({
      'main.js': `require('./id');\nrequire('./other');\n`,
      'id.js': `console.log(module.id);\n`,
      'other.js': other,
    }),
  ).toEqual({
    findings: ['module-object info id.js:1'],
    kept: ['id.cjs'],
  });
});

test('a file that asks which module was started keeps the entries that lead to it', async () => {
  const tree = {
    'main.js': `require('./middle');\n`,
    'middle.js': `require('./where');\nexports.middle = 1;\n`,
    'where.js': `exports.root = () => process.mainModule.filename;\n`,
  };
  expect(await kept(tree)).toEqual({ findings: ['main-module info main.js:1'], kept: ['main.cjs'] });
});

test('a file that looks at its parent is loaded by require()', async () => {
  const { findings, files } = await findingsOf({
    'main.js': `const by = require('./by');\nconsole.log(by.parent);\n`,
    'by.js': `exports.parent = module.parent.filename;\n`,
  });
  expect(findings).toEqual(['module-object info by.js:1']);
  expect(files['main.js']).toContain(`const by = require('./by.cjs');`);
});

test('require.cache: its user and what it loads again stay CommonJS', async () => {
  const tree = {
    'main.js': `require('./reload')();\nrequire('./other');\n`,
    'reload.js': `module.exports = () => {\n  for (const key of Object.keys(require.cache)) delete require.cache[key];\n  return require('./state');\n};\n`,
    'state.js': `exports.n = Math.random();\n`,
    'other.js': other,
  };
  expect(await kept(tree)).toEqual({
    findings: ['require-cache info reload.js:2', 'require-cache warning reload.js:2', 'require-cache info state.js:1'],
    kept: ['reload.cjs', 'state.cjs'],
  });
});

test('what is loaded again after it failed stays CommonJS', async () => {
  const flaky = `global.tries = (global.tries || 0) + 1;\nif (global.tries < 2) throw new Error('no');\nexports.ok = 1;\n`;
  const loop = `for (let i = 0; i < 2; i++) {\n  try {\n    require('./flaky');\n  } catch {}\n}\n`;
  expect(await kept({ 'main.js': loop, 'flaky.js': flaky })).toEqual({
    findings: ['retry-failed-load info flaky.js:1'],
    kept: ['flaky.cjs'],
  });
  expect(await kept({ 'main.js': loop, 'flaky.js': other })).toEqual({ findings: [], kept: [] });
});

test('the folder of what is loaded again keeps its names, with all below it', async () => {
  const { files } = await findingsOf({
    'test/load.js': `function load(name) {\n  try {\n    return require('./fixtures/' + name);\n  } catch (error) {\n    return error.message;\n  }\n}\n['fails', 'log'].forEach(load);\n`,
    'test/start.js': `require('child_process').exec('node ' + __dirname + '/fixtures/log.js');\n`,
    'test/fixtures/fails.js': "require('../../other');\nthrow new Error('no');\n",
    'test/fixtures/log.js': "require('../../other');\n",
    'test/fixtures/deep/task.js': "const { other } = require('../../../other');\nexports.task = () => other;\n",
    'other.js': other,
  });
  expect(Object.keys(files).filter((path) => path.startsWith('test/fixtures'))).toEqual(['test/fixtures/package.json']);
});

test('loader hooks: the file that sets one stays; imports that would miss it are named', async () => {
  const hook = (end: string): string =>
    `const Module = require('module');\nconst before = Module._load;\nModule._load = () => 1;\nrequire('./user');\n${end}`;
  const tree = { 'user.js': `const other = require('./other');\nexports.value = other.other;\n`, 'other.js': other };
  expect(await kept({ ...tree, 'main.js': hook('') })).toEqual({
    findings: ['module-hook info main.js:3', 'module-hook warning main.js:3'],
    kept: ['main.cjs'],
  });
  expect(await kept({ 'main.js': hook('Module._load = before;\n'), 'user.js': other })).toEqual({
    findings: ['module-hook info main.js:3'],
    kept: ['main.cjs'],
  });
  const put = hook("Module._load = before;\nrequire('./late');\n");
  expect(await kept({ 'main.js': put, 'user.js': "exports.fs = require('fs');\n", 'late.js': other })).toEqual({
    findings: ['module-hook info main.js:3', 'module-hook info user.js:1'],
    kept: ['main.cjs', 'user.cjs'],
  });
});

test('the order of jobs: only in entries, and only for pairs that change', async () => {
  const tick = `process.nextTick(() => console.log('tick'));\n`;
  const promise = `Promise.resolve().then(() => console.log('promise'));\n`;
  const order = async (tree: Tree): Promise<string[]> => (await findingsOf(tree)).findings;
  expect(await order({ 'main.js': `require('./child');\n${promise}`, 'child.js': tick })).toEqual([
    'job-order warning main.js:2',
  ]);
  const named = `require('./child');\nconsole.log(require.resolve('./main'));\n${promise}`;
  expect(await order({ 'main.js': named, 'child.js': tick })).toEqual(['job-order warning main.js:3']);
  const called = `const get = () => require('./child');\nget();\n${promise}`;
  expect(await order({ 'main.js': called, 'child.js': tick })).toEqual(['job-order warning main.js:3']);
  const later =
    "require('fs');\nsetTimeout(() => console.log(1), 0);\nimport('./child.js').then(() => console.log(2));\n";
  expect(await order({ 'main.js': later, 'child.js': '' })).toEqual(['job-order warning main.js:3']);
  expect(await order({ 'main.js': `require('./child');\nsetTimeout(() => {}, 50);\n`, 'child.js': tick })).toEqual([]);
  expect(await order({ 'main.js': `exports.later = () => {\n${tick}${promise}};\n` })).toEqual([]);
  const error = `throw new Error('no');\n`;
  expect(await order({ 'main.js': `require('./child');\n${error}`, 'child.js': promise })).toEqual([
    'job-order warning main.js:2',
  ]);
  expect(await order({ 'main.js': `require('./child');\nif (process.argv[9]) ${error}`, 'child.js': promise })).toEqual(
    [],
  );
  expect(
    await order({ 'other.js': other, 'main.js': `async function main() {\n  await null;\n}\nmain();\n${tick}` }),
  ).toEqual(['job-order warning main.js:5']);
  const own = `exports.run = () => {
  ${tick}${promise}};
exports.run();
`;
  expect(
    await order({
      'main.js': `require('./child');
`,
      'child.js': own,
    }),
  ).toEqual(['job-order warning main.js:1']);
});

test('a program that gives piped stdin a turn of the event loop stays CommonJS', async () => {
  const rest = `let text = '';\nfunction run() { console.log(text || 'nothing'); }\nsetImmediate(run);\n`;
  const read = `process.stdin.on('readable', () => { text += process.stdin.read() || ''; });\n`;
  expect(await kept({ 'other.js': other, 'main.js': `require('./other');\n${read}${rest}` })).toEqual({
    findings: ['job-order info main.js:2'],
    kept: ['main.cjs'],
  });
  expect(
    await kept({
      'other.js': other,
      'main.js': `require('./other');\nif (process.stdin.isTTY) console.log('typed');\n${rest}`,
    }),
  ).toEqual({
    findings: [],
    kept: [],
  });
});

test('stack traces: once a file, only where a string is read', async () => {
  const { findings } = await findingsOf({
    'callers.js': `exports.file = () => {\n  const all = new Error().stack.split('\\n');\n  return all[1].trim() || new Error().stack.split('\\n');\n};\n`,
    'searched.js': `exports.deep = (error) => / at (.*)/.exec(error.stack);\n`,
    'layers.js': `exports.add = (router, layer) => router.stack.push(layer);\n`,
  });
  expect(findings).toEqual(['stack-file-names warning callers.js:2', 'stack-file-names warning searched.js:1']);
});

test('a dependency that is not installed is told once', async () => {
  const load = `const absent = require('absent');\nabsent();\n`;
  const { findings } = await findingsOf({ 'main.js': load, 'some.js': load });
  expect(findings).toEqual(['link-error warning main.js:1']);
});

test('an exit before a request', async () => {
  const { findings } = await findingsOf({
    'main.js': `if (process.argv[2]) process.exit(1);\nconst { other } = require('./other');\nconsole.log(other);\n`,
    'other.js': other,
  });
  expect(findings).toEqual(['exit-before-import info main.js:2']);
});

test('functions without a name keep having none where it is read', async () => {
  const { files } = await findingsOf({
    'main.js': `const whole = require('./whole');\nconst { part } = require('./parts');\nconsole.log([whole.name, part.name]);\n`,
    'whole.js': `module.exports = function () {};\n`,
    'parts.js': `exports.part = function () {};\n`,
    'free.js': `exports.part = function () {};\n`,
  });
  expect(files['whole.js']).toBe(`export default (0, function () {});\n`);
  expect(files['parts.js']).toContain(`parts.part = function () {};`);
  expect(files['free.js']).toBe(`export function part() {}\n`);
});

test('a script that sets NODE_PATH', async () => {
  const scripts = { start: 'NODE_PATH=lib node main.js' };
  const { findings } = await findingsOf({
    'package.json': JSON.stringify({ name: 'made', private: true, scripts }, null, 2),
    'main.js': other,
  });
  expect(findings).toEqual(['module-alias warning package.json:5']);
});
