import { member, readKey, readsOf } from '../model/shape.js';
import { definer } from './define.js';

const def = definer('imports', { child: true });
const bagTarget = /** @type {const} */ ({ target: 'bag' });
const idiom = { idiom: true };
/** @param {import('./define.js').Context} c */
const firstKey = (c) => c.child.shape.keys[0];
/** A destructuring pattern entry: `{ k: local }`, quoted where needed. @param {string} k @param {string} local */
const entry = (k, local) => (/^[A-Za-z_$][\w$]*$/.test(k) ? `${k}: ${local}` : `'${k}': ${local}`);

/** How a request at top level is written and bound. */
export const formImports = [
  def(
    'import.inline-member',
    (c) => {
      const k = firstKey(c);
      const v = c.name('picked');
      c.add('requires', `const ${v} = ${member(`require('${c.spec}')`, k.name)};`);
      if (k.kind !== 'method') c.print(readKey(k, v));
    },
    { ...bagTarget, ...idiom },
  ),
  def('import.inline-use', (c) => {
    c.print(...readsOf(c.child.shape, `require('${c.spec}')`).slice(0, 2));
  }),
  def(
    'import.inline-call',
    (c) => {
      const v = c.name('made');
      c.add('requires', `const ${v} = require('${c.spec}')(3);`);
      c.print(v);
    },
    { target: 'function', ...idiom },
  ),
  def(
    'import.inline-new',
    (c) => {
      const v = c.name('made');
      c.add('requires', `const ${v} = new (require('${c.spec}'))(3);`);
      c.print(`${v}.get()`);
    },
    { target: 'class', ...idiom },
  ),
  def(
    'import.inline-extends',
    (c) => {
      const k = c.name('Sub');
      c.add('requires', `class ${k} extends require('${c.spec}') { more() { return this.get() + '+'; } }`);
      c.print(`new ${k}(1).more()`);
    },
    { target: 'class', ...idiom },
  ),
  def(
    'import.chain-call',
    (c) => {
      const v = c.name('text');
      c.add('requires', `const ${v} = typeof require('${c.spec}').${firstKey(c).name.replace(/\W/g, '')};`);
      c.print(v);
    },
    bagTarget,
  ),
  def(
    'import.var',
    (c) => {
      const x = c.name('dep');
      c.add('requires', `var ${x} = require('${c.spec}');`);
      return { x };
    },
    idiom,
  ),
  def(
    'import.let-reassigned',
    (c) => {
      const x = c.name('dep');
      c.add('requires', `let ${x} = require('${c.spec}');`);
      c.print(...readsOf(c.child.shape, x).slice(0, 1));
      c.add('body', `${x} = { replaced: ${c.n} };`);
      c.print(`${x}.replaced`);
    },
    idiom,
  ),
  def(
    'import.declared-then-assigned',
    (c) => {
      const x = c.name('dep');
      c.add('requires', `let ${x};\n${x} = require('${c.spec}');`);
      return { x };
    },
    idiom,
  ),
  def(
    'import.var-twice',
    (c) => {
      const x = c.name('dep');
      c.add('requires', `var ${x} = require('${c.spec}');\nvar ${x} = require('${c.spec}');`);
      return { x };
    },
    idiom,
  ),
  def(
    'import.many-declarators',
    (c) => {
      const [x, y, z] = [c.name('dep'), c.name('os'), c.name('plain')];
      c.add('requires', `var ${y} = require('os'),\n    ${z} = ${c.n},\n    ${x} = require('${c.spec}');`);
      c.print(`typeof ${y}.EOL`, z);
      return { x };
    },
    idiom,
  ),
  def(
    'import.multi-line',
    (c) => {
      const k = firstKey(c);
      const v = c.name('local');
      c.add(
        'requires',
        `const {\n  // a comment on ${k.name.replace(/\W/g, '')}\n  ${entry(k.name, v)},\n} = require('${c.spec}'); // after`,
      );
      if (k.kind !== 'method') c.print(readKey(k, v));
    },
    { ...bagTarget, ...idiom },
  ),
  def(
    'import.default-value',
    (c) => {
      const [v, w] = [c.name('a'), c.name('b')];
      c.add('requires', `const { ${entry(firstKey(c).name, v)}, absent: ${w} = 'fallback' } = require('${c.spec}');`);
      c.print(`typeof ${v}`, w);
    },
    bagTarget,
  ),
  def(
    'import.rest',
    (c) => {
      const [v, r] = [c.name('a'), c.name('rest')];
      c.add('requires', `const { ${entry(firstKey(c).name, v)}, ...${r} } = require('${c.spec}');`);
      c.print(`typeof ${v}`, `Object.keys(${r}).sort().join()`);
    },
    bagTarget,
  ),
  def(
    'import.nested-pattern',
    (c) => {
      const v = c.name('len');
      c.add(
        'requires',
        `const { ${entry(firstKey(c).name, `{ length: ${v} }`)} } = Object.assign({}, require('${c.spec}'), { ${entry(firstKey(c).name, '[1, 2]')} });`,
      );
      c.print(v);
    },
    bagTarget,
  ),
  def(
    'import.nested-direct',
    (c) => {
      const v = c.name('deep');
      c.addChild('exports', `exports.nest = { deep: { n: ${c.n} }, list: [1, 2] };`);
      const w = c.name('second');
      c.add('requires', `const { nest: { deep: { n: ${v} }, list: [, ${w}] } } = require('${c.spec}');`);
      c.print(v, w);
    },
    { target: 'bag' },
  ),
  def(
    'import.missing-name',
    (c) => {
      const v = c.name('absent');
      c.add('requires', `const { ${v} } = require('${c.spec}');`);
      c.print(`typeof ${v}`);
    },
    bagTarget,
  ),
  def(
    'import.missing-member',
    (c) => {
      const x = c.name('dep');
      c.add('requires', `const ${x} = require('${c.spec}');`);
      c.print(`${x}.absent`, `typeof ${x}.nope`, `'nope' in ${x}`);
    },
    { ...bagTarget, ...idiom },
  ),
  def(
    'import.computed-pattern',
    (c) => {
      const v = c.name('v');
      c.add('requires', `const { [['${firstKey(c).name}'][0]]: ${v} } = require('${c.spec}');`);
      c.print(`typeof ${v}`);
    },
    bagTarget,
  ),
  def(
    'import.pattern-assignment',
    (c) => {
      const v = c.name('v');
      c.add('requires', `let ${v};\n({ ${entry(firstKey(c).name, v)} } = require('${c.spec}'));`);
      c.print(`typeof ${v}`);
    },
    bagTarget,
  ),
  def(
    'import.destructured-assigned-later',
    (c) => {
      const v = c.name('v');
      c.add('requires', `let { ${entry(firstKey(c).name, v)} } = require('${c.spec}');`);
      c.print(`typeof ${v}`);
      c.add('body', `${v} = 'mine';`);
      c.print(v);
    },
    { ...bagTarget, ...idiom },
  ),
  def(
    'import.destructure-from-binding',
    (c) => {
      const [x, v] = [c.name('dep'), c.name('v')];
      c.add('requires', `const ${x} = require('${c.spec}');\nconst { ${entry(firstKey(c).name, v)} } = ${x};`);
      c.print(`typeof ${v}`);
      return { x };
    },
    { ...bagTarget, ...idiom },
  ),
  def('import.to-property', (c) => {
    const o = c.name('lib');
    c.add('requires', `const ${o} = {};\n${o}.dep = require('${c.spec}');`);
    c.print(...readsOf(c.child.shape, `${o}.dep`).slice(0, 2));
  }),
  def('import.in-literal', (c) => {
    const o = c.name('lib');
    c.add('requires', `const ${o} = { dep: require('${c.spec}'), list: [require('${c.spec}')] };`);
    c.print(...readsOf(c.child.shape, `${o}.dep`).slice(0, 2), `${o}.list[0] === ${o}.dep`);
  }),
  def(
    'import.spread-object',
    (c) => {
      const o = c.name('copy');
      c.add('requires', `const ${o} = { ...require('${c.spec}') };`);
      c.print(`Object.keys(${o}).sort().join()`);
    },
    bagTarget,
  ),
  def(
    'import.as-argument',
    (c) => {
      c.add('requires', `console.log(((d) => typeof d + Object.keys(d).sort().join())(require('${c.spec}')));`);
    },
    bagTarget,
  ),
  def('import.twice', (c) => {
    const [x, y] = [c.name('dep'), c.name('again')];
    c.add('requires', `const ${x} = require('${c.spec}');\nconst ${y} = require('${c.spec}.js');`);
    c.print(`${x} === ${y}`);
    return { x };
  }),
  def(
    'import.side-effect',
    (c) => {
      c.add('requires', `require('${c.spec}');`);
    },
    idiom,
  ),
  def(
    'import.extension',
    (c) => {
      const x = c.name('dep');
      c.add('requires', `const ${x} = require('${c.spec}.js');`);
      return { x };
    },
    idiom,
  ),
  def(
    'import.double-quotes-no-semicolon',
    (c) => {
      const x = c.name('dep');
      c.add('requires', `const ${x} = require("${c.spec}")`);
      return { x };
    },
    idiom,
  ),
  def(
    'import.template-quotes',
    (c) => {
      const x = c.name('dep');
      c.add('requires', `const ${x} = require(\`${c.spec}\`);`);
      return { x };
    },
    idiom,
  ),
  def('import.parenthesised', (c) => {
    const x = c.name('dep');
    c.add('requires', `const ${x} = (require)(/* here */ ('${c.spec}'));`);
    return { x };
  }),
  def('import.comma', (c) => {
    const x = c.name('dep');
    c.add('requires', `const ${x} = (0, require('${c.spec}'));`);
    return { x };
  }),
  def('import.split-path', (c) => {
    const x = c.name('dep');
    c.add('requires', `const ${x} = require('${c.spec.slice(0, 2)}' + '${c.spec.slice(2)}');`);
    return { x };
  }),
  def(
    'import.shadowed',
    (c) => {
      const [x, f] = [c.name('dep'), c.name('shadow')];
      c.add('requires', `const ${x} = require('${c.spec}');`);
      c.add('body', `function ${f}(${x}) { return typeof ${x} + ${x}; }`);
      c.add(
        'body',
        `for (const ${x} of [1, 2]) console.log('inner', ${x});\n{ let ${x} = 'block'; console.log(${x}); }\ntry { throw 'thrown'; } catch (${x}) { console.log(${x}); }`,
      );
      c.print(`${f}('arg')`);
      return { x };
    },
    idiom,
  ),
  def(
    'import.shadowed-destructured',
    (c) => {
      const v = c.name('v');
      const f = c.name('shadow');
      c.add('requires', `const { ${entry(firstKey(c).name, v)} } = require('${c.spec}');`);
      c.add('body', `function ${f}() { const ${v} = 'local'; const o = { ${v} }; return o.${v}; }`);
      c.print(`${f}()`, `typeof ${v}`, `Object.keys({ ${v} }).join()`);
    },
    { ...bagTarget, ...idiom },
  ),
  def(
    'import.shadowed-require',
    (c) => {
      const [x, f] = [c.name('dep'), c.name('own')];
      c.add('requires', `const ${x} = require('${c.spec}');`);
      c.add('body', `function ${f}(require) { return require('not a module'); }`);
      c.print(`${f}((s) => s.length)`);
      return { x };
    },
    idiom,
  ),
  def('import.read-before', (c) => {
    const x = c.name('dep');
    c.add('requires', `console.log(typeof ${x});\nvar ${x} = require('${c.spec}');`);
    return { x };
  }),
  def('import.read-before-function', (c) => {
    const [x, f] = [c.name('dep'), c.name('probe')];
    c.add(
      'requires',
      `console.log(${f}());\nvar ${x} = require('${c.spec}');\nfunction ${f}() { return typeof ${x}; }`,
    );
    c.print(`${f}()`);
    return { x };
  }),
];
