import { bag, callable, key, value } from '../model/shape.js';
import { definer } from './define.js';

const def = definer('exports');
const idiom = { idiom: true };

/** Exports that nest, share, print or hide: what the other tables of exports leave out. */
export const moreExports = [
  def('export.nested-write', (c) => {
    const [a] = c.words(1);
    c.add(
      'exports',
      `exports.${a} = {};\nexports.${a}.deep = ${c.n};\nexports.${a}.list = [];\nexports.${a}.list.push(1);`,
    );
    c.print(`JSON.stringify(exports.${a})`);
    return bag(key(a, 'object'));
  }),
  def('export.freeze-literal', (c) => {
    c.add('exports', `module.exports = Object.freeze({ fixed: ${c.n}, twice: (n) => n * 2 });`);
    return bag(key('fixed'), key('twice', 'function'));
  }),
  def('export.merged-literal', (c) => {
    c.add('exports', `module.exports = Object.assign({}, { low: 1 }, { high: ${c.n} });`);
    return bag(key('low'), key('high'));
  }),
  def(
    'export.destructured-declarations',
    (c) => {
      const [a, b] = c.words(2);
      c.add(
        'exports',
        `const { ${a}, rest: [${b}] } = { ${a}: ${c.n}, rest: ['r'] };\nmodule.exports = { ${a}, ${b} };`,
      );
      return bag(key(a), key(b));
    },
    idiom,
  ),
  def('export.assigned-with-local', (c) => {
    const [a] = c.words(1);
    const local = c.name('local');
    c.add('exports', `let ${local};\nexports.${a} = ${local} = ${c.n};\n${local}++;`);
    c.print(local);
    return bag(key(a));
  }),
  def('export.comma-list', (c) => {
    const [a, b] = c.words(2);
    c.add('exports', `exports.${a} = ${c.n}, exports.${b} = (n) => n + exports.${a};`);
    return bag(key(a), key(b, 'function'));
  }),
  def('export.logical-whole', (c) => {
    c.add('exports', `module.exports = global.fuzzPreset || { preset: ${c.n} };`);
    return bag(key('preset'));
  }),
  def(
    'export.unicode-names',
    (c) => {
      c.add('exports', `exports.größe = ${c.n};\nexports.$ = (n) => n;\nexports._ = 'u';\nexports['日本'] = 1;`);
      return bag(key('$', 'function'), key('_'), key('größe'), key('日本'));
    },
    idiom,
  ),
  def('export.number-keys', (c) => {
    c.add('exports', `exports[0] = 'zero';\nexports['1'] = 'one';\nexports.two = ${c.n};`);
    return bag(key('0'), key('1'), key('two'));
  }),
  def('export.same-function-twice', (c) => {
    const [f] = c.words(1);
    c.add(
      'exports',
      `function ${f}(n) { return n + ${c.n}; }\nexports.${f} = ${f};\nexports.alias = ${f};\nexports.default = ${f};`,
    );
    c.print(`exports.${f} === exports.alias`);
    return bag(key(f, 'function'), key('alias', 'function'));
  }),
  def('export.anonymous-instance', (c) => {
    c.add('exports', `exports.Kind = class { constructor(n) { this.n = n; } get() { return this.n; } };`);
    return value((x) => `require('util').inspect(new ${x}.Kind(${c.n}))`);
  }),
  def('export.printed-member', (c) => {
    c.add('exports', `exports.anon = function () {};\nexports.arrow = () => 1;\nexports.named = function own() {};`);
    return value((x) => `require('util').format(${x}.anon, ${x}.arrow, ${x}.named)`);
  }),
  def('export.source-text', (c) => {
    c.add('exports', `exports.text = function (n) { return n + ${c.n}; };`);
    return value((x) => `${x}.text.toString()`);
  }),
  def(
    'export.recursive-member',
    (c) => {
      const [f] = c.words(1);
      c.add('exports', `exports.${f} = function (n) { return n < 2 ? 1 : n * exports.${f}(n - 1); };`);
      return bag(key(f, 'function'));
    },
    idiom,
  ),
  def('export.member-called-as-method', (c) => {
    c.add('exports', `exports.base = ${c.n};\nexports.sum = function (n) { return this.base + n; };`);
    c.print('exports.sum(1)', 'module.exports.sum(2)');
    return bag(key('base'), key('sum', 'method'));
  }),
  def(
    'export.class-private',
    (c) => {
      c.add(
        'exports',
        `class Counter { #n = ${c.n}; static made = 0; static { Counter.made++; } get value() { return this.#n; } }\nmodule.exports = { Counter, counter: new Counter() };`,
      );
      return value((x) => `${x}.counter.value + ${x}.Counter.made`);
    },
    idiom,
  ),
  def(
    'export.generator-declaration',
    (c) => {
      c.add('exports', `module.exports.range = range;\nfunction* range(n) { for (let i = 0; i < n; i++) yield i; }`);
      return value((x) => `[...${x}.range(3)].join()`);
    },
    idiom,
  ),
  def(
    'export.function-with-cache',
    (c) => {
      c.add(
        'exports',
        `module.exports = memo;\nmodule.exports.cache = new Map();\nfunction memo(n) { if (!memo.cache.has(n)) memo.cache.set(n, n * ${c.n}); return memo.cache.get(n); }`,
      );
      return callable();
    },
    idiom,
  ),
  def(
    'export.error-class',
    (c) => {
      c.add(
        'exports',
        `class OwnError extends Error { constructor(m) { super(m); this.name = 'OwnError'; } }\nexports.OwnError = OwnError;\nexports.fail = () => { throw new OwnError('no ${c.n}'); };`,
      );
      return value(
        (x) =>
          `(() => { try { ${x}.fail(); } catch (e) { return [e instanceof ${x}.OwnError, e.name, e.message, String(e)].join(); } })()`,
      );
    },
    idiom,
  ),
  def('export.late-in-callback', (c) => {
    c.add(
      'exports',
      `exports.early = 1;\n[1].forEach(() => { exports.late = ${c.n}; });\nsetTimeout(() => { exports.early = 2; console.log('timer', exports.early); }, 1);`,
    );
    return bag(key('early'), key('late'));
  }),
  def('export.swap', (c) => {
    c.add('exports', `exports.a = 1;\nexports.b = ${c.n};\n[exports.a, exports.b] = [exports.b, exports.a];`);
    return bag(key('a'), key('b'));
  }),
  def('export.with-try-finally', (c) => {
    c.add(
      'exports',
      `try { exports.tried = JSON.parse('{bad'); } catch { exports.tried = ${c.n}; } finally { exports.done = true; }`,
    );
    return bag(key('tried'), key('done'));
  }),
  def('export.labelled', (c) => {
    c.add(
      'exports',
      `setup: { exports.kind = 'first'; if (process.pid) break setup; exports.kind = 'second'; }\nexports.n = ${c.n};`,
    );
    return bag(key('kind'), key('n'));
  }),
  def('export.void-lost', (c) => {
    c.add('exports', `exports = { lost: 1 };\nmodule.exports.kept = ${c.n};\nexports.alsoLost = 2;`);
    return bag(key('kept'), key('lost'));
  }),
];
