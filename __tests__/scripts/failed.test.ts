import { analyse } from '../../src/analyse/analyse.js';
import { migrateClassicScripts } from '../../src/migrate-classic.js';
import { projectOf } from './project.js';

test('a script that could not be written stays classic, alone', () => {
  const files = new Map([
    ['index.html', '<script src="a.js"></script>\n<script src="b.js"></script>\n<script src="c.js"></script>\n'],
    ['a.js', 'function a() {}\n'],
    ['b.js', 'function b() {\n  a();\n}\n'],
    ['c.js', 'b();\n'],
  ]);
  const facts = new Map(
    [...files].filter(([p]) => p.endsWith('.js')).map(([path, text]) => [path, analyse(path, text)]),
  );
  const failed = new Map([['b.js', 'b.js:1 is no module']]);
  const { changes, findings } = migrateClassicScripts({ project: projectOf(files), sources: files, facts, failed });
  expect(Object.fromEntries(changes.map((c) => [c.path, c.after]))).toEqual({
    'a.js': 'globalThis.a = a;\n\nexport function a() {}\n',
    'index.html':
      '<script type="module" src="a.js"></script>\n<script defer src="b.js"></script>\n<script type="module" src="c.js"></script>\n',
  });
  expect(findings.map((f) => `${f.severity} ${f.rule} ${f.file}`)).toEqual([
    'error page-failed b.js',
    'info script-bridge a.js',
    'info deferred-script index.html',
    'info needs-server index.html',
  ]);
});
