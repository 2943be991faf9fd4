import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from './tree.js';

afterAll(removeTrees);

const project = { 'package.json': { name: 'p', version: '1.0.0', private: true, main: 'index.js' }, 'index.js': '' };

test('a configuration that a tool imports keeps its value as the default export', async () => {
  const root = writeTree({
    ...project,
    'jest.config.js': "const os = require('os');\n\nmodule.exports = {\n  maxWorkers: os.cpus().length, // all\n};\n",
  });
  const { files } = await migrateTree(root);
  expect(files['jest.config.js']).toBe(
    "import os from 'os';\n\nexport default {\n  maxWorkers: os.cpus().length, // all\n};\n",
  );
});

test('a configuration made of members is one object', async () => {
  const root = writeTree({ ...project, 'rollup.config.js': "exports.input = 'a.js';\nexports.watch = true;\n" });
  const { files } = await migrateTree(root);
  expect(files['rollup.config.js']).toBe(
    "const rollupConfig = {};\nrollupConfig.input = 'a.js';\nrollupConfig.watch = true;\n\nexport { rollupConfig as default };\n",
  );
});

test('a configuration of a tool that nobody knows can be imported and required', async () => {
  const root = writeTree({
    ...project,
    'paint.config.js':
      "const config = module.exports = { ui: 'a' };\n\nif (process.argv[2] !== 'x') config.tunnel = 1;\n",
  });
  await migrateTree(root);
  const code =
    "const c = require('./paint.config.js'); import('./paint.config.js').then((m) => console.log(c, m.default))";
  const run = spawnSync(process.execPath, ['-e', code], { cwd: root, encoding: 'utf8' });
  expect(run.stdout).toBe("{ ui: 'a', tunnel: 1 } { ui: 'a', tunnel: 1 }\n");
});
