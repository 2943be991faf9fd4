import { bag, key } from '../model/shape.js';
import { definer } from './define.js';

const def = definer('exports');
const idiom = { idiom: true };

/** Bags whose keys, values or object are not plain data: accessors, loops, escapes, late writes, live values. */
export const dynamicExports = [
  def(
    'export.define-value',
    (c) => {
      const [a] = c.words(1);
      c.add('exports', `Object.defineProperty(exports, '${a}', { value: ${c.n}, enumerable: true });`);
      return bag(key(a));
    },
    idiom,
  ),
  def(
    'export.define-value-hidden',
    (c) => {
      const [a, b] = c.words(2);
      c.add('exports', `Object.defineProperty(exports, '${a}', { value: ${c.n} });\nexports.${b} = 1;`);
      return bag(key(a), key(b));
    },
    idiom,
  ),
  def('export.define-getter', (c) => {
    const [a, t] = c.words(2);
    c.add(
      'exports',
      `let ${t} = 0;\nObject.defineProperty(exports, '${a}', { enumerable: true, get: function () { return ++${t}; } });`,
    );
    return bag(key(a), key(a));
  }),
  def('export.define-properties', (c) => {
    const [a, b] = c.words(2);
    c.add(
      'exports',
      `Object.defineProperties(exports, { ${a}: { value: ${c.n}, enumerable: true }, ${b}: { get() { return 'got'; }, enumerable: true } });`,
    );
    return bag(key(a), key(b));
  }),
  def('export.literal-getter', (c) => {
    const [a, t] = c.words(2);
    c.add(
      'exports',
      `let ${t} = 0;\nmodule.exports = { get ${a}() { console.log('getter'); return ++${t}; }, plain: ${c.n} };`,
    );
    return bag(key(a), key('plain'));
  }),
  def('export.literal-setter', (c) => {
    c.add(
      'exports',
      `let level = ${c.n};\nmodule.exports = { get level() { return level; }, set level(v) { level = v + 1; }, bump() { this.level = level; return level; } };`,
    );
    return bag(key('level'), key('bump', 'method'));
  }),
  def(
    'export.lazy-getter-require',
    (c) => {
      c.add('exports', `module.exports = { get dep() { return require('${c.spec}'); }, own: ${c.n} };`);
      return { form: 'value', keys: [key('own')], print: (/** @type {string} */ x) => `typeof ${x}.dep` };
    },
    { child: true },
  ),
  def(
    'export.reexport-getter',
    (c) => {
      const k = c.child.shape.keys[0];
      const dep = c.name('dep');
      c.add(
        'exports',
        `var ${dep} = require('${c.spec}');\nObject.defineProperty(exports, '${k.name}', { enumerable: true, get: function () { return ${dep}.${k.name}; } });`,
      );
      return bag(k);
    },
    { child: true, target: 'bag', idiom: true },
  ),
  def(
    'export.spread-dep',
    (c) => {
      c.add('exports', `module.exports = { ...require('${c.spec}'), own: ${c.n} };`);
      return bag(...c.child.shape.keys, key('own'));
    },
    { child: true, target: 'bag', idiom: true },
  ),
  def(
    'export.spread-override',
    (c) => {
      const k = c.child.shape.keys[0].name;
      c.add('exports', `module.exports = { ...require('${c.spec}'), ${k}: 'overridden', own: ${c.n} };`);
      return bag(...c.child.shape.keys.slice(1), key(k), key('own'));
    },
    { child: true, target: 'bag' },
  ),
  def(
    'export.assign-dep',
    (c) => {
      c.add('exports', `Object.assign(exports, require('${c.spec}'));\nexports.own = ${c.n};`);
      return bag(...c.child.shape.keys, key('own'));
    },
    { child: true, target: 'bag', idiom: true },
  ),
  def(
    'export.copy-loop-dep',
    (c) => {
      const dep = c.name('dep');
      c.add(
        'exports',
        `const ${dep} = require('${c.spec}');\nfor (const k in ${dep}) exports[k] = ${dep}[k];\nexports.own = ${c.n};`,
      );
      return bag(...c.child.shape.keys, key('own'));
    },
    { child: true, target: 'bag' },
  ),
  def(
    'export.foreach-dep',
    (c) => {
      c.add(
        'exports',
        `Object.keys(require('${c.spec}')).forEach(function (k) {\n  if (k === 'default' || k === '__esModule') return;\n  exports[k] = require('${c.spec}')[k];\n});`,
      );
      return bag(...c.child.shape.keys);
    },
    { child: true, target: 'bag' },
  ),
  def(
    'export.assign-literal',
    (c) => {
      const [a, b] = c.words(2);
      c.add(
        'exports',
        `Object.assign(${c.rng.pick(['exports', 'module.exports'])}, { ${a}: ${c.n}, ${b}(n) { return n + 1; } });`,
      );
      return bag(key(a), key(b, 'function'));
    },
    idiom,
  ),
  def('export.assign-replaced', (c) => {
    const [word, f] = c.words(2);
    const a = word + 'Prop'; // a function's own name cannot be assigned
    c.add('exports', `function ${f}(n) { return n * 3; }\nmodule.exports = Object.assign(${f}, { ${a}: ${c.n} });`);
    return { form: 'function', keys: [key(a)] };
  }),
  def(
    'export.reexport-key',
    (c) => {
      const k = c.child.shape.keys[0];
      c.add('exports', `exports.${k.name} = require('${c.spec}').${k.name};\nexports.own = ${c.n};`);
      return bag(k, key('own'));
    },
    { child: true, target: 'bag', idiom: true },
  ),
  def(
    'export.reexport-namespace',
    (c) => {
      const k = c.child.shape.keys[0];
      c.add('exports', `exports.ns = require('${c.spec}');\nexports.own = ${c.n};`);
      return { form: 'value', keys: [key('own')], print: (/** @type {string} */ x) => `typeof ${x}.ns.${k.name}` };
    },
    { child: true, target: 'bag', idiom: true },
  ),
  def(
    'export.reexport-value',
    (c) => {
      c.add('exports', `exports.fn = require('${c.spec}');\nexports.own = ${c.n};`);
      return bag(key('fn', 'function'), key('own'));
    },
    { child: true, target: 'function', idiom: true },
  ),
  def(
    'export.barrel-literal',
    (c) => {
      c.add('exports', `module.exports = {\n  one: require('${c.spec}'),\n  two: ${c.n},\n};`);
      return {
        form: 'value',
        keys: [key('two')],
        print: (/** @type {string} */ x) => `Object.keys(${x}.one).sort().join()`,
      };
    },
    { child: true, target: 'bag', idiom: true },
  ),
  def(
    'export.reexport-whole',
    (c) => {
      c.add('exports', `module.exports = require('${c.spec}');`);
      return c.child.shape;
    },
    { child: true, idiom: true },
  ),
  def(
    'export.reexport-whole-add',
    (c) => {
      c.add('exports', `module.exports = require('${c.spec}');\nmodule.exports.added = ${c.n};`);
      return bag(...c.child.shape.keys, key('added'));
    },
    { child: true, target: 'bag' },
  ),
  def(
    'export.conditional-whole',
    (c) => {
      c.add(
        'exports',
        `if (process.env.FUZZ_UNSET) {\n  module.exports = { other: 1 };\n} else {\n  module.exports = require('${c.spec}');\n}`,
      );
      return c.child.shape;
    },
    { child: true },
  ),
  def('export.loop-literal', (c) => {
    c.add('exports', `['get', 'post', 'put'].forEach(function (m) { exports[m] = function (n) { return m + n; }; });`);
    return bag(key('get', 'function'), key('put', 'function'));
  }),
  def('export.loop-for-of', (c) => {
    c.add('exports', `for (const [k, v] of Object.entries({ one: 1, two: ${c.n} })) exports[k] = v;`);
    return bag(key('one'), key('two'));
  }),
  def('export.computed', (c) => {
    const [k] = c.words(1);
    c.add(
      'exports',
      `const ${k} = ['dyn', 'amic'].join('');\nexports[${k}] = ${c.n};\nmodule.exports[\`t\${1}\`] = 't';`,
    );
    return bag(key('dynamic'), key('t1'));
  }),
  def('export.computed-literal', (c) => {
    c.add('exports', `module.exports = { ['a' + 'b']: ${c.n}, plain: 1 };`);
    return bag(key('ab'), key('plain'));
  }),
  def('export.iife', (c) => {
    const [a] = c.words(1);
    c.add(
      'exports',
      `(function (exports) {\n  var hidden = ${c.n};\n  exports.${a} = function (n) { return n + hidden; };\n})(${c.rng.pick(['exports', 'module.exports', 'this', "typeof exports === 'undefined' ? {} : exports"])});`,
    );
    return bag(key(a, 'function'));
  }),
  def('export.escape-function', (c) => {
    const [f] = c.words(1);
    c.add(
      'exports',
      `function ${f}(target) { target.extra = ${c.n}; return target; }\n${f}(exports);\nexports.own = 1;`,
    );
    return bag(key('extra'), key('own'));
  }),
  def('export.escape-stored', (c) => {
    const [r] = c.words(1);
    c.add('exports', `const ${r} = [];\n${r}.push(exports);\nexports.own = 1;\n${r}[0].late = ${c.n};`);
    return bag(key('own'), key('late'));
  }),
  def(
    'export.plugin',
    (c) => {
      c.add('exports', `require('${c.spec}')(exports);\nexports.own = ${c.n};`);
      c.program.files['plugin-note.txt'] = 'The child is called with the exports object.\n';
      return bag(key('own'));
    },
    { child: true, target: 'function' },
  ),
  def('export.passed-module', (c) => {
    const [f] = c.words(1);
    c.add('exports', `function ${f}(m) { m.exports = { given: ${c.n} }; }\n${f}(module);`);
    return bag(key('given'));
  }),
  def(
    'export.late-write',
    (c) => {
      const [a, f] = c.words(2);
      c.add('exports', `exports.${a} = 1;\nexports.${f} = function (n) { exports.${a} += n; return exports.${a}; };`);
      return bag(key(a), key(f, 'function'), key(a));
    },
    idiom,
  ),
  def(
    'export.late-add',
    (c) => {
      const [a, f] = c.words(2);
      c.add('exports', `exports.${f} = function (n) { exports.${a} = n; return n; };`);
      return bag(key(a), key(f, 'function'), key(a));
    },
    idiom,
  ),
  def('export.late-module-exports', (c) => {
    const [f] = c.words(1);
    c.add(
      'exports',
      `exports.${f} = function (n) { module.exports.late = n; return Object.keys(module.exports).join(); };`,
    );
    return bag(key(f, 'function'), key('late'));
  }),
  def('export.timer-write', (c) => {
    const [a] = c.words(1);
    c.add(
      'exports',
      `exports.${a} = 'early';\nsetTimeout(() => { exports.${a} = 'late'; console.log('timer', exports.${a}); }, 1);`,
    );
    return bag(key(a));
  }),
  def(
    'export.snapshot-then-reassign',
    (c) => {
      const [a] = c.words(1);
      c.add('exports', `let ${a} = ${c.n};\nexports.${a} = ${a};\n${a} = 'reassigned';`);
      c.print(a);
      return bag(key(a));
    },
    idiom,
  ),
  def(
    'export.snapshot-counter',
    (c) => {
      const [a, f] = c.words(2);
      c.add('exports', `let ${a} = 0;\nmodule.exports = { ${a}, ${f}(n) { ${a} += n; return ${a}; } };`);
      return bag(key(a), key(f, 'function'), key(a));
    },
    idiom,
  ),
  def('export.deleted', (c) => {
    const [a, b] = c.words(2);
    c.add('exports', `exports.${a} = 1;\nexports.${b} = ${c.n};\ndelete exports.${a};`);
    return bag(key(a), key(b));
  }),
  def('export.deleted-late', (c) => {
    const [a, f] = c.words(2);
    c.add(
      'exports',
      `exports.${a} = 1;\nexports.${f} = (n) => { delete exports.${a}; return 'in' + ('${a}' in exports) + n; };`,
    );
    return bag(key(a), key(f, 'function'), key(a));
  }),
  def('export.frozen', (c) => {
    const [a] = c.words(1);
    c.add(
      'exports',
      `module.exports = Object.freeze({ ${a}: ${c.n} });\nconsole.log(Object.isFrozen(module.exports));`,
    );
    return bag(key(a));
  }),
  def(
    'export.this-methods',
    (c) => {
      const [a, f] = c.words(2);
      c.add('exports', `module.exports = { ${a}: ${c.n}, ${f}(n) { return this.${a} + n; } };`);
      return bag(key(a), key(f, 'method'));
    },
    idiom,
  ),
  def(
    'export.this-function',
    (c) => {
      const [a, f] = c.words(2);
      c.add('exports', `exports.${a} = ${c.n};\nexports.${f} = function (n) { return this.${a} + n; };`);
      return bag(key(a), key(f, 'method'));
    },
    idiom,
  ),
  def('export.this-writes', (c) => {
    const [f] = c.words(1);
    c.add('exports', `module.exports = { total: 0, ${f}(n) { this.total += n; return this.total; } };`);
    return bag(key(f, 'method'), key('total'));
  }),
  def('export.super-method', (c) => {
    const [f] = c.words(1);
    c.add('exports', `module.exports = { ${f}(n) { return super.toString.call(this).length + n; } };`);
    return bag(key(f, 'method'));
  }),
  def(
    'export.eval',
    (c) => {
      c.add('exports', `eval('exports.evaled = ${c.n}');\nexports.own = 1;`);
      return bag(key('evaled'), key('own'));
    },
    { hard: true },
  ),
  def('export.enumerate-own', (c) => {
    const [a, b] = c.words(2);
    c.add(
      'exports',
      `exports.${b} = 1;\nexports.${a} = ${c.n};\nconsole.log(Object.keys(exports).join(), Object.keys(module.exports).length);`,
    );
    return bag(key(a), key(b));
  }),
  def('export.own-identity', (c) => {
    const [a] = c.words(1);
    c.add(
      'exports',
      `exports.${a} = ${c.n};\nconsole.log(exports === module.exports, this === exports, module.exports.${a});`,
    );
    return bag(key(a));
  }),
];
