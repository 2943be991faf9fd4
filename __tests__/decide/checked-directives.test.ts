import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

const source = "'use strict'\n\nconst path = require('path')\n\nexports.base = (name) => path.basename(name)\n";

async function migrated(lookedFor: string): Promise<string> {
  const strict = `'use strict'
const fs = require('fs')
const glob = require('glob')
test('sources', () => {
  for (const file of glob.sync('**/*.js')) {
    if (!fs.readFileSync(file, 'utf8').startsWith(${lookedFor})) throw new Error(file)
  }
})
`;
  const root = writeTree({
    'package.json': { name: 'made', main: 'index.js', scripts: { test: 'mocha' } },
    'index.js': source,
    'test/strict.js': strict,
  });
  return (await migrateTree(root)).files['index.js']!;
}

test("a test that reads the scripts may look for 'use strict': it stays", async () => {
  const kept = "'use strict'\n\nimport path from 'path'\n\nexport const base = (name) => path.basename(name)\n";
  expect(await migrated("'\\'use strict\\'\\n'")).toContain(kept);
  expect(await migrated('"\'use strict\'"')).toContain(kept);
});

test('a test that looks for other texts does not', async () => {
  expect(await migrated("'use the force'")).not.toContain('use strict');
});
