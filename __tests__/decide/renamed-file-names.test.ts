import { migrated, tempProject } from '../cycles/project.js';

const kept = (rest: string): string => `module.exports = module instanceof require('module');\n${rest}`;

async function told(report: string): Promise<string[]> {
  const { findings } = await migrated(tempProject({ 'main.js': "require('./report');\n", 'report.js': report }));
  return findings.filter((f) => f.rule === 'renamed-file-name').map((f) => `${f.severity} ${f.file}:${f.line}`);
}

test('a file that gets the extension .cjs and looks at its own name is told', async () => {
  expect(await told(kept("console.log(require('path').basename(__filename));\n"))).toEqual(['warning report.js:2']);
});

test('one that does not look is not', async () => {
  expect(await told(kept('console.log(__dirname.length);\n'))).toEqual([]);
});

test('a file that becomes an ES module keeps its name', async () => {
  expect(await told("console.log(require('path').basename(__filename));\nexports.a = 1;\n")).toEqual([]);
});
