import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

async function errorsFor(text: string): Promise<string[]> {
  const root = writeTree({
    'package.json': { name: 'p', version: '1.0.0', private: true },
    'who.js': text,
    'main.js': "console.log(require('./who'));\n",
  });
  const { findings } = await migrateTree(root);
  return findings.filter((f) => f.severity === 'error').map((f) => `${f.rule} ${f.file}:${f.line}`);
}

test('a chain of parents that is followed upwards is an error', async () => {
  expect(
    await errorsFor('let p = module.parent;\nwhile (p && p.parent) p = p.parent;\nmodule.exports = p && p.filename;\n'),
  ).toEqual(['module-object who.js:1']);
  expect(await errorsFor('module.exports = module.parent.parent === null;\n')).toEqual(['module-object who.js:1']);
});

test('the parent alone is known', async () => {
  expect(await errorsFor('const p = module.parent;\nmodule.exports = p.filename.length > 0;\n')).toEqual([]);
  expect(await errorsFor('module.exports = module.parent.filename;\n')).toEqual([]);
});
