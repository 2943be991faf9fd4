import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

const loader = `exports.load = function (path) {
  try {
    return require(path);
  } catch (err) {
    return null;
  }
};
`;

async function changed(start: string): Promise<string[]> {
  const root = writeTree({
    'package.json': { name: 'made', main: 'lib/load.js' },
    'lib/load.js': loader,
    'lib/cli.js': `function run(argv) {
  if (argv.length < 3) throw new Error('Nothing to do.');
}
exports.run = run;
${start}
`,
  });
  return Object.keys((await migrateTree(root)).files).sort();
}

test('what fails only as a program does not fail when another file loads it', async () => {
  expect(await changed('if (require.main === module) run(process.argv);')).toEqual([
    'lib/cli.js',
    'lib/load.js',
    'package.json',
  ]);
  expect(await changed('run(process.argv);')).toEqual([]);
});
