import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree, type Tree } from '../trial/tree.js';

afterAll(removeTrees);

const manifest = { name: 'p', version: '1.0.0', private: true, scripts: { start: 'node main.js' } };
const frames = `function frames() {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = (_, stack) => stack;
  const { stack } = new Error();
  Error.prepareStackTrace = prepare;
  return stack;
}
`;

const run = (root: string): string => spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' }).stdout;

async function compared(tree: Tree): Promise<{ files: Record<string, string>; findings: string[] }> {
  const root = writeTree({ 'package.json': manifest, ...tree });
  const before = run(root);
  expect(before).not.toBe('');
  const { files, findings } = await migrateTree(root);
  expect(run(root)).toBe(before);
  expect((await migrateTree(root)).files).toEqual({});
  return { files, findings: findings.map((f) => `${f.rule} ${f.severity} ${f.file}:${f.line}`) };
}

test('the file of a frame is a path again', async () => {
  const { findings } = await compared({
    'main.js': "console.log(require('./caller')());\n",
    'caller.js': `${frames}module.exports = () => frames()[2].getFileName();\n`,
  });
  expect(findings.filter((f) => f.startsWith('stack'))).toEqual(['stack-file-names info caller.js:8']);
});

test('in a file that stays CommonJS, too', async () => {
  const { files } = await compared({
    'main.js': "console.log(require('./caller')());\n",
    'caller.js': `${frames}module.exports = () => module.paths && frames()[2].getFileName();\n`,
  });
  expect(files['caller.cjs']).toContain("require('node:url').fileURLToPath(name)");
});

test('frames that another file gives out', async () => {
  const { findings } = await compared({
    'main.js': "console.log(require('./frames')()[1].getFileName(), require('path').sep);\n",
    'frames.js': `${frames}module.exports = frames;\n`,
  });
  expect(findings.filter((f) => f.startsWith('stack'))).toEqual([
    'stack-file-names warning frames.js:3',
    'stack-file-names info main.js:1',
  ]);
});

test('packages that name the file of their caller', async () => {
  await compared({
    'main.js': "const { name } = require('./lib/name');\nconsole.log(name());\n",
    'lib/name.js': "const caller = require('get-caller-file');\nexports.name = () => caller();\n",
    'node_modules/get-caller-file/package.json': { name: 'get-caller-file', version: '2.0.5' },
    'node_modules/get-caller-file/index.js': `${frames}module.exports = (at = 2) => frames()[at + 1].getFileName();\n`,
  });
});
