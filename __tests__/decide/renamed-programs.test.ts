import { afterAll, expect, test } from '@jest/globals';
import { migrateTree, removeTrees, writeTree, type Tree } from '../trial/tree.js';

afterAll(removeTrees);

const tree: Tree = {
  'package.json': { name: 'made', private: true, scripts: { start: 'node start.js' } },
  'start.js': "console.log(process.mainModule === module, require('./a').a);\n",
  'tool.js': "console.log(process.mainModule === module, require('./a').a);\n",
  'plain.js': "console.log(require('./a').a);\n",
  'a.js': 'exports.a = 1;\n',
};

test('a program with a new name that nothing in the project names is told of', async () => {
  const { files, findings } = await migrateTree(writeTree(tree));
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['start.cjs', 'tool.cjs', 'plain.js', 'package.json']));
  const told = findings.filter(({ rule }) => rule === 'renamed-program');
  expect(told.map(({ file, severity }) => `${severity} ${file}`)).toEqual(['warning tool.js']);
});

test('a program that a file which it loads requires in turn', async () => {
  const { findings } = await migrateTree(
    writeTree({
      'package.json': { name: 'made', private: true },
      'index.js': "exports.routes = [];\nrequire('./a')(exports);\nrequire('./b');\nconsole.log(exports);\n",
      'a.js': 'module.exports = (app) => app.routes.push(1);\n',
      'b.js': "const app = require('./index');\napp.b = Object.keys(app);\n",
    }),
  );
  expect(findings.map(({ rule, file }) => `${rule} ${file}`)).toContain('renamed-program index.js');
});
