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

const resolving = (rest: string): string => `const kept = require.resolve('./kept');\n${rest}`;

test('a file that is read by its name in the folder of the package is read by its new one', async () => {
  const read = (call: string): string => `const { readFile } = require('fs');\n${call}\n`;
  const result = await migrated(
    tempProject({
      'main.js':
        read("readFile('kept.js', 'utf8', console.log);") +
        "require('./other');\nrequire('./kept');\nconsole.log('kept.js');\n",
      'kept.js': kept(''),
      'other.js': 'exports.a = 1;\n',
    }),
  );
  expect(result.text('main.js')).toContain("readFile('kept.cjs', 'utf8', console.log);");
  expect(result.text('main.js')).toContain("console.log('kept.js');");
});

test.each<[string, boolean]>([
  [resolving('console.log(kept);\n'), true],
  [resolving("console.log(require('path').basename(kept, '.js'));\n"), true],
  [resolving('exports.kept = kept;\n'), true],
  [resolving("if (kept.endsWith('kept.js')) console.log(1);\n"), true],
  ["exports.list = [require.resolve('./kept')];\n", true],
  [resolving('console.log(require(kept));\n'), false],
  [resolving("require('child_process').fork(kept);\n"), false],
  ["require('child_process').execFileSync(process.execPath, [require.resolve('./kept')]);\n", false],
  [resolving('console.log(typeof kept);\n'), false],
  ["console.log(require.resolve('./other'));\n", false],
])('%j shows the path of a renamed file: %s', async (text, isShown) => {
  const { findings } = await migrated(
    tempProject({ 'main.js': text, 'kept.js': kept(''), 'other.js': 'exports.a = 1;\n' }),
  );
  const told = findings.filter((f) => f.rule === 'renamed-file-name').map((f) => `${f.severity} ${f.file}`);
  expect(told).toEqual(isShown ? ['warning main.js'] : []);
});
