import { definer } from './define.js';

const def = definer('program');

/**
 * A cycle of two files that the main module enters through `a`.
 * @param {string} tag @param {string[]} a statements of cycle-a.js @param {string[]} b of cycle-b.js
 * @param {string[]} shows expressions over `A`, the value of cycle-a.js, printed by the main module
 */
const pair = (tag, a, b, shows) =>
  def(tag, (c) => {
    c.file('cycle-a.js', ...a);
    c.file('cycle-b.js', ...b);
    c.add('requires', `const A = require('./cycle-a');`);
    c.print(...shows);
  });

const REQUIRE_A = `const a = require('./cycle-a');`;
const REQUIRE_B = `const b = require('./cycle-b');`;

/** Templates of cycles: late reads, early reads of what is and is not there yet, whole objects, classes, barrels, lazies. */
const templates = [
  pair(
    'cycle.late-member',
    [REQUIRE_B, `exports.fa = (n) => 'fa' + n;`, `exports.viaB = (n) => b.fb(n);`],
    [REQUIRE_A, `exports.fb = (n) => 'fb' + a.fa(n);`],
    ['A.viaB(1)'],
  ),
  pair(
    'cycle.late-function-declarations',
    [REQUIRE_B, `function even(n) { return n === 0 ? true : b.odd(n - 1); }`, `exports.even = even;`],
    [REQUIRE_A, `function odd(n) { return n === 0 ? false : a.even(n - 1); }`, `exports.odd = odd;`],
    ['A.even(4)', 'A.even(3)'],
  ),
  pair(
    'cycle.destructured-stale',
    [`const { fb } = require('./cycle-b');`, `exports.fa = (n) => 'fa' + n;`, `exports.viaB = (n) => fb(n);`],
    [`const { fa } = require('./cycle-a');`, `exports.fb = (n) => typeof fa + n;`],
    ['A.viaB(1)'],
  ),
  pair(
    'cycle.exports-before-require',
    [`exports.early = 'early';`, `exports.fa = (n) => n + 1;`, REQUIRE_B, `exports.late = b.seen;`],
    [REQUIRE_A, `exports.seen = a.early + a.fa(1) + typeof a.late;`],
    ['A.late', 'A.early'],
  ),
  pair(
    'cycle.early-undefined',
    [REQUIRE_B, `exports.value = 'value';`, `exports.seen = b.seen;`],
    [REQUIRE_A, `console.log('early', a.value, typeof a.value);`, `exports.seen = typeof a.value;`],
    ['A.seen'],
  ),
  pair(
    'cycle.early-function',
    [REQUIRE_B, `exports.fa = fa;`, `function fa() { return 'fa'; }`, `exports.seen = b.seen;`],
    [REQUIRE_A, `exports.seen = typeof a.fa;`],
    ['A.seen', 'A.fa()'],
  ),
  pair(
    'cycle.early-hoisted-function',
    [`exports.fa = fa;`, `function fa() { return 'fa'; }`, REQUIRE_B, `exports.seen = b.seen;`],
    [REQUIRE_A, `exports.seen = a.fa();`],
    ['A.seen'],
  ),
  pair(
    'cycle.replaced-exports',
    [REQUIRE_B, `module.exports = { fa: () => 'fa', viaB: () => b.keys() };`],
    [REQUIRE_A, `exports.keys = () => Object.keys(a).join() + typeof a.fa;`],
    ['A.viaB()', 'A.fa()'],
  ),
  pair(
    'cycle.replaced-before',
    [`module.exports = { fa: () => 'fa' };`, REQUIRE_B, `module.exports.viaB = () => b.read();`],
    [REQUIRE_A, `exports.read = () => a.fa();`, `console.log('b sees', Object.keys(a).join());`],
    ['A.viaB()'],
  ),
  pair(
    'cycle.replaced-function-stale',
    [REQUIRE_B, `module.exports = function () { return 'function a'; };`, `module.exports.viaB = () => b.kind();`],
    [REQUIRE_A, `exports.kind = () => typeof a;`],
    ['A()', 'A.viaB()'],
  ),
  pair(
    'cycle.function-before',
    [`module.exports = main;`, REQUIRE_B, `function main() { return b.call(); }`, `main.self = () => 'self';`],
    [REQUIRE_A, `exports.call = () => a.self();`],
    ['A()'],
  ),
  pair(
    'cycle.whole-stored',
    [REQUIRE_B, `exports.name = 'a';`, `exports.viaB = () => b.registry.map((m) => m.name).join();`],
    [REQUIRE_A, `exports.registry = [a];`],
    ['A.viaB()', `A === require('./cycle-b').registry[0]`],
  ),
  pair(
    'cycle.whole-extended',
    [REQUIRE_B, `exports.name = 'a';`, `exports.keys = () => Object.keys(exports).join();`, `exports.b = typeof b;`],
    [REQUIRE_A, `a.fromB = 'added by b';`],
    ['A.fromB', 'A.keys()'],
  ),
  pair(
    'cycle.enumerated-early',
    [`exports.first = 1;`, REQUIRE_B, `exports.second = 2;`, `exports.b = b.keys;`],
    [REQUIRE_A, `exports.keys = Object.keys(a).join();`],
    ['A.b'],
  ),
  pair(
    'cycle.class-extends',
    [
      `class Base { hi() { return 'base'; } static child() { return require('./cycle-b'); } }`,
      `module.exports = Base;`,
      `const Child = require('./cycle-b');`,
      `Base.make = () => new Child();`,
    ],
    [
      `const Base = require('./cycle-a');`,
      `module.exports = class Child extends Base { hi() { return 'child ' + super.hi(); } };`,
    ],
    ['A.make().hi()', 'new (A.child())().hi()'],
  ),
  pair(
    'cycle.lazy',
    [REQUIRE_B, `exports.fa = () => 'fa';`, `exports.viaB = () => b.fb();`],
    [`exports.fb = () => require('./cycle-a').fa() + '!';`],
    ['A.viaB()'],
  ),
  pair(
    'cycle.lazy-at-load',
    [REQUIRE_B, `exports.fa = 'fa';`, `exports.atLoad = b.read();`],
    [`exports.read = () => typeof require('./cycle-a').fa;`],
    ['A.atLoad'],
  ),
  pair(
    'cycle.bottom-require',
    [`exports.fa = () => b.fb();`, `exports.constant = 1;`, REQUIRE_B],
    [`exports.fb = () => 'fb' + a.constant;`, `exports.constant = 2;`, REQUIRE_A],
    ['A.fa()'],
  ),
  pair(
    'cycle.this-alias',
    [`const self = module.exports;`, `self.ready = false;`, REQUIRE_B, `self.ready = true;`, `self.b = b;`],
    [REQUIRE_A, `exports.was = a.ready;`, `exports.is = () => a.ready;`],
    ['A.b.was', 'A.b.is()'],
  ),
  pair(
    'cycle.var-registry',
    [
      `var registry = module.exports.registry = module.exports.registry || [];`,
      `exports.add = (v) => registry.push(v);`,
      REQUIRE_B,
      `exports.count = () => registry.length;`,
    ],
    [REQUIRE_A, `a.add('from b');`],
    ['A.count()'],
  ),
  pair(
    'cycle.called-at-load',
    [`exports.start = () => b.run();`, REQUIRE_B, `exports.tail = 'tail';`],
    [REQUIRE_A, `exports.run = () => 'run ' + typeof a.tail;`, `console.log('at load', typeof a.start, a.tail);`],
    ['A.start()'],
  ),
  pair(
    'cycle.self-require',
    [`const self = require('./cycle-a');`, `exports.value = 1;`, `exports.read = () => self.value;`, REQUIRE_B],
    [`exports.b = 1;`],
    ['A.read()'],
  ),
];

/** Longer shapes. */
const shapes = [
  def('cycle.barrel', (c) => {
    c.file('barrel.js', `exports.one = require('./part-one');`, `exports.two = require('./part-two');`);
    c.file(
      'part-one.js',
      `const barrel = require('./barrel');`,
      `exports.name = 'one';`,
      `exports.other = () => barrel.two.name;`,
    );
    c.file(
      'part-two.js',
      `const barrel = require('./barrel');`,
      `exports.name = 'two';`,
      `exports.early = typeof barrel.one;`,
      `exports.other = () => barrel.one.name;`,
    );
    c.add('requires', `const barrel = require('./barrel');`);
    c.print('barrel.one.other()', 'barrel.two.other()', 'barrel.two.early');
  }),
  def('cycle.barrel-literal', (c) => {
    c.file('barrel.js', `module.exports = { ...require('./part-one'), ...require('./part-two') };`);
    c.file(
      'part-one.js',
      `const barrel = require('./barrel');`,
      `exports.one = 'one';`,
      `exports.stale = () => typeof barrel.two;`,
    );
    c.file(
      'part-two.js',
      `const { one } = require('./barrel');`,
      `exports.two = 'two';`,
      `exports.captured = () => typeof one;`,
    );
    c.add('requires', `const barrel = require('./barrel');`);
    c.print('barrel.stale()', 'barrel.captured()', 'barrel.one + barrel.two');
  }),
  def('cycle.barrel-lazy', (c) => {
    c.file(
      'barrel.js',
      `module.exports = { get one() { return require('./part-one'); }, get two() { return require('./part-two'); } };`,
    );
    c.file(
      'part-one.js',
      `console.log('load one');`,
      `const barrel = require('./barrel');`,
      `exports.name = () => 'one+' + barrel.two.name();`,
    );
    c.file('part-two.js', `console.log('load two');`, `exports.name = () => 'two';`);
    c.add('requires', `const barrel = require('./barrel');`);
    c.add('body', `console.log('before');`);
    c.print('barrel.one.name()');
  }),
  def('cycle.triangle', (c) => {
    c.file(
      'tri-a.js',
      `exports.name = 'a';`,
      `const b = require('./tri-b');`,
      `exports.chain = () => b.chain();`,
      `exports.loaded = b.loaded;`,
    );
    c.file(
      'tri-b.js',
      `const c = require('./tri-c');`,
      `exports.chain = () => 'b' + c.chain();`,
      `exports.loaded = c.loaded;`,
    );
    c.file(
      'tri-c.js',
      `const a = require('./tri-a');`,
      `exports.chain = () => 'c' + a.name;`,
      `exports.loaded = 'saw ' + a.name + typeof a.chain;`,
    );
    c.add('requires', `const tri = require('./tri-a');`);
    c.print('tri.chain()', 'tri.loaded');
  }),
  def('cycle.through-main', (c) => {
    c.file(
      'back.js',
      `const main = require('./${c.module.file.replace(/\.js$/, '')}');`,
      `console.log('main so far', Object.keys(main).length, typeof main);`,
      `exports.later = () => typeof main;`,
    );
    c.add('requires', `const back = require('./back');`);
    c.print('back.later()');
  }),
  def('cycle.two-entries', (c) => {
    c.file(
      'in-a.js',
      `console.log('enter a');`,
      `exports.v = 1;`,
      `const b = require('./in-b');`,
      `exports.sum = () => exports.v + b.v;`,
    );
    c.file('in-b.js', `console.log('enter b');`, `const a = require('./in-a');`, `exports.v = (a.v || 0) + 10;`);
    c.add('requires', `const inB = require('./in-b');\nconst inA = require('./in-a');`);
    c.print('inA.sum()', 'inB.v');
  }),
  def('cycle.singleton', (c) => {
    c.file(
      'app.js',
      `class App { constructor() { this.parts = []; } }`,
      `const app = new App();`,
      `module.exports = app;`,
      `require('./app-part');`,
      `app.ready = true;`,
    );
    c.file(
      'app-part.js',
      `const app = require('./app');`,
      `app.parts.push('part');`,
      `console.log('ready?', app.ready);`,
      `exports.count = () => app.parts.length;`,
    );
    c.add('requires', `const app = require('./app');`);
    c.print('app.parts.join()', 'app.ready');
  }),
];

/**
 * A random strongly connected graph whose modules read each other early and late.
 * @param {import('./define.js').Context} c @param {boolean} requiresFirst
 */
function randomCycle(c, requiresFirst) {
  const size = 3 + c.rng.int(3);
  const name = (/** @type {number} */ i) => `ring-${i}`;
  for (let i = 0; i < size; i++) {
    const targets = new Set([(i + 1) % size]);
    for (let extra = c.rng.int(3); extra > 0; extra--) targets.add(c.rng.int(size));
    targets.delete(i);
    const requires = [...targets].map((t) => `const m${t} = require('./${name(t)}');`);
    const own = [
      c.rng.chance(0.5) ? `exports.f = () => 'f${i}';` : `exports.f = f;\nfunction f() { return 'f${i}'; }`,
      c.rng.chance(0.5) ? `exports.v = 'v${i}';` : `const v = 'v${i}';\nexports.v = v;`,
      `exports.late = () => [${[...targets].map((t) => `m${t}.v, typeof m${t}.f`).join(', ')}].join();`,
    ];
    const reads = [...targets].map((t) => {
      const read = c.rng.pick([`typeof m${t}.f`, `m${t}.v`, `typeof m${t}.v`, `'v' in m${t}`, `m${t}.f && m${t}.f()`]);
      return `console.log('${i} reads ${t}', ${read});`;
    });
    if (requiresFirst) c.file(`${name(i)}.js`, ...requires, ...own, ...reads);
    else
      c.file(
        `${name(i)}.js`,
        ...requires.reduce((all, r) => (all.splice(c.rng.int(all.length + 1), 0, r), all), [...own]),
        ...reads,
      );
  }
  c.add('requires', `const ring = require('./${name(c.rng.int(size))}');`);
  c.print('ring.late()', 'ring.f()');
}

export const cycles = [
  ...templates,
  ...shapes,
  def('cycle.random-requires-first', (c) => randomCycle(c, true)),
  def('cycle.random-interleaved', (c) => randomCycle(c, false)),
];
