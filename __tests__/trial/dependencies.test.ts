import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from './tree.js';

afterAll(removeTrees);

test('a dependency that looks at the module that required it is required', async () => {
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', private: true, dependencies: { where: '1', tool: '1', plain: '1' } },
    'node_modules/where/package.json': { name: 'where', version: '1.0.0' },
    'node_modules/where/index.js':
      "const { basename } = require('path');\nmodule.exports = basename(module.parent.filename);\n",
    'node_modules/tool/package.json': { name: 'tool', version: '1.0.0' },
    'node_modules/tool/index.js': "if (!module.parent) console.log('started');\nexports.run = () => 'run';\n",
    'node_modules/plain/package.json': { name: 'plain', version: '1.0.0' },
    'node_modules/plain/index.js': '// Unlike others it does not read module.parent.\nexports.plain = 1;\n',
    'main.js':
      "const where = require('where');\nconst { run } = require('tool');\nconst { plain } = require('plain');\nconsole.log(where, run(), plain);\n",
  });
  const run = (): string => {
    const { stdout, stderr } = spawnSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' });
    return stdout + stderr;
  };
  const before = run();
  expect(before).toBe('main.js run 1\n');
  const { files } = await migrateTree(root);
  expect(files['main.js']).toBe(`import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

const where = require('where');
const { run } = require('tool');
import { plain } from 'plain';
console.log(where, run(), plain);
`);
  expect(run()).toBe(before);
});
