import { definer } from './define.js';

const def = definer('program');
const onBody = definer('body');
const idiom = { idiom: true };

/** Shapes of package.json, folders, entry points and neighbours. */
export const packageLevel = [
  def(
    'package.main-no-extension',
    (c) => {
      c.program.manifest.main = './main';
    },
    idiom,
  ),
  def(
    'package.main-absent',
    (c) => {
      c.file('index.js', `console.log('load index');`, `exports.fromIndex = require('./main');`);
      delete c.program.manifest.main;
    },
    idiom,
  ),
  def(
    'package.main-directory',
    (c) => {
      c.file('lib-main/index.js', `module.exports = require('../main');`);
      c.program.manifest.main = './lib-main';
    },
    idiom,
  ),
  def('package.main-json', (c) => {
    c.program.files['facts.json'] = '{ "fact": 1 }\n';
    c.program.manifest.main = './facts.json';
  }),
  def(
    'package.exports-string',
    (c) => {
      c.program.manifest.exports = './main.js';
    },
    idiom,
  ),
  def(
    'package.exports-conditions',
    (c) => {
      c.program.manifest.exports = {
        '.': { node: './main.js', default: './main.js' },
        './package.json': './package.json',
      };
    },
    idiom,
  ),
  def('package.exports-require', (c) => {
    c.program.manifest.exports = { '.': { require: './main.js', default: './main.js' } };
  }),
  def(
    'package.exports-pattern',
    (c) => {
      c.program.manifest.exports = { '.': './main.js', './*': './*.js' };
    },
    idiom,
  ),
  def(
    'package.bin',
    (c) => {
      c.program.manifest.bin = { fuzz: './bin/fuzz.js' };
      c.file(
        'bin/fuzz.js',
        `#!/usr/bin/env node`,
        `const main = require('../main');`,
        `if (require.main === module) console.log('bin', typeof main);`,
        `else console.log('bin as library');`,
      );
      c.program.entry = 'bin/fuzz.js';
    },
    idiom,
  ),
  def(
    'package.bin-no-extension',
    (c) => {
      c.program.manifest.bin = './bin/fuzz';
      c.file(
        'bin/fuzz',
        `#!/usr/bin/env node`,
        `'use strict';`,
        `const main = require('../main');`,
        `console.log('bin', typeof main, process.argv.length);`,
      );
      c.program.entry = 'bin/fuzz';
    },
    idiom,
  ),
  def(
    'package.started-without-extension',
    (c) => {
      c.program.entry = 'main';
      c.add('body', `console.log('is main', require.main === module);`);
    },
    idiom,
  ),
  def(
    'package.started-as-folder',
    (c) => {
      c.file('index.js', `if (require.main === module) console.log('started as a folder');`, `require('./main');`);
      c.program.entry = '.';
      delete c.program.manifest.main;
    },
    idiom,
  ),
  def('package.nested-scope', (c) => {
    c.program.files['nested/package.json'] = '{ "name": "nested", "private": true }\n';
    c.file('nested/part.js', `console.log('load nested part');`, `exports.part = () => require('../main');`);
    c.add('requires', `const nestedPart = require('./nested/part');`);
    c.print('typeof nestedPart.part()');
  }),
  def('package.nested-commonjs', (c) => {
    c.program.files['legacy/package.json'] = '{ "type": "commonjs" }\n';
    c.program.files['legacy/old.js'] =
      `console.log('load old');\nmodule.exports = { old: true, this: this === module.exports };\n`;
    c.add('requires', `const { old } = require('./legacy/old');`);
    c.print('old');
  }),
  def(
    'package.nested-module',
    (c) => {
      c.program.files['modern/package.json'] = '{ "type": "module" }\n';
      c.program.files['modern/new.js'] = `console.log('load new');\nexport const fresh = ${c.n};\n`;
      c.add('requires', `const { fresh } = require('./modern/new');`);
      c.print('fresh');
    },
    idiom,
  ),
  def('package.existing-cjs-mjs', (c) => {
    c.program.files['kept.cjs'] = `console.log('load kept');\nexports.kept = require('./used-by-cjs').value;\n`;
    c.file(
      'used-by-cjs.js',
      `console.log('load used-by-cjs');`,
      `exports.value = ${c.n};`,
      `exports.keys = () => Object.keys(exports).join();`,
    );
    c.program.files['modern.mjs'] =
      `import used from './used-by-cjs.js';\nimport { value } from './used-by-cjs.js';\nconsole.log('modern', used.value, value, Object.keys(used).join());\n`;
    c.add('requires', `const { kept } = require('./kept.cjs');`);
    c.add('body', `import('./modern.mjs').then(() => console.log('modern done'));`);
    c.print('kept');
  }),
  def('package.cjs-uses-value', (c) => {
    c.program.files['kept.cjs'] = `const fn = require('./fn-for-cjs');\nmodule.exports = fn(2) + typeof fn;\n`;
    c.file('fn-for-cjs.js', `module.exports = function (n) { return 'fn' + n; };`);
    c.add('requires', `const viaKept = require('./kept.cjs');`);
    c.print('viaKept');
  }),
  def('package.workspaces', (c) => {
    c.program.manifest.private = true;
    c.program.manifest.workspaces = ['packages/*'];
    c.program.files['packages/one/package.json'] = '{ "name": "ws-one", "version": "1.0.0", "main": "index.js" }\n';
    c.program.files['packages/two/package.json'] =
      '{ "name": "ws-two", "version": "1.0.0", "main": "./lib/index", "dependencies": { "ws-one": "1.0.0" } }\n';
    c.program.files['node_modules/ws-one'] = '-> ../packages/one';
    c.program.files['node_modules/ws-two'] = '-> ../packages/two';
    c.file('packages/one/index.js', `console.log('load one');`, `exports.one = (n) => 'one' + n;`);
    c.file(
      'packages/two/lib/index.js',
      `const { one } = require('ws-one');`,
      `console.log('load two');`,
      `module.exports = (n) => 'two' + one(n);`,
    );
    c.add('requires', `const wsTwo = require('ws-two');`);
    c.print('wsTwo(1)', `require('ws-one').one(2)`);
  }),
  def('package.config-file', (c) => {
    c.program.files['.eslintrc.js'] = `module.exports = { root: true };\n`;
    c.program.files['.mocharc.js'] = `module.exports = { spec: 'test' };\n`;
    c.add('requires', `const config = require('./.eslintrc');`);
    c.print('config.root');
  }),
  def(
    'package.test-runner',
    (c) => {
      c.program.manifest.scripts = { test: 'node test/main.test.js' };
      c.file(
        'test/main.test.js',
        `const assert = require('assert');`,
        `const main = require('../main');`,
        `assert.notStrictEqual(main, 'nothing');`,
        `console.log('tests pass');`,
      );
      c.program.entry = 'test/main.test.js';
    },
    idiom,
  ),
  def(
    'package.node-test',
    (c) => {
      c.program.manifest.scripts = { test: 'node --test' };
      c.file(
        'test/unit.test.js',
        `const { test } = require('node:test');`,
        `const assert = require('node:assert');`,
        `require('../main');`,
        `test('adds', () => assert.strictEqual(1 + 1, 2));`,
        `process.on('exit', (code) => console.log('exit', code));`,
      );
    },
    idiom,
  ),
  def(
    'package.script-entry',
    (c) => {
      c.program.manifest.scripts = { build: 'node scripts/build', start: 'node ./main' };
      c.file(
        'scripts/build.js',
        `const { join } = require('path');`,
        `const pkg = require(join(__dirname, '..', 'package.json'));`,
        `console.log('building', pkg.name);`,
      );
      c.program.entry = 'scripts/build';
    },
    idiom,
  ),
  def(
    'package.unused-file',
    (c) => {
      c.program.files['stray.js'] = `module.exports = require('not-installed-anywhere');\n`;
    },
    idiom,
  ),
  def('package.unparsable-file', (c) => {
    c.program.files['template.js'] = `const <%= name %> = require('x');\n`;
  }),
  def(
    'package.type-commonjs',
    (c) => {
      c.program.manifest.type = 'commonjs';
    },
    idiom,
  ),
  def(
    'package.engines-old',
    (c) => {
      c.program.manifest.engines = { node: '>=14' };
    },
    idiom,
  ),
  onBody(
    'format.hashbang',
    (c) => {
      c.module.finish = (text) => '#!/usr/bin/env node\n' + text;
    },
    idiom,
  ),
  onBody('format.licence', (c) => c.add('head', '/*!\n * Licence header\n * (c) somebody\n */'), idiom),
  onBody(
    'format.crlf',
    (c) => {
      c.module.finish = (text) => text.replace(/\n/g, '\r\n');
    },
    idiom,
  ),
  onBody(
    'format.bom',
    (c) => {
      c.module.finish = (text) => '\ufeff' + text;
    },
    idiom,
  ),
  onBody(
    'format.no-final-newline',
    (c) => {
      c.module.finish = (text) => text.trimEnd();
    },
    idiom,
  ),
  onBody(
    'format.no-semicolons',
    (c) => {
      c.add(
        'body',
        `const asi = 1\n;[1, 2].forEach((n) => console.log(n + asi))\nconst osMod = require('os')\n;(function () { console.log(typeof osMod.EOL) })()\nconst pathMod = require('path')\n;\`template\`.length`,
      );
    },
    idiom,
  ),
  onBody(
    'format.text-lookalikes',
    (c) => {
      c.add(
        'body',
        `// require('./comment') and module.exports = 1\nconst fake = "require('./string')", re = /require\\('x'\\)/, tpl = \`module.exports = \${'x'} // require("t")\`;\nconsole.log(fake.length, re.source.length, tpl);\nconst o = { require: 1, module: { exports: 2 }, exports: 3 };\nconsole.log(o.require, o.module.exports, o.exports);`,
      );
    },
    idiom,
  ),
  onBody(
    'format.jsdoc',
    (c) => {
      const [f] = c.words(1);
      c.add(
        'mid',
        `/**\n * Adds.\n * @param {number} n\n */\nexports.${f}Doc = function (n) { return n + 1; }; // trailing\n/** @type {number} */ (exports.${f}Cast = 2);`,
      );
    },
    idiom,
  ),
  onBody(
    'format.directive-after-comment',
    (c) => {
      c.add('head', `// first a comment\n'use strict'; // with a comment\n/* then */ 'another directive';`);
    },
    idiom,
  ),
  onBody(
    'format.tabs-unicode',
    (c) => {
      c.add('body', `\tif (true) {\n\t\tconst ünï = 'ü\u2028x';\n\t\tconsole.log(ünï.length, '😀'.length);\n\t}`);
    },
    idiom,
  ),
  onBody('format.one-line', (c) => {
    c.add(
      'requires',
      `var lineA = require('os'), lineB = require('path'); var lineC = require('util'); console.log(typeof lineA, typeof lineB.join, typeof lineC.inspect);`,
    );
  }),
];
