import { bag, callable, constructible, key, value } from '../model/shape.js';
import { definer } from './define.js';

const def = definer('exports');
const idiom = { idiom: true };
const json = (/** @type {string} */ x) => `JSON.stringify(${x})`;

/** `module.exports` replaced by something that is used as a value. */
export const valueExports = [
  def(
    'export.anonymous-function',
    (c) => {
      c.add('exports', `module.exports = ${c.rng.pick([`function (n) { return n + ${c.n}; }`, `(n) => n + ${c.n}`])};`);
      return callable();
    },
    idiom,
  ),
  def(
    'export.function-props',
    (c) => {
      const [f, word] = c.words(2);
      const a = word + 'Prop'; // a function's own name cannot be assigned
      c.add(
        'exports',
        `function ${f}(n) { return n + ${f}.${a}; }\n${f}.${a} = ${c.n};\nmodule.exports = ${f};\nmodule.exports.helper = (n) => n * 2;`,
      );
      return callable(key(a), key('helper', 'function'));
    },
    idiom,
  ),
  def(
    'export.function-then-exports',
    (c) => {
      c.add(
        'exports',
        `exports = module.exports = function (n) { return exports.step(n); };\nexports.step = function (n) { return n + ${c.n}; };`,
      );
      return callable(key('step', 'function'));
    },
    idiom,
  ),
  def(
    'export.function-itself-default',
    (c) => {
      const [f] = c.words(1);
      c.add(
        'exports',
        `function ${f}(n) { return n - ${c.n}; }\nmodule.exports = ${f};\nmodule.exports.default = ${f};\nmodule.exports.${f} = ${f};`,
      );
      return callable(key('default', 'function'), key(f, 'function'));
    },
    idiom,
  ),
  def(
    'export.function-before-declaration',
    (c) => {
      const [f] = c.words(1);
      c.add('exports', `module.exports = ${f};\nfunction ${f}(n) { return n + ${c.n}; }`);
      return callable();
    },
    idiom,
  ),
  def(
    'export.function-state',
    (c) => {
      const [f] = c.words(1);
      c.add('exports', `module.exports = ${f};\nfunction ${f}(n) { ${f}.calls = (${f}.calls || 0) + 1; return n; }`);
      return callable(key('calls'));
    },
    idiom,
  ),
  def(
    'export.class-anonymous',
    (c) => {
      c.add('exports', `module.exports = class { constructor(n) { this.n = n; } get() { return this.n * ${c.n}; } };`);
      return constructible();
    },
    idiom,
  ),
  def(
    'export.class-statics',
    (c) => {
      const [k] = c.words(1);
      c.add(
        'exports',
        `class ${k} { constructor(n) { this.n = n; } get() { return this.n; } static make(n) { return new ${k}(n).get(); } }\n${k}.version = ${c.n};\nmodule.exports = ${k};`,
      );
      return constructible(key('make', 'method'), key('version'));
    },
    idiom,
  ),
  def(
    'export.class-with-named',
    (c) => {
      const [k] = c.words(1);
      c.add(
        'exports',
        `module.exports = class ${k} { constructor(n) { this.n = n; } get() { return this.n; } };\nmodule.exports.${k} = module.exports;`,
      );
      return constructible(key(k, 'class'));
    },
    idiom,
  ),
  def(
    'export.prototype',
    (c) => {
      const [k] = c.words(1);
      c.add(
        'exports',
        `module.exports = ${k};\nfunction ${k}(n) { this.n = n; }\nmodule.exports.prototype.get = function () { return this.n + ${c.n}; };`,
      );
      return constructible();
    },
    idiom,
  ),
  def(
    'export.util-inherits',
    (c) => {
      const [k] = c.words(1);
      c.add(
        'exports',
        `const EventEmitter = require('events');\nfunction ${k}(n) { EventEmitter.call(this); this.n = n; }\nrequire('util').inherits(${k}, EventEmitter);\n${k}.prototype.get = function () { return [this.n, typeof this.on].join(); };\nmodule.exports = ${k};`,
      );
      return constructible();
    },
    idiom,
  ),
  def(
    'export.instance',
    (c) => {
      const [k] = c.words(1);
      c.add(
        'exports',
        `class ${k} { constructor() { this.n = ${c.n}; } get() { return this.n; } inc(by) { this.n += by; return this.n; } }\nmodule.exports = new ${k}();`,
      );
      return value((x) => `${x}.get()`, key('inc', 'method'), key('n'));
    },
    idiom,
  ),
  def(
    'export.emitter',
    (c) => {
      c.add(
        'exports',
        `module.exports = new (require('events'))();\nmodule.exports.on('x', (v) => console.log('event', v));`,
      );
      return value((x) => `${x}.emit('x', ${c.n})`);
    },
    idiom,
  ),
  def('export.call-result', (c) => {
    const [f] = c.words(1);
    c.add('exports', `function ${f}(n) { return { made: n, twice: (m) => m * 2 }; }\nmodule.exports = ${f}(${c.n});`);
    return bag(key('made'), key('twice', 'function'));
  }),
  def('export.iife-result', (c) => {
    c.add(
      'exports',
      `module.exports = (function () {\n  var hidden = ${c.n};\n  return { read: function (n) { return hidden + n; }, hidden: hidden };\n})();`,
    );
    return bag(key('read', 'function'), key('hidden'));
  }),
  def(
    'export.factory-curried',
    (c) => {
      c.add('exports', `module.exports = (a) => (b) => a + b + ${c.n};`);
      return value((x) => `${x}(1)(2)`);
    },
    idiom,
  ),
  def(
    'export.string',
    (c) => {
      c.add('exports', `module.exports = 'text ${c.n}';`);
      return value((x) => x);
    },
    idiom,
  ),
  def(
    'export.primitive',
    (c) => {
      c.add('exports', `module.exports = ${c.rng.pick(['42', 'true', 'false', '0', "''", '10n', "Symbol.for('s')"])};`);
      return value((x) => `String(${x})`);
    },
    idiom,
  ),
  def(
    'export.nullish',
    (c) => {
      c.add('exports', `module.exports = ${c.rng.pick(['null', 'undefined'])};`);
      return value((x) => `String(${x})`);
    },
    idiom,
  ),
  def(
    'export.array',
    (c) => {
      c.add('exports', `module.exports = ['a', 'b', ${c.n}];`);
      return value((x) => `${x}.concat([${x}.length]).join()`);
    },
    idiom,
  ),
  def(
    'export.regexp-date-map',
    (c) => {
      const [code, print] = c.rng.pick([
        ['/a+/g', 'X.source'],
        ['new Map([[1, 2]])', 'X.get(1)'],
        ['new Date(0)', 'X.getTime()'],
        ['new Error("e")', 'X.message'],
      ]);
      c.add('exports', `module.exports = ${code};`);
      return value((x) => print.replace('X', x));
    },
    idiom,
  ),
  def('export.proxy', (c) => {
    c.add(
      'exports',
      `module.exports = new Proxy({}, { get: (t, k) => (typeof k === 'string' ? k + '!' : undefined) });`,
    );
    return value((x) => `${x}.anything + ${x}.other`);
  }),
  def('export.promise', (c) => {
    c.add('exports', `module.exports = Promise.resolve(${c.n});`);
    return value((x) => `typeof ${x}.then(function (v) { console.log('resolved', v); })`);
  }),
  def('export.null-prototype', (c) => {
    c.add('exports', `module.exports = Object.create(null);\nmodule.exports.own = ${c.n};`);
    return value((x) => `String(Object.getPrototypeOf(${x})) + ${x}.own`);
  }),
  def('export.inherited', (c) => {
    c.add('exports', `module.exports = Object.create({ base: ${c.n} });\nmodule.exports.own = 1;`);
    return bag(key('base'), key('own'));
  }),
  def('export.set-prototype', (c) => {
    c.add('exports', `Object.setPrototypeOf(exports, { inherited: ${c.n} });\nexports.own = 1;`);
    return bag(key('inherited'), key('own'));
  }),
  def(
    'export.reassign-whole',
    (c) => {
      c.add('exports', `module.exports = { first: 1 };\nmodule.exports = { second: ${c.n} };`);
      return bag(key('second'), key('first'));
    },
    idiom,
  ),
  def(
    'export.conditional-value',
    (c) => {
      c.add('exports', `if (process.pid > 0) module.exports = (n) => 'A' + n;\nelse module.exports = (n) => 'B' + n;`);
      return callable();
    },
    idiom,
  ),
  def('export.ternary-value', (c) => {
    c.add('exports', `module.exports = process.env.FUZZ_UNSET ? { k: 1 } : { k: ${c.n}, only: 2 };`);
    return bag(key('k'), key('only'));
  }),
  def(
    'export.chain-with-local',
    (c) => {
      const [f] = c.words(1);
      c.add('exports', `const ${f} = module.exports = function (n) { return n + ${c.n}; };\n${f}.extra = 1;`);
      return callable(key('extra'));
    },
    idiom,
  ),
  def('export.local-value', (c) => {
    const [a] = c.words(1);
    c.add('exports', `const ${a} = { deep: { n: ${c.n} } };\nmodule.exports = ${a}.deep;`);
    return bag(key('n'));
  }),
  def(
    'export.local-let-changes',
    (c) => {
      const [a] = c.words(1);
      c.add(
        'exports',
        `let ${a} = (n) => 'old' + n;\nmodule.exports = ${a};\n${a} = (n) => 'new' + n;\nconsole.log(${a}(1));`,
      );
      return callable();
    },
    idiom,
  ),
  def(
    'export.umd',
    (c) => {
      c.add(
        'exports',
        `(function (root, factory) {\n  if (typeof define === 'function' && define.amd) define([], factory);\n  else if (typeof module === 'object' && module.exports) module.exports = factory();\n  else root.lib = factory();\n})(typeof self !== 'undefined' ? self : this, function () {\n  return { area: ${c.n}, twice: function (n) { return n * 2; } };\n});`,
      );
      return bag(key('area'), key('twice', 'function'));
    },
    idiom,
  ),
  def(
    'export.umd-exports',
    (c) => {
      c.add(
        'exports',
        `(function (global, factory) {\n  typeof exports === 'object' && typeof module !== 'undefined' ? factory(exports) : factory((global.lib = {}));\n})(this, function (exports) {\n  exports.area = ${c.n};\n  exports.twice = function (n) { return n * 2; };\n});`,
      );
      return bag(key('area'), key('twice', 'function'));
    },
    idiom,
  ),
  def(
    'export.guarded',
    (c) => {
      c.add(
        'exports',
        `if (typeof module !== 'undefined' && module.exports) {\n  module.exports = { guarded: ${c.n} };\n}`,
      );
      return bag(key('guarded'));
    },
    idiom,
  ),
  def('export.function-name', (c) => {
    c.add(
      'exports',
      `exports.anon = function () {};\nexports.arrow = () => {};\nmodule.exports.named = function inner() {};`,
    );
    return value((x) => `[${x}.anon.name, ${x}.arrow.name, ${x}.named.name].join()`);
  }),
  def('export.function-name-whole', (c) => {
    c.add('exports', `module.exports = ${c.rng.pick(['function () {}', '() => {}', 'class {}'])};`);
    return value((x) => `'name:' + ${x}.name`);
  }),
  def('export.constructor-ness', (c) => {
    c.add('exports', `module.exports = { m() {}, f: function () {}, a: () => {} };`);
    return value((x) => json(`['m', 'f', 'a'].map((k) => 'prototype' in ${x}[k])`));
  }),
];
