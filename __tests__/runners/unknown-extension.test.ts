import { spawnSync } from 'node:child_process';
import { migrateProject, removeProjects, writeProject } from './tree.js';

afterAll(removeProjects);

test('a folder with a script whose extension only CommonJS runs stays CommonJS', async () => {
  const root = writeProject({
    'package.json': { name: 'made', private: true },
    'index.js': `exports.run = (name) => require('child_process').execFileSync('node', [name], { encoding: 'utf8' });\n`,
    'test/programs/pm.js': `#!/usr/bin/env node\nconst { run } = require('../..');\nconsole.log(run(__dirname + '/pm-list.ts'));\n`,
    'test/programs/pm-list.ts': `console.log('found .ts');\n`,
    'test/types/a.ts': `const a: number = 1;\nconsole.log(a);\n`,
  });
  const start = (): string => spawnSync('node', ['test/programs/pm.js'], { cwd: root, encoding: 'utf8' }).stdout;
  expect(start()).toBe('found .ts\n\n');
  const { files, findings } = await migrateProject(root);
  expect(start()).toBe('found .ts\n\n');
  expect(Object.keys(files).sort()).toEqual(['index.js', 'package.json', 'test/programs/package.json']);
  expect(findings.filter((f) => f.rule === 'unknown-extension').map((f) => f.file)).toEqual([
    'test/programs/pm-list.ts',
    'test/programs/pm.js',
  ]);
});
