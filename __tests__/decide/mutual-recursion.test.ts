import { migrated, output, tempProject } from '../cycles/project.js';

/** Functions that all call each other, as in a parser; asking for the summary of one must not go down every path. */
function parser(count: number, last: string): string {
  const names = Array.from({ length: count }, (_, i) => `rule${i}`);
  const calls = (self: string): string[] => names.filter((n) => n !== self).map((n) => `    ${n}(depth - 1);`);
  const functions = names.map(
    (name, i) =>
      `function ${name}(depth) {\n  if (depth > 0) {\n${calls(name).join('\n')}\n  }\n${i === count - 1 ? last : ''}}\n`,
  );
  return `'use strict';\n${functions.join('')}exports.parse = rule0;\n`;
}

const files = (last: string): Record<string, string> => ({
  'parser.js': parser(30, last),
  'noisy.js': "'use strict';\nconsole.log('noisy');\nexports.noise = 1;\n",
  'main.js':
    "'use strict';\nconst { parse } = require('./parser');\nparse(1);\nconst { noise } = require('./noisy');\nconsole.log(noise);\n",
});

test('what one of many mutually recursive functions does, all may do', async () => {
  const root = tempProject(files("  console.log('rule');\n"));
  const after = await migrated(root);
  expect(after.text('main.setup.js')).toContain("import { parse } from './parser.js';");
  expect(after.text('main.js')).toMatch(/^import '\.\/main\.setup\.js';\nimport { noise } from '\.\/noisy\.js';/);
  expect(output(after.dir, 'main.js')).toBe(output(root, 'main.js'));
});

test('where none does anything, a later require goes up to the others', async () => {
  const root = tempProject(files('  depth += 1;\n'));
  const after = await migrated(root);
  expect(after.text('main.js')).toContain("import { noise } from './noisy.js';");
  expect(output(after.dir, 'main.js')).toBe(output(root, 'main.js'));
});
