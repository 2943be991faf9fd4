import { member, readKey, readsOf } from '../model/shape.js';
import { definer } from './define.js';

const onBag = definer('uses', { child: true, target: 'bag' });
const onFunction = definer('uses', { child: true, target: 'function' });
const onClass = definer('uses', { child: true, target: 'class' });
const idiom = { idiom: true };
/** A use that is a list of printed expressions over the whole value. @param {string} tag @param {...string} expressions X stands for the value */
const shows = (tag, ...expressions) => onBag(tag, (c) => c.print(...expressions.map((e) => e.replaceAll('X', c.x))));
/** The first key as a member. @param {import('./define.js').Context} c */
const first = (c) => member(c.x, c.child.shape.keys[0].name);
/** @param {import('./define.js').Context} c */
const firstRead = (c) => readKey(c.child.shape.keys[0], first(c));

/** What an importer does with the whole value it required, and what tells a namespace from an object. */
export const uses = [
  onBag('use.write-key', (c) => {
    c.addChild('exports', `exports.mutable = 'original';`);
    c.add('body', `${c.x}.mutable = 'written';`);
    c.print(`${c.x}.mutable`, `require('${c.spec}').mutable`);
  }),
  onBag('use.write-seen-inside', (c) => {
    c.addChild('exports', `exports.hook = (n) => 'original' + n;\nexports.callHook = (n) => exports.hook(n);`);
    c.add('body', `${c.x}.hook = (n) => 'stub' + n;`);
    c.print(`${c.x}.callHook(1)`, `${c.x}.hook(2)`);
  }),
  onBag('use.stub-restore', (c) => {
    c.addChild(
      'exports',
      `exports.hook = function (n) { return 'original' + n; };\nexports.callHook = function (n) { return module.exports.hook(n); };`,
    );
    const o = c.name('original');
    c.add(
      'body',
      `const ${o} = ${c.x}.hook;\n${c.x}.hook = function () { return 'stubbed ' + ${o}.apply(this, arguments); };\nconsole.log(${c.x}.callHook(1));\n${c.x}.hook = ${o};\nconsole.log(${c.x}.callHook(2));`,
    );
  }),
  onBag('use.write-not-seen', (c) => {
    c.addChild(
      'exports',
      `function local(n) { return 'local' + n; }\nmodule.exports.local = local;\nmodule.exports.callLocal = (n) => local(n);`,
    );
    c.add('body', `${c.x}.local = () => 'outer';`);
    c.print(`${c.x}.callLocal(1)`, `${c.x}.local(1)`);
  }),
  onBag('use.add-key', (c) => {
    c.add('body', `${c.x}.added = ${c.n};`);
    c.print(`${c.x}.added`, `Object.keys(${c.x}).includes('added')`);
  }),
  onBag('use.delete-key', (c) => {
    c.addChild('exports', `exports.doomed = 'still here';`);
    c.add('body', `delete ${c.x}.doomed;`);
    c.print(`typeof ${c.x}.doomed`, `'doomed' in ${c.x}`);
  }),
  onBag('use.increment-key', (c) => {
    c.addChild('exports', `exports.counter = 1;`);
    c.add('body', `${c.x}.counter++;\n${c.x}.counter += 10;`);
    c.print(`${c.x}.counter`);
  }),
  onBag('use.define-property', (c) => {
    c.add('body', `Object.defineProperty(${c.x}, 'defined', { get: () => 'defined', enumerable: true });`);
    c.print(`${c.x}.defined`);
  }),
  onBag('use.assign-into', (c) => {
    c.add('body', `Object.assign(${c.x}, { assigned: ${c.n} });`);
    c.print(`${c.x}.assigned`);
  }),
  onBag('use.freeze', (c) => {
    c.add('body', `Object.freeze(${c.x});`);
    c.print(`Object.isFrozen(${c.x})`, firstRead(c));
  }),
  onBag('use.seal', (c) => {
    c.print(`Object.isFrozen(Object.preventExtensions(${c.x}))`, `Object.isSealed(Object.seal(${c.x}))`);
  }),
  shows('use.extensible', 'Object.isExtensible(X)'),
  shows('use.string', "'' + X", 'String(X)', '`${X}`'),
  shows('use.has-own', `X.hasOwnProperty('nope')`, `Object.prototype.hasOwnProperty.call(X, 'nope')`),
  shows('use.to-string', 'X.toString()', 'Object.prototype.toString.call(X)'),
  shows('use.constructor', 'X.constructor === Object', 'X instanceof Object'),
  shows(
    'use.prototype',
    'Object.getPrototypeOf(X) === Object.prototype',
    'Object.prototype.isPrototypeOf.call(Object.prototype, X)',
  ),
  shows('use.symbols', 'Object.getOwnPropertySymbols(X).length', 'Symbol.toStringTag in X'),
  shows('use.own-keys', 'Reflect.ownKeys(X).map(String).join()', 'Object.getOwnPropertyNames(X).join()'),
  shows('use.keys-order', 'Object.keys(X).join()'),
  shows('use.entries', 'Object.entries(X).map(([k, v]) => k + typeof v).join()', 'Object.values(X).length'),
  onBag('use.for-in', (c) => {
    c.add('body', `for (const k in ${c.x}) console.log('key', k, typeof ${c.x}[k]);`);
  }),
  onBag('use.for-in-var-break', (c) => {
    c.add('body', `for (var forInKey in ${c.x}) { if (forInKey) break; }\nconsole.log(forInKey);`);
  }),
  shows('use.json', 'JSON.stringify(X)'),
  shows('use.keys-sorted', 'Object.keys(X).sort().join()'),
  shows('use.in', `'toString' in X`, `'nope' in X`, `'default' in X`),
  onBag('use.dynamic-key', (c) => {
    const k = c.name('k');
    c.add('body', `const ${k} = ['${c.child.shape.keys[0].name}', 'nope'];`);
    c.print(`${k}.map((k) => typeof ${c.x}[k]).join()`);
  }),
  onBag('use.dynamic-call', (c) => {
    c.addChild(
      'exports',
      `exports.cmdA = function (n) { return 'A' + n; };\nexports.cmdB = function (n) { return 'B' + n; };`,
    );
    c.print(`${c.x}['cmd' + 'A'](1)`, `['A', 'B'].map((s) => ${c.x}['cmd' + s](2)).join()`);
  }),
  onBag('use.spread', (c) => {
    c.print(`Object.keys({ ...${c.x} }).join()`, `Object.getPrototypeOf({ ...${c.x} }) === Object.prototype`);
  }),
  onBag('use.rest', (c) => {
    const r = c.name('rest');
    c.add('body', `const { nope, ...${r} } = ${c.x};`);
    c.print(`typeof nope`, `Object.keys(${r}).join()`);
  }),
  onBag('use.copy', (c) => {
    const o = c.name('copy');
    c.add('body', `const ${o} = Object.assign({}, ${c.x}, { own: 1 });`);
    c.print(`Object.keys(${o}).sort().join()`);
  }),
  onBag('use.structured-clone', (c) => {
    c.add('body', `try { console.log(typeof structuredClone(${c.x})); } catch (e) { console.log(e.name); }`);
  }),
  onBag('use.deep-equal', (c) => {
    c.add(
      'body',
      `try { require('assert').deepStrictEqual(${c.x}, Object.assign({}, ${c.x})); console.log('equal'); } catch (e) { console.log(e.code); }`,
    );
  }),
  shows('use.inspect', `require('util').inspect(X, { depth: 0 }).replace(/\\n */g, ' ')`),
  onBag('use.console-log-whole', (c) => {
    c.add('body', `console.log(${c.x});`);
  }),
  onBag('use.proxy', (c) => {
    const p = c.name('proxy');
    c.add('body', `const ${p} = new Proxy(${c.x}, { get: (t, k) => (k in t ? 'wrapped ' + typeof t[k] : 'no') });`);
    c.print(`${p}.nope`, `${member(p, c.child.shape.keys[0].name)}`);
  }),
  onBag('use.proxy-set', (c) => {
    const p = c.name('proxy');
    c.add('body', `const ${p} = new Proxy(${c.x}, {});\n${p}.viaProxy = 1;`);
    c.print(`${c.x}.viaProxy`);
  }),
  onBag('use.identity', (c) => {
    c.print(`${c.x} === require('${c.spec}')`, `new Map([[${c.x}, 'found']]).get(require('${c.spec}'))`);
  }),
  onBag('use.identity-across', (c) => {
    c.addChild('exports', `exports.itself = () => module.exports;\nexports.isMe = (o) => o === exports;`);
    c.print(`${c.x}.itself() === ${c.x}`, `${c.x}.isMe(${c.x})`);
  }),
  onBag('use.weakmap', (c) => {
    c.print(`new WeakMap().set(${c.x}, 1).has(${c.x})`);
  }),
  onBag('use.passed-read', (c) => {
    const f = c.name('consume');
    c.add('body', `function ${f}(o) { return Object.keys(o).length + typeof o; }`);
    c.print(`${f}(${c.x})`);
  }),
  onBag('use.passed-mutated', (c) => {
    const f = c.name('extend');
    c.add('body', `function ${f}(o) { o.mutated = true; return o; }\n${f}(${c.x});`);
    c.print(`${c.x}.mutated`);
  }),
  onBag('use.stored', (c) => {
    const o = c.name('registry');
    c.add('body', `const ${o} = { list: [${c.x}], ${c.x} };\n${o}.list[0].stored = ${c.n};`);
    c.print(`${c.x}.stored`, `${o}.${c.x} === ${o}.list[0]`);
  }),
  onBag(
    'use.returned',
    (c) => {
      const f = c.name('give');
      c.add('body', `const ${f} = () => ${c.x};`);
      c.print(`typeof ${f}()`, `typeof ${member(`${f}()`, c.child.shape.keys[0].name)}`);
    },
    idiom,
  ),
  onBag(
    'use.aliased',
    (c) => {
      const a = c.name('alias');
      c.add('body', `const ${a} = ${c.x};`);
      c.print(...readsOf(c.child.shape, a).slice(0, 2));
    },
    idiom,
  ),
  onBag(
    'use.this-method',
    (c) => {
      c.addChild(
        'exports',
        `exports.base = ${c.n};\nexports.readThis = function (n) { return this && this.base + n; };`,
      );
      c.print(`${c.x}.readThis(1)`, `${c.x}['readThis'](2)`, `(0, ${c.x}.readThis).call({ base: 'b' }, 3)`);
    },
    idiom,
  ),
  onBag('use.this-set', (c) => {
    c.addChild('exports', `exports.setThis = function (n) { this.set = n; return this; };`);
    c.print(`${c.x}.setThis(5) === ${c.x}`, `${c.x}.set`);
  }),
  onBag(
    'use.this-destructured',
    (c) => {
      c.addChild('exports', `exports.whichThis = function () { 'use strict'; return typeof this; };`);
      c.add('body', `const { whichThis } = ${c.x};`);
      c.print(`whichThis()`, `${c.x}.whichThis()`);
    },
    idiom,
  ),
  onBag(
    'use.bind',
    (c) => {
      c.addChild('exports', `exports.bindMe = function (n) { return [this === undefined, typeof this, n].join(); };`);
      c.print(`${c.x}.bindMe.bind(${c.x})(1)`, `${c.x}.bindMe.apply({}, [2])`);
    },
    idiom,
  ),
  onBag('use.set-prototype', (c) => {
    c.add('body', `Object.setPrototypeOf(${c.x}, { inherited: 'yes' });`);
    c.print(`${c.x}.inherited`);
  }),
  onBag('use.object-create', (c) => {
    const o = c.name('derived');
    c.add('body', `const ${o} = Object.create(${c.x});\n${o}.mine = 1;`);
    c.print(`${o}.mine`, `typeof ${member(o, c.child.shape.keys[0].name)}`, `Object.getPrototypeOf(${o}) === ${c.x}`);
  }),
  onBag('use.set-inherited', (c) => {
    const o = c.name('derived');
    c.add('body', `const ${o} = Object.create(${c.x});\n${member(o, c.child.shape.keys[0].name)} = 'over';`);
    c.print(member(o, c.child.shape.keys[0].name));
  }),
  onBag('use.descriptor', (c) => {
    c.print(
      `JSON.stringify(Object.getOwnPropertyDescriptor(${c.x}, '${c.child.shape.keys[0].name}'), ['writable', 'enumerable', 'configurable'])`,
    );
  }),
  onBag(
    'use.live-binding',
    (c) => {
      c.addChild('exports', `exports.ticks = 0;\nexports.tick = () => { exports.ticks++; };`);
      c.add('body', `const { ticks } = ${c.x};\n${c.x}.tick();`);
      c.print('ticks', `${c.x}.ticks`);
    },
    idiom,
  ),
  onBag('use.set-from-two', (c) => {
    c.addChild(
      'exports',
      `exports.level = 'low';\nexports.setLevel = (v) => { exports.level = v; };\nexports.getLevel = () => exports.level;`,
    );
    c.add(
      'body',
      `${c.x}.setLevel('mid');\nconsole.log(${c.x}.level, ${c.x}.getLevel());\n${c.x}.level = 'high';\nconsole.log(${c.x}.getLevel());`,
    );
  }),
  onBag(
    'use.tagged-template',
    (c) => {
      c.addChild('exports', 'exports.tagFn = (s, ...v) => s.raw.join("|") + v.join();');
      c.print(`${c.x}.tagFn\`a\${1}b\``);
    },
    idiom,
  ),
  onBag(
    'use.new-member',
    (c) => {
      c.addChild(
        'exports',
        `exports.Made = function Made(n) { this.n = n; };\nexports.Made.prototype.get = function () { return this.n; };`,
      );
      c.print(`new ${c.x}.Made(7).get()`, `new ${c.x}.Made(1) instanceof ${c.x}.Made`);
    },
    idiom,
  ),
  onBag(
    'use.extends-member',
    (c) => {
      c.addChild('exports', `exports.Base = class { hi() { return 'hi'; } };`);
      const k = c.name('Sub');
      c.add('body', `class ${k} extends ${c.x}.Base { hi() { return super.hi() + '!'; } }`);
      c.print(`new ${k}().hi()`);
    },
    idiom,
  ),
  onBag(
    'use.optional-chain',
    (c) => {
      c.print(`${c.x}?.nope?.deeper`, `typeof ${c.x}?.['${c.child.shape.keys[0].name}']`, `${c.x}.nope?.()`);
    },
    idiom,
  ),
  onBag('use.await-whole', (c) => {
    c.add('body', `(async () => { const got = await ${c.x}; console.log('awaited', got === ${c.x}); })();`);
  }),
  onBag(
    'use.shorthand',
    (c) => {
      const o = c.name('deps');
      c.add('body', `const ${o} = { ${c.x}, other: 1 };`);
      c.print(`Object.keys(${o}).join()`, `typeof ${o}.${c.x}`);
    },
    idiom,
  ),
  onBag('use.exported-again', (c) => {
    c.add('body', `module.exports.again = ${c.x};\nconsole.log(typeof module.exports.again);`);
  }),
  onBag('use.logical-assign', (c) => {
    c.add('body', `${c.x}.maybe ||= 'filled';\n${c.x}.maybe &&= ${c.x}.maybe + '!';`);
    c.print(`${c.x}.maybe`);
  }),
  onBag('use.destructuring-target', (c) => {
    c.add('body', `[${c.x}.fromArray] = [${c.n}];\n({ v: ${c.x}.fromObject } = { v: 'v' });`);
    c.print(`${c.x}.fromArray`, `${c.x}.fromObject`);
  }),
  onFunction(
    'use.function-typeof',
    (c) => c.print(`typeof ${c.x}`, `${c.x}.length`, `${c.x} instanceof Function`),
    idiom,
  ),
  onFunction(
    'use.function-callback',
    (c) => c.print(`[1, 2].map((n) => ${c.x}(n)).join()`, `[3].map(${c.x}).join()`),
    idiom,
  ),
  onFunction(
    'use.function-apply',
    (c) => c.print(`${c.x}.call(null, 1)`, `${c.x}.apply({}, [2])`, `${c.x}.bind(null, 3)()`),
    idiom,
  ),
  onFunction(
    'use.function-write',
    (c) => {
      c.add('body', `${c.x}.flag = ${c.n};`);
      c.print(`${c.x}.flag`, `require('${c.spec}').flag`);
    },
    idiom,
  ),
  onFunction('use.function-keys', (c) => c.print(`Object.keys(${c.x}).join()`), idiom),
  onFunction(
    'use.function-passed',
    (c) => {
      const f = c.name('run');
      c.add('body', `const ${f} = (fn, n) => fn(n);`);
      c.print(`${f}(${c.x}, 4)`, `${c.x} === require('${c.spec}')`);
    },
    idiom,
  ),
  onClass(
    'use.class-extends',
    (c) => {
      const k = c.name('Sub');
      c.add('body', `class ${k} extends ${c.x} { constructor(n) { super(n + 1); } }`);
      c.print(`new ${k}(1).get()`, `new ${k}(1) instanceof ${c.x}`);
    },
    idiom,
  ),
  onClass(
    'use.class-prototype-patch',
    (c) => {
      c.add('body', `${c.x}.prototype.patched = function () { return 'patched' + this.get(); };`);
      c.print(`new ${c.x}(2).patched()`);
    },
    idiom,
  ),
  onClass(
    'use.class-inspect',
    (c) =>
      c.print(
        `typeof ${c.x}`,
        `${c.x}.prototype.constructor === ${c.x}`,
        `require('util').inspect(new ${c.x}(1)).length > 0`,
      ),
    idiom,
  ),
  onClass('use.class-without-new', (c) => {
    c.add('body', `try { ${c.x}(1); console.log('callable'); } catch (e) { console.log(e.name); }`);
  }),
];
