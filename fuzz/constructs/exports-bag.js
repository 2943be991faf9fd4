import { bag, key } from '../model/shape.js';
import { definer } from './define.js';

const def = definer('exports');
const idiom = { idiom: true };

/** Ways to fill the original exports object whose result is a bag of properties. */
export const bagExports = [
  def(
    'export.module-dot',
    (c) => {
      const [a, b] = c.words(2);
      c.add('exports', `module.exports.${a} = ${c.n};`, `module.exports.${b} = function (n) { return n + ${c.n}; };`);
      return bag(key(a), key(b, 'function'));
    },
    idiom,
  ),
  def(
    'export.module-bracket',
    (c) => {
      const [a, b] = c.words(2);
      c.add('exports', `module['exports'].${a} = ${c.n};`, `module["exports"]['${b}'] = '${b}';`);
      return bag(key(a), key(b));
    },
    idiom,
  ),
  def(
    'export.bracket-key',
    (c) => {
      const [a] = c.words(1);
      c.add('exports', `exports['${a}'] = ${c.n};`);
      return bag(key(a));
    },
    idiom,
  ),
  def(
    'export.function-declaration-before',
    (c) => {
      const [f] = c.words(1);
      c.add('exports', `exports.${f} = ${f};\nfunction ${f}(n) { return n * ${c.n}; }`);
      return bag(key(f, 'function'));
    },
    idiom,
  ),
  def(
    'export.class-assigned',
    (c) => {
      const [k] = c.words(1);
      c.add(
        'exports',
        `class ${k} { constructor(n) { this.n = n; } get() { return this.n + ${c.n}; } }\nexports.${k} = ${k};`,
      );
      return bag(key(k, 'class'));
    },
    idiom,
  ),
  def(
    'export.async-generator',
    (c) => {
      const [f, g, h] = c.words(3);
      c.add(
        'exports',
        `exports.${f} = async function (n) { return n + 1; };`,
        `exports.${g} = function* (n) { yield n; yield n + 1; };`,
      );
      c.add('exports', `exports.${h} = async (n) => n * 2;`);
      c.print(`typeof exports.${f}(1).then`, `[...exports.${g}(4)].join()`);
      return bag(key(h, 'object'));
    },
    idiom,
  ),
  def(
    'export.renamed-local',
    (c) => {
      const [a, b] = c.words(2);
      c.add('exports', `const ${a} = ${c.n};\nexports.${b} = ${a};`);
      return bag(key(b));
    },
    idiom,
  ),
  def(
    'export.local-collision',
    (c) => {
      const [a, b] = c.words(2);
      c.add(
        'exports',
        `const ${a} = ${c.n};\nexports.${a} = ${a} + 1;\nfunction ${b}() { return 'inner'; }\nexports.${b} = function (n) { return ${b}() + n; };`,
      );
      c.print(a, `${b}()`);
      return bag(key(a), key(b, 'function'));
    },
    idiom,
  ),
  def(
    'export.alias-chain',
    (c) => {
      const [a, b] = c.words(2);
      c.add('exports', `exports.${a} = exports.${b} = ${c.n};`);
      return bag(key(a), key(b));
    },
    idiom,
  ),
  def(
    'export.exports-equals-module',
    (c) => {
      const [a, b] = c.words(2);
      c.add(
        'exports',
        `exports = module.exports = {};\nexports.${a} = ${c.n};\nexports.${b} = (n) => n + exports.${a};`,
      );
      return bag(key(a), key(b, 'function'));
    },
    idiom,
  ),
  def(
    'export.var-exports',
    (c) => {
      const [a] = c.words(1);
      c.add('exports', `var exports = module.exports = {};\nexports.${a} = ${c.n};`);
      return bag(key(a));
    },
    idiom,
  ),
  def(
    'export.alias-self',
    (c) => {
      const [a, b, self] = c.words(3);
      c.add(
        'exports',
        `const ${self} = exports;\n${self}.${a} = ${c.n};\nexports.${b} = function (n) { return n + ${self}.${a}; };`,
      );
      return bag(key(a), key(b, 'function'));
    },
    idiom,
  ),
  def(
    'export.alias-api',
    (c) => {
      const [a, api] = c.words(2);
      c.add(
        'exports',
        `var ${api} = module.exports = {};\n${api}.${a} = ${c.n};\n${api}.more = () => ${api}.${a} + 1;`,
      );
      return bag(key(a), key('more', 'function'));
    },
    idiom,
  ),
  def(
    'export.this',
    (c) => {
      const [a, b] = c.words(2);
      c.add('exports', `this.${a} = ${c.n};\nthis.${b} = (n) => n - ${c.n};`);
      return bag(key(a), key(b, 'function'));
    },
    idiom,
  ),
  def(
    'export.literal-mixed',
    (c) => {
      const [a, b, f, g] = c.words(4);
      c.add('exports', `const ${a} = ${c.n};\nfunction ${f}(n) { return n + ${a}; }`);
      c.add('exports', `module.exports = {\n  ${a},\n  ${b}: '${b}',\n  ${f},\n  ${g}(n) { return ${f}(n) * 2; },\n};`);
      return bag(key(a), key(b), key(f, 'function'), key(g, 'function'));
    },
    idiom,
  ),
  def(
    'export.literal-string-keys',
    (c) => {
      const [a] = c.words(1);
      c.add('exports', `module.exports = { '${a}-1': ${c.n}, 'x y': 'space', ${a}: 3, 12: 'twelve', '': 'empty' };`);
      return bag(key(`${a}-1`), key('x y'), key(a), key('12'), key(''));
    },
    idiom,
  ),
  def(
    'export.kebab-assign',
    (c) => {
      c.add('exports', `exports['k-1'] = ${c.n};\nexports['content-type'] = (n) => 'type' + n;`);
      return bag(key('k-1'), key('content-type', 'function'));
    },
    idiom,
  ),
  def(
    'export.reserved-names',
    (c) => {
      c.add(
        'exports',
        `exports.delete = (n) => n;\nexports.class = 'c';\nexports.new = 1;\nexports.eval = 2;\nexports.await = 3;\nexports.arguments = 4;`,
      );
      return bag(key('delete', 'function'), key('class'), key('new'), key('eval'), key('await'), key('arguments'));
    },
    idiom,
  ),
  def(
    'export.reserved-literal',
    (c) => {
      c.add('exports', `module.exports = { delete: (n) => n, import: 'i', default$: 1, static: 2, let: 3 };`);
      return bag(key('delete', 'function'), key('import'), key('static'), key('let'));
    },
    idiom,
  ),
  def(
    'export.global-name-keys',
    (c) => {
      c.add('exports', `exports.process = 'p';\nexports.console = 'c';\nexports.Object = 'o';\nexports.undefined = 1;`);
      c.print('typeof process.pid', 'typeof Object.keys');
      return bag(key('process'), key('console'), key('Object'));
    },
    idiom,
  ),
  def('export.default-key', (c) => {
    c.add('exports', `exports.default = ${c.n};\nexports.other = 'o';`);
    return bag(key('default'), key('other'));
  }),
  def('export.esmodule', (c) => {
    const [a] = c.words(1);
    c.add(
      'exports',
      `Object.defineProperty(exports, '__esModule', { value: true });\nexports.${a} = ${c.n};\nexports.default = function (n) { return n + 1; };`,
    );
    return bag(key(a), key('default', 'function'), key('__esModule'));
  }),
  def('export.then-key', (c) => {
    c.add('exports', `exports.then = (n) => 'then' + n;\nexports.other = ${c.n};`);
    return bag(key('then', 'function'), key('other'));
  }),
  def('export.proto-key', (c) => {
    c.add(
      'exports',
      `exports.constructor = 'k';\nexports.toString = function () { return 'mine'; };\nexports.hasOwnProperty = 1;`,
    );
    return bag(key('constructor'), key('toString', 'function'), key('hasOwnProperty'));
  }),
  def(
    'export.conditional',
    (c) => {
      const [a, b] = c.words(2);
      c.add(
        'exports',
        `if (${c.rng.chance(0.5) ? 'process.pid > 0' : 'process.env.FUZZ_UNSET'}) exports.${a} = ${c.n};\nexports.${b} = 2;`,
      );
      return bag(key(a), key(b));
    },
    idiom,
  ),
  def(
    'export.conditional-branches',
    (c) => {
      const [a] = c.words(1);
      c.add(
        'exports',
        `if (process.pid > 0) {\n  exports.${a} = function (n) { return 'yes' + n; };\n} else {\n  exports.${a} = function (n) { return 'no' + n; };\n}`,
      );
      return bag(key(a, 'function'));
    },
    idiom,
  ),
  def(
    'export.switch-try',
    (c) => {
      const [a, b] = c.words(2);
      c.add(
        'exports',
        `switch (typeof process) { case 'object': exports.${a} = ${c.n}; break; default: exports.${a} = 0; }`,
      );
      c.add('exports', `try { exports.${b} = JSON.parse('nope'); } catch (e) { exports.${b} = e.name; }`);
      return bag(key(a), key(b));
    },
    idiom,
  ),
  def(
    'export.assigned-twice',
    (c) => {
      const [a] = c.words(1);
      c.add('exports', `exports.${a} = 1;\nexports.${a} = exports.${a} + ${c.n};`);
      return bag(key(a));
    },
    idiom,
  ),
  def(
    'export.compound',
    (c) => {
      const [a, b, d] = c.words(3);
      c.add(
        'exports',
        `exports.${a} = 1;\nexports.${a} += ${c.n};\nexports.${b} = 5;\nexports.${b}++;\nexports.${d} ??= 'd';`,
      );
      return bag(key(a), key(b), key(d));
    },
    idiom,
  ),
  def('export.destructuring-target', (c) => {
    const [a, b] = c.words(2);
    c.add('exports', `[exports.${a}, exports.${b}] = [${c.n}, 2];\n({ z: exports.z = 7 } = {});`);
    return bag(key(a), key(b), key('z'));
  }),
  def('export.for-target', (c) => {
    const [a] = c.words(1);
    c.add('exports', `for (exports.${a} of [1, 2, ${c.n}]);`);
    return bag(key(a));
  }),
  def('export.in-expression', (c) => {
    const [a, b] = c.words(2);
    c.add('exports', `const ${b} = [1, (exports.${a} = ${c.n}), 3];\nconsole.log(${b}.join());`);
    return bag(key(a));
  }),
  def(
    'export.lost',
    (c) => {
      const [a, b] = c.words(2);
      c.add(
        'exports',
        `exports.${a} = console.log('effect of a lost export');\nmodule.exports = { ${b}: ${c.n} };\nexports.${a}2 = 1;`,
      );
      return bag(key(b), key(a));
    },
    idiom,
  ),
  def('export.rebound-exports', (c) => {
    const [a] = c.words(1);
    c.add('exports', `exports.${a} = ${c.n};\nexports = { lost: true };\nexports.also = 2;`);
    return bag(key(a), key('also'));
  }),
  def(
    'export.object-then-props',
    (c) => {
      const [a, b] = c.words(2);
      c.add('exports', `module.exports = { ${a}: ${c.n} };\nmodule.exports.${b} = (n) => n + module.exports.${a};`);
      return bag(key(a), key(b, 'function'));
    },
    idiom,
  ),
  def('export.local-object', (c) => {
    const [a, b, o] = c.words(3);
    c.add(
      'exports',
      `const ${o} = { ${a}: ${c.n} };\n${o}.${b} = function (n) { return n + ${o}.${a}; };\nmodule.exports = ${o};`,
    );
    return bag(key(a), key(b, 'function'));
  }),
  def(
    'export.read-own',
    (c) => {
      const [a, b] = c.words(2);
      c.add(
        'exports',
        `exports.${a} = function (n) { return n + 1; };\nexports.${b} = function (n) { return exports.${a}(n) * 2; };`,
      );
      return bag(key(a, 'function'), key(b, 'function'));
    },
    idiom,
  ),
  def(
    'export.shadowed-parameters',
    (c) => {
      const [a, f] = c.words(2);
      c.add(
        'exports',
        `exports.${a} = ${c.n};\nfunction ${f}(exports, module, require) { exports.inner = 1; module.exports = 2; return [exports.inner, module.exports, typeof require].join(); }`,
      );
      c.print(`${f}({}, {})`);
      return bag(key(a), key('inner'));
    },
    idiom,
  ),
  def('export.symbol-key', (c) => {
    const [a] = c.words(1);
    c.add('exports', `exports[Symbol.for('fuzz')] = ${c.n};\nexports.${a} = () => exports[Symbol.for('fuzz')];`);
    return bag(key(a, 'function'));
  }),
  def('export.symbol-well-known', (c) => {
    c.add('exports', `exports[Symbol.iterator] = function* () { yield ${c.n}; };\nexports.one = 1;`);
    return { form: 'value', keys: [key('one')], print: (/** @type {string} */ x) => `[...${x}].join()` };
  }),
  def(
    'export.large-barrel',
    (c) => {
      const names = Array.from({ length: 30 }, (_, i) => `item${i}`);
      c.add('exports', `module.exports = {\n${names.map((name, i) => `  ${name}: ${i}`).join(',\n')},\n};`);
      return bag(key('item3'), key('item29'));
    },
    idiom,
  ),
  def('export.empty', (c) => {
    c.add('exports', c.rng.pick(['module.exports = {};', 'exports = module.exports;', 'void exports;']));
    return { form: 'value', keys: [], print: (/** @type {string} */ x) => `JSON.stringify(${x})` };
  }),
  def('export.class-before-declaration', (c) => {
    c.program.exitCode = 1;
    c.add('exports', `module.exports = Late;\nclass Late {}`);
    return bag();
  }),
];
