import { definer, toRoot } from './define.js';

const def = definer('body');
const idiom = { idiom: true };
/** Specifier of a file at the package root, from the module. @param {import('./define.js').Context} c @param {string} file */
const rooted = (c, file) => toRoot(c.module.file) + file;
/** Requests of other things than modules of the program: JSON, builtins, folders, odd names. */
export const targetImports = [
  def(
    'target.json',
    (c) => {
      c.program.files['data.json'] = `{ "n": ${c.n}, "list": [1, 2] }\n`;
      c.add('requires', `const data = require('${rooted(c, c.rng.pick(['data.json', 'data']))}');`);
      c.print('data.n', 'data.list.length', 'Object.keys(data).join()');
    },
    idiom,
  ),
  def(
    'target.json-destructured',
    (c) => {
      c.program.files['data.json'] = `{ "version": "1.${c.n}.0", "deep": { "x": 1 } }\n`;
      c.add(
        'requires',
        `const { version, deep: { x: jsonX } } = require('${rooted(c, 'data.json')}');\nconst other = require('${rooted(c, 'data.json')}').version;`,
      );
      c.print('version', 'jsonX', 'other');
    },
    idiom,
  ),
  def('target.json-mutated', (c) => {
    c.program.files['data.json'] = `[${c.n}]\n`;
    c.add('requires', `const shared = require('${rooted(c, 'data.json')}');\nshared.push('pushed');`);
    c.print(`require('${rooted(c, 'data.json')}').join()`);
  }),
  def(
    'target.package-json',
    (c) => {
      c.add('requires', `const pkg = require('${rooted(c, 'package.json')}');`);
      c.print('pkg.name', 'pkg.version');
    },
    idiom,
  ),
  def('target.json-lazy', (c) => {
    c.program.files['data.json'] = `{ "n": ${c.n} }\n`;
    c.add('body', `const lazyJson = () => require('${rooted(c, 'data.json')}').n;`);
    c.print('lazyJson()');
  }),
  def('target.unknown-extension', (c) => {
    c.program.files['data.txt'] = `module.exports = 'text file';\n`;
    c.add('requires', `const txt = require('${rooted(c, 'data.txt')}');`);
    c.print('txt');
  }),
  def(
    'target.odd-names',
    (c) => {
      const name = c.rng.pick(['we ird', 'a#b', 'a%20b', 'a?b', 'ünï', 'dot.ted.name', '@at']);
      c.program.files[`${name}.js`] = `exports.odd = ${c.n};\n`;
      c.add('requires', `const odd = require('${rooted(c, name)}');`);
      c.print('odd.odd');
    },
    idiom,
  ),
  def(
    'target.directory',
    (c) => {
      c.program.files['folder/index.js'] = `console.log('load folder');\nexports.inFolder = ${c.n};\n`;
      c.add('requires', `const folder = require('${rooted(c, c.rng.pick(['folder', 'folder/', 'folder/index']))}');`);
      c.print('folder.inFolder');
    },
    idiom,
  ),
  def(
    'target.file-before-directory',
    (c) => {
      c.program.files['both.js'] = `exports.which = 'file';\n`;
      c.program.files['both/index.js'] = `exports.which = 'folder';\n`;
      c.add(
        'requires',
        `const bothFile = require('${rooted(c, 'both')}');\nconst bothFolder = require('${rooted(c, 'both/')}');`,
      );
      c.print('bothFile.which', 'bothFolder.which');
    },
    idiom,
  ),
  def('target.directory-package', (c) => {
    c.program.files['sub/package.json'] = `{ "main": "./lib/entry" }\n`;
    c.program.files['sub/lib/entry.js'] = `console.log('load sub entry');\nexports.sub = ${c.n};\n`;
    c.add('requires', `const sub = require('${rooted(c, 'sub')}');`);
    c.print('sub.sub');
  }),
  def('target.dot-dot', (c) => {
    c.program.files['group/index.js'] = `exports.group = ${c.n};\nexports.inner = require('./inner').inner;\n`;
    c.program.files['group/inner.js'] =
      `exports.inner = () => require('.').group;\nexports.up = () => require('..' + '/group').group;\n`;
    c.add('requires', `const group = require('${rooted(c, 'group')}');`);
    c.print('group.inner()');
  }),
  def(
    'target.builtins',
    (c) => {
      c.add(
        'requires',
        `const fs = require('fs'), nodePath = require('node:path');\nconst { EventEmitter, once } = require('events');\nconst { promisify } = require('util');\nconst readFile = require('fs').promises.readFile;`,
      );
      c.print(
        'typeof fs.readFileSync',
        "nodePath.join('a', 'b')",
        'new EventEmitter().listenerCount("x")',
        'typeof once',
        'typeof promisify(fs.stat)',
        'typeof readFile',
      );
    },
    idiom,
  ),
  def(
    'target.builtin-whole',
    (c) => {
      c.add(
        'requires',
        `const Emitter = require('events');\nconst assert = require('assert');\nclass MyEmitter extends Emitter {}\nassert(true);\nassert.strictEqual(1, 1);`,
      );
      c.print('new MyEmitter() instanceof Emitter', 'Emitter.EventEmitter === Emitter');
    },
    idiom,
  ),
  def('target.builtin-not-named', (c) => {
    c.add(
      'requires',
      `const { Z_BEST_SPEED } = require('zlib');\nconst { _load, wrap } = require('module');\nconst crypto = require('crypto');`,
    );
    c.print('Z_BEST_SPEED', 'typeof _load', 'typeof wrap', 'typeof crypto.createCipheriv');
  }),
  def('target.builtin-patched', (c) => {
    c.program.files['patcher.js'] = `const fs = require('fs');\nfs.existsSync = () => 'patched';\n`;
    c.add(
      'requires',
      `require('${rooted(c, 'patcher')}');\nconst { existsSync } = require('fs');\nconst wholeFs = require('fs');`,
    );
    c.print("existsSync('/')", "wholeFs.existsSync('/')");
  }),
  def('target.builtin-patched-here', (c) => {
    c.add('requires', `const os = require('os');\nos.hostname = () => 'patched';`);
    c.print('os.hostname()', "require('os').hostname()");
  }),
  def('target.imports-map', (c) => {
    c.program.manifest.imports = {
      '#inner': './inner/secret.js',
      '#plat': { import: './inner/esm-only.mjs', require: './inner/secret.js' },
    };
    c.program.files['inner/secret.js'] = `console.log('load secret');\nexports.secret = ${c.n};\n`;
    c.program.files['inner/esm-only.mjs'] = `export const secret = 'wrong one';\n`;
    c.add('requires', `const { secret } = require('${c.rng.pick(['#inner', '#inner', '#plat'])}');`);
    c.print('secret');
  }),
  def(
    'target.self',
    (c) => {
      c.program.files['self-target.js'] = `console.log('load self-target');\nexports.selfTarget = ${c.n};\n`;
      c.program.manifest.exports = {
        '.': './' + c.program.entry,
        './self-target': './self-target.js',
        './package.json': './package.json',
      };
      c.add('requires', `const { selfTarget } = require('fuzz-program/self-target');`);
      c.print('selfTarget');
    },
    idiom,
  ),
];
