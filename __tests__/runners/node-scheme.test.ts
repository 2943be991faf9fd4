import { expect, test } from '@jest/globals';
import { migrateProject, removeProjects, writeProject } from './tree.js';

afterAll(removeProjects);

const testWith = async (version: string, name = 'jest'): Promise<string> => {
  const root = writeProject({
    'package.json': { name: 'made', private: true, scripts: { test: 'jest' }, devDependencies: { [name]: '*' } },
    [`node_modules/${name}/package.json`]: { name, version },
    'a.test.js': "const fs = require('fs');\ntest('reads', () => fs.readdirSync(__dirname));\n",
  });
  return (await migrateProject(root)).files['a.test.js']!;
};

test('jest before 27 knows builtins by their names only', async () => {
  const imports = "import { dirname } from 'path';\nimport { fileURLToPath } from 'url';\n";
  expect(await testWith('26.6.3')).toContain(imports);
  expect(await testWith('27.0.0')).toContain(imports.replace(/from '/g, "from 'node:"));
});

test('a package may have the command of jest alone', async () => {
  expect(await testWith('27.0.0', 'jest-cli')).toContain('import.meta.url');
  expect(await testWith('30.0.0', 'jest-cli')).toContain('import.meta.dirname');
});
