import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from './tree.js';

afterAll(removeTrees);

test('a file that exports by ES syntax and uses __dirname or require keeps its exports', async () => {
  const { files, findings } = await migrateTree(
    writeTree({
      'package.json': { name: 'made', version: '1.0.0', main: 'cjs.js' },
      'plugin.js': "import path from 'path';\nconst plugin = (o) => path.join(__dirname, o);\nexport default plugin;\n",
      'named.js': "export const one = 1;\nexport const fs = () => require('fs');\n",
      'cjs.js':
        "const plugin = require('./plugin');\nconst { one } = require('./named');\nmodule.exports = [plugin.default, one];\n",
    }),
  );
  expect(findings.filter((f) => f.rule === 'internal-fallback')).toEqual([]);
  expect(files['plugin.js']).toBe(
    "import path from 'path';\nconst plugin = (o) => path.join(import.meta.dirname, o);\nexport default plugin;\n",
  );
  expect(files['cjs.js']).toMatch(/^import \* as plugin from '.\/plugin.js';\nimport \{ one \} from '.\/named.js';\n/);
});
