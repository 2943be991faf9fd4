import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

async function exportsOf(source: string): Promise<string[]> {
  const root = writeTree({ 'package.json': { name: 'made', main: 'index.js' }, 'index.js': source });
  return (await migrateTree(root)).files['index.js']!.split('\n').filter((line) => line.startsWith('export'));
}

test('the word before an accessor is no name that anybody imports', async () => {
  expect(await exportsOf('module.exports = {\n  get now() {\n    return Date.now();\n  },\n};\n')).toEqual([
    "export { made as default, made as 'module.exports' };",
  ]);
});

test('a member of that name is', async () => {
  expect(
    await exportsOf('module.exports = {\n  get,\n  get now() {\n    return 1;\n  },\n};\nfunction get() {}\n'),
  ).toEqual(['export { get };', "export { made as default, made as 'module.exports' };"]);
});
