import { migrateTree, removeTrees, writeTree } from '../trial/tree.js';

afterAll(removeTrees);

const shared = {
  'package.json': { name: 'made', private: true },
  'parse.js': "var parse = (text) => text.length;\nif (typeof module === 'object') module.exports = parse;\n",
  'lib.js': 'exports.a = 1;\n',
  'test/parse.js':
    "const parse = require('../parse');\nit('parses', () => parse(require('fs').readFileSync('test/pages/one.html')));\n",
};
const page = (script: string): string =>
  `<!doctype html>\n<body>\n${script}\n<script>document.write('x');</script>\n</body>\n`;

test('saved pages below a test folder are left alone', async () => {
  const { files, findings } = await migrateTree(
    writeTree({
      ...shared,
      'test/pages/one.html': page('<script src="parse.js"></script><script src="/lib.js"></script>'),
      'test/pages/two.html': page('<script src="https://example.org/lib.js"></script>'),
    }),
  );
  expect(Object.keys(files).filter((path) => path.endsWith('.html'))).toEqual([]);
  expect(findings.filter(({ file }) => file.endsWith('.html'))).toEqual([]);
});

test('a page of tests that loads a script of the project is not data', async () => {
  const { findings } = await migrateTree(
    writeTree({ ...shared, 'test/index.html': page('<script src="../parse.js"></script>') }),
  );
  expect(findings.map(({ file }) => file)).toContain('test/index.html');
});
