import { member, readKey, readsOf } from '../model/shape.js';
import { definer, toRoot } from './define.js';

const def = definer('imports', { child: true });
const idiom = { idiom: true };
const bagTarget = /** @type {const} */ ({ target: 'bag' });
/** @param {import('./define.js').Context} c */
const firstKey = (c) => c.child.shape.keys[0];

/** Where a request stands (functions, classes, parameters, branches), what it is called, and what it names. */
export const placeImports = [
  def('import.lazy-function', (c) => {
    const f = c.name('load');
    c.add(
      'body',
      `function ${f}() { const dep = require('${c.spec}'); return ${readsOf(c.child.shape, 'dep')[0] ?? 'typeof dep'}; }`,
    );
    c.add('body', `console.log('before lazy');`);
    c.print(`${f}()`, `${f}()`);
  }),
  def('import.lazy-never-called', (c) => {
    const f = c.name('load');
    c.add('body', `function ${f}() { return require('${c.spec}'); }`);
    c.print(`typeof ${f}`);
  }),
  def('import.lazy-memo', (c) => {
    const [m, f] = [c.name('cache'), c.name('load')];
    c.add('body', `let ${m};\nconst ${f} = () => ${m} || (${m} = require('${c.spec}'));`);
    c.add('body', `console.log('before lazy', ${m});`);
    c.print(`typeof ${f}()`, `${f}() === ${f}()`);
  }),
  def(
    'import.lazy-destructured',
    (c) => {
      const f = c.name('load');
      const k = firstKey(c);
      c.add(
        'body',
        `const ${f} = () => { const { ${/^\w+$/.test(k.name) ? k.name : `'${k.name}'`}: local } = require('${c.spec}'); return typeof local; };`,
      );
      c.add('body', `console.log('before lazy');`);
      c.print(`${f}()`);
    },
    bagTarget,
  ),
  def('import.lazy-inline', (c) => {
    const f = c.name('load');
    c.add(
      'body',
      `const ${f} = function () { return ${readsOf(c.child.shape, `require('${c.spec}')`)[0] ?? `typeof require('${c.spec}')`}; };`,
    );
    c.add('body', `console.log('before lazy');`);
    c.print(`${f}()`);
  }),
  def('import.lazy-timer', (c) => {
    c.add('body', `setTimeout(function () { console.log('timer', typeof require('${c.spec}')); }, 1);`);
  }),
  def('import.lazy-async', (c) => {
    const f = c.name('load');
    c.add(
      'body',
      `async function ${f}() { await null; const dep = require('${c.spec}'); return typeof dep; }\n${f}().then((v) => console.log('async', v));`,
    );
  }),
  def('import.lazy-unknown', (c) => {
    const f = c.name('load');
    c.add('body', `function ${f}() { try { return require('./missing-' + ${c.n}); } catch (e) { return e.code; } }`);
    c.add('requires', `require('${c.spec}');`);
    c.print(`${f}()`);
  }),
  def('import.iife', (c) => {
    c.add(
      'requires',
      `(function () {\n  var inner = require('${c.spec}');\n  console.log(${readsOf(c.child.shape, 'inner')[0] ?? 'typeof inner'});\n})();`,
    );
  }),
  def('import.default-parameter', (c) => {
    const f = c.name('withDefault');
    c.add('body', `function ${f}(dep = require('${c.spec}')) { return typeof dep; }`);
    c.print(`${f}(1)`, `${f}()`);
  }),
  def('import.class-body', (c) => {
    const k = c.name('Holder');
    c.add(
      'body',
      `class ${k} { static dep = require('${c.spec}'); late() { return require('${c.spec}') === ${k}.dep; } }`,
    );
    c.print(`typeof ${k}.dep`, `new ${k}().late()`);
  }),
  def('import.class-field', (c) => {
    const k = c.name('Holder');
    c.add(
      'body',
      `class ${k} { dep = require('${c.spec}'); get same() { return require('${c.spec}') === this.dep; } }`,
    );
    c.add('body', `console.log('before field');`);
    c.print(`new ${k}().same`);
  }),
  def('import.template-hole', (c) => {
    c.add('body', `console.log(\`kind: \${typeof require('${c.spec}')}\`);`);
  }),
  def('import.call-argument-order', (c) => {
    c.add('body', `console.log(console.log('first') || 1, typeof require('${c.spec}'));`);
  }),
  def('import.computed', (c) => {
    const d = c.name('where');
    const at = c.spec.lastIndexOf('/') + 1;
    c.add(
      'requires',
      `const ${d} = '${c.spec.slice(at)}';\nconsole.log(typeof require('${c.spec.slice(0, at)}' + ${d}));`,
    );
  }),
  def('import.computed-template', (c) => {
    const d = c.name('where');
    const at = c.spec.lastIndexOf('/') + 1;
    c.add(
      'requires',
      `const ${d} = '${c.spec.slice(at)}';\nconst ${d}Module = require(\`${c.spec.slice(0, at)}\${${d}}.js\`);`,
    );
    c.print(...readsOf(c.child.shape, `${d}Module`).slice(0, 2));
  }),
  def('import.computed-dirname', (c) => {
    const x = c.name('dep');
    c.add('requires', `const ${x} = require(__dirname + '/${c.spec.replace(/^\.\//, '')}');`);
    return { x };
  }),
  def('import.computed-path-join', (c) => {
    const x = c.name('dep');
    c.add('requires', `const ${x} = require(require('path').join(__dirname, '${c.spec}'));`);
    return { x };
  }),
  def('import.computed-table', (c) => {
    const [t, f] = [c.name('table'), c.name('get')];
    c.add('requires', `const ${t} = { dep: '${c.spec}' };\nfunction ${f}(n) { return require(${t}[n]); }`);
    c.print(...readsOf(c.child.shape, `${f}('dep')`).slice(0, 2));
  }),
  def('import.readdir', (c) => {
    c.program.files['plugins/alpha.js'] = `console.log('load alpha');\nexports.name = 'alpha';\n`;
    c.program.files['plugins/beta.js'] =
      `console.log('load beta');\nmodule.exports = function () { return 'beta'; };\n`;
    const up = toRoot(c.module.file);
    c.add(
      'requires',
      `require('${c.spec}');\nconst found = require('fs').readdirSync(require('path').join(__dirname, '${up}plugins')).sort().map((f) => require('${up}plugins/' + f));`,
    );
    c.print('found[0].name', 'found[1]()', 'found.length');
  }),
  def('import.dynamic-import', (c) => {
    c.add('body', `import('${c.spec}.js').then((ns) => console.log('ns', typeof ns.default));`);
  }),
  def(
    'import.dynamic-destructured',
    (c) => {
      const k = firstKey(c);
      c.add(
        'body',
        `import('${c.spec}.js').then(({ default: d }) => console.log('default', typeof ${member('d', k.name)}));`,
      );
    },
    bagTarget,
  ),
  def(
    'import.dynamic-named',
    (c) => {
      c.addChild('exports', `exports.seen = ${c.n};`);
      c.add('body', `(async () => { const { seen } = await import('${c.spec}.js'); console.log('seen', seen); })();`);
    },
    bagTarget,
  ),
  def('import.require-alias', (c) => {
    const r = c.name('r');
    const x = c.name('dep');
    c.add('requires', `const ${r} = require;\nconst ${x} = ${r}('${c.spec}');`);
    return { x };
  }),
  def('import.require-passed', (c) => {
    const f = c.name('load');
    c.add('requires', `function ${f}(req) { return req('${c.spec}'); }\nconsole.log(typeof ${f}(require));`);
  }),
  def('import.module-require', (c) => {
    const x = c.name('dep');
    c.add('requires', `const ${x} = module.require('${c.spec}');`);
    return { x };
  }),
  def('import.require-call', (c) => {
    const x = c.name('dep');
    c.add(
      'requires',
      `const ${x} = require.${c.rng.pick([`call(null, '${c.spec}')`, `apply(module, ['${c.spec}'])`])};`,
    );
    return { x };
  }),
  def(
    'import.optional-call',
    (c) => {
      const x = c.name('dep');
      c.add('requires', `const ${x} = typeof require === 'function' ? require('${c.spec}') : null;`);
      return { x };
    },
    idiom,
  ),
  def(
    'import.typeof-guard',
    (c) => {
      const x = c.name('dep');
      c.add('requires', `var ${x};\nif (typeof require !== 'undefined') { ${x} = require('${c.spec}'); }`);
      return { x };
    },
    idiom,
  ),
  def('import.resolve', (c) => {
    c.add('requires', `require('${c.spec}');`);
    c.print(`require('path').basename(require.resolve('${c.spec}'))`, `require.resolve('fs')`);
  }),
  def('import.resolve-missing', (c) => {
    c.add(
      'requires',
      `require('${c.spec}');\ntry { require.resolve('nope-nope'); } catch (e) { console.log(e.code); }`,
    );
  }),
  def('import.interop-default', (c) => {
    const x = c.name('_dep');
    c.add(
      'requires',
      `var ${x} = _interopRequireDefault(require('${c.spec}'));\nfunction _interopRequireDefault(obj) { return obj && obj.__esModule ? obj : { default: obj }; }`,
    );
    c.print(...readsOf(c.child.shape, `${x}.default`).slice(0, 2));
  }),
  def(
    'import.interop-default-target',
    (c) => {
      const x = c.name('_dep');
      c.addChild('exports', `exports.__esModule = true;\nexports.default = (n) => 'd' + n;`);
      c.add(
        'requires',
        `var ${x} = _interopRequireDefault(require('${c.spec}'));\nfunction _interopRequireDefault(obj) { return obj && obj.__esModule ? obj : { default: obj }; }`,
      );
      c.print(`(0, ${x}.default)(1)`);
    },
    bagTarget,
  ),
  def(
    'import.dot-default',
    (c) => {
      const d = c.name('d');
      c.addChild(
        'exports',
        `Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = (n) => 'd' + n;`,
      );
      c.add('requires', `const ${d} = require('${c.spec}').default;`);
      c.print(`${d}(1)`);
    },
    { ...bagTarget, ...idiom },
  ),
  def(
    'import.name-clash-helper',
    (c) => {
      const k = firstKey(c);
      c.add(
        'requires',
        `const createRequire = 'mine', fileURLToPath = 'own', _default = 'd', url = 'u';\nconst lazy = () => require('${c.spec}');`,
      );
      c.print(
        'createRequire',
        'fileURLToPath',
        '_default',
        'url',
        `typeof ${member('lazy()', k.name)}`,
        '__dirname.length > 0',
      );
    },
    bagTarget,
  ),
  def(
    'import.local-same-as-key',
    (c) => {
      const k = firstKey(c);
      const local = c.module.names.has(k.name) || !/^[a-z]\w*$/.test(k.name) ? c.name('own') : c.name(k.name);
      const x = c.name('dep');
      c.add('requires', `const ${x} = require('${c.spec}');\nfunction ${local}() { return 'local'; }`);
      if (k.kind !== 'method') c.print(readKey(k, member(x, k.name)), `${local}()`);
      return { x };
    },
    { ...bagTarget, ...idiom },
  ),
  def('import.logical', (c) => {
    const x = c.name('dep');
    c.add('requires', `const ${x} = process.pid > 0 && require('${c.spec}');`);
    return { x };
  }),
  def('import.ternary', (c) => {
    const x = c.name('dep');
    c.add('requires', `const ${x} = process.env.FUZZ_UNSET ? require('./does-not-exist') : require('${c.spec}');`);
    return { x };
  }),
  def('import.conditional', (c) => {
    const x = c.name('dep');
    c.add(
      'requires',
      `let ${x};\nif (process.env.FUZZ_UNSET) ${x} = require('${c.spec}');\nelse ${x} = null;\nconsole.log('skipped', ${x});\nif (!${x}) ${x} = require('${c.spec}');`,
    );
    return { x };
  }),
  def('import.conditional-never', (c) => {
    c.add('requires', `if (process.env.FUZZ_UNSET) { require('${c.spec}'); }\nconsole.log('never loaded');`);
  }),
  def('import.try-optional', (c) => {
    const x = c.name('optional');
    c.add(
      'requires',
      `let ${x};\ntry { ${x} = require('${c.rng.pick(['not-installed', './not-there'])}'); } catch (e) { ${x} = e.code; }`,
    );
    c.add('requires', `require('${c.spec}');`);
    c.print(x);
  }),
  def('import.try-present', (c) => {
    const x = c.name('optional');
    c.add(
      'requires',
      `var ${x} = null;\ntry {\n  ${x} = require('${c.spec}');\n} catch (e) { console.log('failed', e.message); }`,
    );
    return { x };
  }),
  def('import.in-loop', (c) => {
    c.add('requires', `for (const name of ['${c.spec}']) console.log(typeof require(name));`);
  }),
  def('import.in-block-switch', (c) => {
    const x = c.name('dep');
    c.add(
      'requires',
      `let ${x};\nswitch (typeof process) {\n  case 'object':\n    ${x} = require('${c.spec}');\n    break;\n}\n{ const inner = require('${c.spec}'); console.log(inner === ${x}); }`,
    );
    return { x };
  }),
];
