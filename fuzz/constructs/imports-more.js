import { readsOf } from '../model/shape.js';
import { definer, toRoot } from './define.js';

const def = definer('imports', { child: true });
const body = definer('body');
const bagTarget = /** @type {const} */ ({ target: 'bag' });
const idiom = { idiom: true };

/** Requests in the places and forms that the other tables of imports leave out. */
export const moreImports = [
  def('import.constant-path', (c) => {
    const [dep, path] = [c.name('dep'), c.name('path')];
    c.add(
      'requires',
      `const ${path} = require('path');\nconst ${dep} = require(${path}.join(__dirname, '${c.spec}'));`,
    );
    return { x: dep };
  }),
  def('import.constant-resolve', (c) => {
    const dep = c.name('dep');
    c.add('requires', `const ${dep} = require(require('path').resolve(__dirname, '${c.spec}.js'));`);
    return { x: dep };
  }),
  def('import.dirname-plus', (c) => {
    const dep = c.name('dep');
    c.add('requires', `const ${dep} = require(__dirname + '/${c.spec}');`);
    return { x: dep };
  }),
  def('import.conditional-specifier', (c) => {
    const dep = c.name('dep');
    c.add('requires', `const ${dep} = require(process.env.FUZZ_UNSET ? './missing' : '${c.spec}');`);
    return { x: dep };
  }),
  def('import.constant-name', (c) => {
    const [dep, where] = [c.name('dep'), c.name('where')];
    c.add('requires', `const ${where} = '${c.spec}';\nconst ${dep} = require(${where});`);
    return { x: dep };
  }),
  def('import.map-of-requires', (c) => {
    const dep = c.name('dep');
    c.add('requires', `const [${dep}] = ['${c.spec}'].map((name) => require(name));`);
    return { x: dep };
  }),
  def('import.map-require-itself', (c) => {
    const dep = c.name('dep');
    c.add('requires', `const [${dep}] = ['${c.spec}'].map((name) => [name]).map(([name]) => require(name));`);
    return { x: dep };
  }),
  def('import.object-of-thunks', (c) => {
    const [dep, loaders] = [c.name('dep'), c.name('loaders')];
    c.add(
      'requires',
      `const ${loaders} = { one: () => require('${c.spec}'), two: () => require('./nowhere') };\nconst ${dep} = ${loaders}.one();`,
    );
    return { x: dep };
  }),
  def('import.getter-lazy', (c) => {
    const [dep, lazy] = [c.name('dep'), c.name('lazy')];
    c.add(
      'requires',
      `const ${lazy} = { get dep() { return require('${c.spec}'); } };\nconsole.log('before getter');\nconst ${dep} = ${lazy}.dep;`,
    );
    return { x: dep };
  }),
  def('import.async-arrow', (c) => {
    c.add(
      'body',
      `(async () => { const dep = require('${c.spec}'); await null; console.log('async body', typeof dep); })();`,
    );
  }),
  def('import.try-finally', (c) => {
    const dep = c.name('dep');
    c.add(
      'requires',
      `let ${dep};\ntry { ${dep} = require('${c.spec}'); } finally { console.log('finally', typeof ${dep}); }`,
    );
    return { x: dep };
  }),
  def('import.missing-message', (c) => {
    const dep = c.name('dep');
    c.add('requires', `const ${dep} = require('${c.spec}');`);
    c.add(
      'body',
      `try { require('./not-there'); } catch (e) { console.log(e.code, e.message.split('\\n')[0], e instanceof Error); }`,
    );
    return { x: dep };
  }),
  def('import.missing-package-message', (c) => {
    const dep = c.name('dep');
    c.add('requires', `const ${dep} = require('${c.spec}');`);
    c.add(
      'body',
      `try { require('fuzz-not-installed'); } catch (e) { console.log(e.code, e.message.split('\\n')[0]); }`,
    );
    return { x: dep };
  }),
  def('import.var-hoisted-use', (c) => {
    const dep = c.name('dep');
    c.add('requires', `console.log('early', typeof ${dep});\nvar ${dep} = require('${c.spec}');`);
    return { x: dep };
  }),
  def(
    'import.same-name-as-export',
    (c) => {
      const k = c.child.shape.keys[0].name;
      const local = /^[a-z]\w*$/.test(k) && k !== 'delete' ? c.name(k) : c.name('got');
      c.add('requires', `const ${local} = require('${c.spec}')['${k}'];`);
      c.print(`typeof ${local}`);
    },
    bagTarget,
  ),
  def('import.nested-block', (c) => {
    c.add(
      'requires',
      `{\n  const inner = require('${c.spec}');\n  console.log(${readsOf(c.child.shape, 'inner')[0] ?? 'typeof inner'});\n}`,
    );
  }),
  def('import.switch-load', (c) => {
    const dep = c.name('dep');
    c.add(
      'requires',
      `let ${dep};\nswitch (process.platform) { case 'nowhere': ${dep} = require('./nowhere'); break; default: ${dep} = require('${c.spec}'); }`,
    );
    return { x: dep };
  }),
  def('import.through-global', (c) => {
    const dep = c.name('dep');
    c.add('requires', `global.fuzzShared = require('${c.spec}');\nconst ${dep} = global.fuzzShared;`);
    return { x: dep };
  }),
  def('import.class-static-block', (c) => {
    const [dep, holder] = [c.name('dep'), c.name('Holder')];
    c.add(
      'requires',
      `class ${holder} { static dep; static { this.dep = require('${c.spec}'); } }\nconst ${dep} = ${holder}.dep;`,
    );
    return { x: dep };
  }),
  def(
    'import.destructured-with-side-effects',
    (c) => {
      const picked = c.name('picked');
      c.add(
        'requires',
        `const { [console.log('key') || '${c.child.shape.keys[0].name}']: ${picked} = console.log('default') } = require('${c.spec}');`,
      );
      c.print(`typeof ${picked}`);
    },
    bagTarget,
  ),
  def(
    'import.json-and-module-same-name',
    (c) => {
      const [dep, both] = [c.name('dep'), c.name('both')];
      c.program.files['data/both.json'] = '{ "from": "json" }\n';
      c.file('data/both.js', `module.exports = { from: 'js' };`);
      c.add(
        'requires',
        `const ${both} = require('${toRoot(c.module.file)}data/both');\nconst ${dep} = require('${c.spec}');`,
      );
      c.print(`${both}.from`);
      return { x: dep };
    },
    idiom,
  ),
  def('import.index-in-own-folder', (c) => {
    const dep = c.name('dep');
    c.file('folder/index.js', `exports.folder = 'index';`);
    c.file(
      'folder/inner.js',
      `const own = require('.');\nconst same = require('./');\nexports.inner = own === same && own.folder;`,
    );
    c.add('requires', `const ${dep} = require('${c.spec}');`);
    c.print(`require('${toRoot(c.module.file)}folder/inner').inner`);
    return { x: dep };
  }),
  body('order.next-tick-in-library', (c) => {
    c.add('body', `process.nextTick(() => console.log('tick'));\nsetImmediate(() => console.log('immediate'));`);
  }),
  body('order.timer-chain', (c) => {
    c.add('body', `setTimeout(() => { console.log('t1'); setTimeout(() => console.log('t2'), 1); }, 5);`);
  }),
  body('order.unhandled-later', (c) => {
    c.add('body', `Promise.reject(new Error('late')).catch((e) => console.log('caught', e.message));`);
  }),
  body(
    'free.import-meta-names',
    (c) => {
      if (['filename', 'dirname', 'url'].some((n) => c.module.names.has(n))) return;
      for (const n of ['filename', 'dirname', 'url']) c.name(n);
      c.add('body', `const filename = 'own', dirname = 'own too', url = 1;`);
      c.print('filename', 'dirname', 'url', `require('path').isAbsolute(__filename)`, `typeof __dirname`);
    },
    idiom,
  ),
  body('free.create-require-name', (c) => {
    if (['createRequire', 'fileURLToPath', 'isMain'].some((n) => c.module.names.has(n))) return;
    for (const n of ['createRequire', 'fileURLToPath', 'isMain']) c.name(n);
    c.add('body', `const createRequire = (n) => n * 2, fileURLToPath = 'mine', isMain = 1;`);
    c.print(`createRequire(${c.n})`, 'fileURLToPath', 'isMain', `require.main === module`, `typeof require.resolve`);
  }),
  body('free.reflection', (c) => {
    c.print(`typeof require`, `typeof module`, `typeof exports`, `typeof __filename`, `typeof globalThis.require`);
  }),
];
