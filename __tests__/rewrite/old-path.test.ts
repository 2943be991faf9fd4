import { passingModule } from '../../src/rewrite/old-path.js';

const plain = { keepsUseStrict: false, nodeScheme: true };

test.each([
  ['lib/commands/export.cjs', 'exportExports'],
  ['lib/await.cjs', 'awaitExports'],
  ['lib/run-all.cjs', 'runAll'],
])('%s is passed on under a name that a module may have', (path, local) => {
  const from = `./${path.slice(path.lastIndexOf('/') + 1)}`;
  const list = `export { ${local} as default, ${local} as 'module.exports' };\n`;
  expect(passingModule("'use strict';\n", { ...plain, newPath: path }, false)).toBe(
    `import ${local} from '${from}';\n\n${list}`,
  );
});

test('nor does the name hide createRequire', () => {
  expect(passingModule("'use strict';\n", { ...plain, newPath: 'createRequire.cjs' }, true)).toContain(
    "const createRequireExports = createRequire(import.meta.url)('./createRequire.cjs');\n",
  );
});

test('a directive that a test looks for stands above', () => {
  expect(
    passingModule("'use strict'\n\nexports.a = 1\n", { ...plain, newPath: 'lib/a.cjs', keepsUseStrict: true }, false),
  ).toBe("'use strict'\n\nimport a from './a.cjs'\n\nexport { a as default, a as 'module.exports' }\n");
});
