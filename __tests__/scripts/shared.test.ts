import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyChanges } from '../../src/apply/apply.js';
import { migrate } from '../../src/migrate.js';
import { defaultOptions } from '../../src/options.js';

const root = mkdtempSync(join(tmpdir(), 'esmigrate-shared-'));
afterAll(() => rmSync(root, { recursive: true }));

const helper = `(function (root) {
  var helper = { twice: function (n) { return n * 2; } };
  if (typeof module !== 'undefined' && module.exports) module.exports = helper;
  else root.helper = helper;
})(this);
`;

test('a script that Node loads too stays as it is for pages, and gets a CommonJS twin for Node', async () => {
  const files: Record<string, string> = {
    'package.json': '{ "name": "shared", "main": "./helper.js" }\n',
    'helper.js': helper,
    'main.js': "const { twice } = require('./helper');\nconsole.log(twice(21));\n",
    'index.html':
      '<!doctype html>\n<script src="helper.js"></script>\n<script>document.title = helper.twice(1);</script>\n',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  const { changes, findings } = await migrate(root, defaultOptions);
  await applyChanges(root, changes);
  expect(readFileSync(join(root, 'helper.js'), 'utf8')).toBe(helper);
  expect(readFileSync(join(root, 'helper.cjs'), 'utf8')).toBe(helper);
  expect(execFileSync(process.execPath, ['main.js'], { cwd: root, encoding: 'utf8' })).toBe('42\n');
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).toMatchObject({
    main: './helper.cjs',
    type: 'module',
  });
  expect(findings.map((f) => f.rule)).toEqual(expect.arrayContaining(['script-shared', 'kept-commonjs']));
});
