import { definer } from './define.js';

const def = definer('body');
const idiom = { idiom: true };

/** Puts an installed package below node_modules. @param {import('./define.js').Context} c @param {string} name @param {Record<string, unknown>} manifest @param {Record<string, string>} files */
function install(c, name, manifest, files) {
  c.program.files[`node_modules/${name}/package.json`] = JSON.stringify({ name, version: '1.0.0', ...manifest }) + '\n';
  for (const [file, text] of Object.entries(files)) c.program.files[`node_modules/${name}/${file}`] = text;
  c.program.manifest.dependencies = { ...(c.program.manifest.dependencies ?? {}), [name]: '1.0.0' };
}

/** Requests of installed packages: CommonJS as the lexer sees it or not, ES modules, dual ones. */
export const packageImports = [
  def(
    'target.ext-object',
    (c) => {
      install(
        c,
        'ext-object',
        {},
        {
          'index.js': `console.log('load ext-object');\nexports.twice = (n) => n * 2;\nexports.self = function () { return this === exports; };\n`,
        },
      );
      c.add('requires', `const ext = require('ext-object');\nconst { twice } = require('ext-object');`);
      c.print('ext.twice(2)', 'twice(3)', 'ext.self()');
    },
    idiom,
  ),
  def(
    'target.ext-value',
    (c) => {
      install(
        c,
        'ext-value',
        { main: 'lib/main' },
        {
          'lib/main.js': `console.log('load ext-value');\nmodule.exports = function (n) { return 'ext' + n; };\nmodule.exports.extra = (n) => n;\n`,
        },
      );
      c.add('requires', `const extValue = require('ext-value');\nconst { extra } = require('ext-value');`);
      c.print('extValue(1)', 'extra(2)', 'extValue.extra(3)');
    },
    idiom,
  ),
  def('target.ext-class', (c) => {
    install(
      c,
      '@scope/ext-class',
      {},
      {
        'index.js': `console.log('load ext-class');\nmodule.exports = class Ext { constructor(n) { this.n = n; } };\n`,
      },
    );
    c.add('requires', `const Ext = require('@scope/ext-class');\nclass SubExt extends Ext {}`);
    c.print('new SubExt(4).n', 'new (require("@scope/ext-class"))(5).n');
  }),
  def(
    'target.ext-lexer-blind',
    (c) => {
      install(
        c,
        'ext-blind',
        {},
        {
          'index.js': `console.log('load ext-blind');\nconst api = {};\nfor (const k of ['one', 'two']) api[k] = (n) => k + n;\nmodule.exports = api;\n`,
        },
      );
      c.add('requires', `const { one, two: second } = require('ext-blind');`);
      c.print('one(1)', 'second(2)');
    },
    idiom,
  ),
  def('target.ext-lexer-invents', (c) => {
    install(
      c,
      'ext-invents',
      {},
      {
        'index.js': `console.log('load ext-invents');\nif (false) exports.ghost = 1;\nmodule.exports = { get real() { return 'real'; } };\n`,
      },
    );
    c.add('requires', `const { ghost, real, get: g } = require('ext-invents');`);
    c.print('typeof ghost', 'real', 'typeof g');
  }),
  def('target.ext-late-keys', (c) => {
    install(c, 'ext-late', {}, { 'index.js': `exports.count = 0;\nexports.inc = () => ++exports.count;\n` });
    c.add('requires', `const late = require('ext-late');\nlate.inc();\nconst { count } = require('ext-late');`);
    c.print('late.count', 'count', 'late.inc()', 'late.count');
  }),
  def('target.ext-mutated', (c) => {
    install(
      c,
      'ext-object',
      {},
      {
        'index.js': `console.log('load ext-object');\nexports.twice = (n) => n * 2;\nexports.use = (n) => exports.twice(n);\n`,
      },
    );
    c.add(
      'requires',
      `const extPatched = require('ext-object');\nextPatched.twice = () => 'stubbed';\nextPatched.added = 1;`,
    );
    c.print('extPatched.use(2)', 'Object.keys(extPatched).join()');
  }),
  def(
    'target.ext-esmodule',
    (c) => {
      install(
        c,
        'ext-babel',
        {},
        {
          'index.js': `'use strict';\nconsole.log('load ext-babel');\nObject.defineProperty(exports, '__esModule', { value: true });\nexports.default = (n) => 'default' + n;\nexports.named = 'named';\n`,
        },
      );
      c.add(
        'requires',
        `const babel = require('ext-babel');\nconst babelDefault = require('ext-babel').default;\nconst { named, default: fromPattern } = require('ext-babel');`,
      );
      c.print('babel.default(1)', 'babelDefault(2)', 'named', 'fromPattern(3)', 'babel.__esModule');
    },
    idiom,
  ),
  def(
    'target.ext-esm',
    (c) => {
      install(
        c,
        'ext-esm',
        { type: 'module', exports: './index.js' },
        {
          'index.js': `console.log('load ext-esm');\nexport const named = 'named';\nexport function f(n) { return n; }\n`,
        },
      );
      c.add('requires', `const esm = require('ext-esm');\nconst { f: esmF } = require('ext-esm');`);
      c.print('esm.named', 'esmF(2)', 'Object.keys(esm).join()');
    },
    idiom,
  ),
  def('target.ext-esm-default', (c) => {
    install(
      c,
      'ext-esm-d',
      { type: 'module', exports: './index.js' },
      { 'index.js': `export default (n) => 'd' + n;\nexport const named = 1;\n` },
    );
    c.add('requires', `const esmD = require('ext-esm-d');\nconst onlyDefault = require('ext-esm-d').default;`);
    c.print('esmD.default(1)', 'onlyDefault(2)', 'esmD.named', 'esmD.__esModule');
  }),
  def('target.ext-esm-facade', (c) => {
    install(
      c,
      'ext-esm-f',
      { type: 'module', exports: './index.js' },
      { 'index.js': `const api = (n) => 'api' + n;\nexport { api as 'module.exports' };\nexport default api;\n` },
    );
    c.add('requires', `const esmApi = require('ext-esm-f');`);
    c.print('esmApi(1)');
  }),
  def('target.ext-dual', (c) => {
    install(
      c,
      'ext-dual',
      { exports: { '.': { import: './index.mjs', require: './index.cjs' } } },
      {
        'index.mjs': `console.log('load dual esm');\nexport const kind = 'esm';\nexport default { kind };\n`,
        'index.cjs': `console.log('load dual cjs');\nexports.kind = 'cjs';\n`,
      },
    );
    c.add('requires', `const dual = require('ext-dual');\nconst { kind } = require('ext-dual');`);
    c.print('dual.kind', 'kind', 'typeof dual.default');
  }),
  def(
    'target.ext-subpath',
    (c) => {
      install(
        c,
        'ext-deep',
        {},
        {
          'index.js': `exports.top = 1;\n`,
          'lib/part.js': `exports.part = 'part';\n`,
          'lib/dir/index.js': `module.exports = 'dir';\n`,
        },
      );
      c.add(
        'requires',
        `const part = require('ext-deep/lib/part');\nconst extDir = require('ext-deep/lib/dir');\nconst extVersion = require('ext-deep/package.json').version;`,
      );
      c.print('part.part', 'extDir', 'extVersion');
    },
    idiom,
  ),
  def(
    'target.ext-no-main',
    (c) => {
      install(
        c,
        'ext-plain',
        { main: './missing.js' },
        { 'index.js': `console.log('load ext-plain');\nexports.plain = ${c.n};\n` },
      );
      c.add('requires', `const plain = require('ext-plain');`);
      c.print('plain.plain');
    },
    idiom,
  ),
  def('target.ext-instance', (c) => {
    install(
      c,
      'ext-instance',
      {},
      {
        'index.js': `class Log { constructor() { this.level = 'info'; } say(t) { return this.level + t; } }\nmodule.exports = new Log();\n`,
      },
    );
    c.add(
      'requires',
      `const log = require('ext-instance');\nlog.level = 'debug';\nconst { level } = require('ext-instance');`,
    );
    c.print("log.say('!')", 'level');
  }),
  def('target.ext-register', (c) => {
    install(
      c,
      'ext-register',
      {},
      {
        'register.js': `globalThis.__registered = (globalThis.__registered || 0) + 1;\n`,
        'index.js': `exports.install = () => { globalThis.__installed = true; };\n`,
      },
    );
    c.add(
      'requires',
      `require('ext-register/register');\nrequire('ext-register').install();\nconst afterInstall = require('os');`,
    );
    c.print('__registered', '__installed', 'typeof afterInstall.EOL');
  }),
  def(
    'target.ext-factory',
    (c) => {
      install(
        c,
        'ext-factory',
        {},
        { 'index.js': `console.log('load ext-factory');\nmodule.exports = (name) => (text) => name + ':' + text;\n` },
      );
      c.add('requires', `const debug = require('ext-factory')('fuzz');`);
      c.print("debug('x')");
    },
    idiom,
  ),
];
