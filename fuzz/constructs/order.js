import { definer, toRoot } from './define.js';

/** Each stands around a request of `child`, which observes what happened before it. */
const def = definer('imports', { child: true });
/** Binds the child after what was put before it. @param {import('./define.js').Context} c */
const request = (c) => {
  const x = c.name('dep');
  c.add('requires', `const ${x} = require('${c.spec}');`);
  return { x };
};

/** Statements that must happen before, between or after the evaluation of dependencies. */
export const orderConstructs = [
  def('order.env-before', (c) => {
    c.addChild('mid', `console.log('env', process.env.FUZZ_FLAG);`);
    c.add('requires', `process.env.FUZZ_FLAG = 'flag${c.n}';`);
    return request(c);
  }),
  def('order.global-before', (c) => {
    c.addChild('mid', `console.log('global', global.fuzzGlobal, typeof globalThis.fuzzGlobal);`);
    c.add('requires', `global.fuzzGlobal = ${c.n};`);
    return request(c);
  }),
  def('order.prototype-before', (c) => {
    c.addChild('mid', `console.log('proto', [1].fuzzLast && [1, 2].fuzzLast());`);
    c.add(
      'requires',
      `Array.prototype.fuzzLast = function () { return this[this.length - 1]; };\nObject.defineProperty(Array.prototype, 'fuzzLast', { enumerable: false });`,
    );
    return request(c);
  }),
  def('order.trace-before', (c) => {
    c.add('before', `console.log('before the requires of ${c.module.label}');`);
    return request(c);
  }),
  def('order.trace-between', (c) => {
    c.add('requires', `console.log('between');`);
    const bound = request(c);
    c.add('requires', `console.log('after', typeof ${bound.x});`);
    return bound;
  }),
  def('order.call-between', (c) => {
    const f = c.name('setup');
    c.add('requires', `function ${f}() { console.log('setup runs'); return 1; }\nconst ${f}Result = ${f}();`);
    const bound = request(c);
    c.print(`${f}Result`);
    return bound;
  }),
  def(
    'order.pure-between',
    (c) => {
      const [a, f, k] = [c.name('limit'), c.name('helper'), c.name('Kind')];
      c.add('requires', `const ${a} = ${c.n} * 2, ${f} = (n) => n + ${a};\nclass ${k} { static id = 'kind'; }`);
      const bound = request(c);
      c.print(`${f}(1)`, `${k}.id`);
      return bound;
    },
    { idiom: true },
  ),
  def(
    'order.exports-between',
    (c) => {
      c.add('requires', `exports.early = ${c.n};`);
      return request(c);
    },
    { idiom: true },
  ),
  def('order.after-exports', (c) => {
    const x = c.name('dep');
    c.add('tail', `const ${x} = require('${c.spec}');\nconsole.log('last', typeof ${x});`);
  }),
  def('order.after-body', (c) => {
    c.add('tail', `console.log('end of body');\nrequire('${c.spec}');`);
  }),
  def('order.argument-parsing', (c) => {
    c.add('requires', `if (process.argv.includes('--help')) { console.log('usage'); process.exit(0); }`);
    return request(c);
  }),
  def('order.exit-before', (c) => {
    c.add(
      'requires',
      `if (${c.module.file === 'main.js' ? 'process.pid > 0' : 'false'}) { console.log('leaving'); process.exit(0); }`,
    );
    return request(c);
  }),
  def('order.timer-before', (c) => {
    c.addChild('mid', `setTimeout(() => console.log('timer child'), 0);`);
    c.add(
      'requires',
      `setTimeout(() => { console.log('timer parent'); setTimeout(() => console.log('nested'), 0); }, 0);`,
    );
    return request(c);
  }),
  def('order.promise-before', (c) => {
    c.addChild('mid', `Promise.resolve().then(() => console.log('promise child'));`);
    c.add('requires', `Promise.resolve().then(() => console.log('promise parent'));`);
    return request(c);
  }),
  def(
    'order.tick-and-promise',
    (c) => {
      c.addChild('mid', `process.nextTick(() => console.log('tick child'));`);
      c.add(
        'body',
        `Promise.resolve().then(() => console.log('micro'));\nprocess.nextTick(() => console.log('tick'));`,
      );
      return request(c);
    },
    { hard: true },
  ),
  def('order.handler-before', (c) => {
    c.addChild('mid', `process.emit('fuzz', 'from child');`);
    c.add('requires', `process.on('fuzz', (v) => console.log('handler', v));`);
    return request(c);
  }),
  def('order.exit-handler', (c) => {
    c.addChild('mid', `process.on('exit', () => console.log('exit child'));`);
    c.add('requires', `process.on('exit', (code) => console.log('exit parent', code));`);
    return request(c);
  }),
  def('order.throws-at-load', (c) => {
    c.program.files['throws.js'] = `console.log('about to throw');\nthrow new Error('load failed');\n`;
    const up = toRoot(c.module.file);
    c.add('requires', `try {\n  require('${up}throws');\n} catch (e) { console.log('caught', e.message); }`);
    return request(c);
  }),
  def(
    'order.retry-failed-load',
    (c) => {
      c.program.files['flaky.js'] =
        `console.log('flaky runs');\nglobal.attempts = (global.attempts || 0) + 1;\nif (global.attempts < 2) throw new Error('not yet');\nexports.ok = global.attempts;\n`;
      const up = toRoot(c.module.file);
      c.add(
        'requires',
        `for (let i = 0; i < 2; i++) {\n  try { console.log(require('${up}flaky').ok); } catch (e) { console.log(e.message); }\n}`,
      );
      return request(c);
    },
    { hard: true },
  ),
  def('order.uncaught', (c) => {
    c.program.exitCode = 1;
    c.add('tail', `throw new TypeError('deliberate');`);
    return request(c);
  }),
  def('order.syntax-error-lazy', (c) => {
    c.program.files['broken.js'] = `function ( {\n`;
    const up = toRoot(c.module.file);
    c.add('body', `try { require('${up}broken'); } catch (e) { console.log(e.name); }`);
    return request(c);
  }),
  def('order.shared-state', (c) => {
    c.program.files['state.js'] = `exports.log = [];\nexports.add = (s) => { exports.log.push(s); };\n`;
    const up = toRoot;
    c.addChild('mid', `require('${up(c.child.file)}state').add('child');`);
    c.add('requires', `require('${up(c.module.file)}state').add('parent');`);
    const bound = request(c);
    c.print(`require('${up(c.module.file)}state').log.join()`);
    return bound;
  }),
  def('order.register-plugins', (c) => {
    c.program.files['registry.js'] =
      `const all = {};\nexports.register = (n, f) => { all[n] = f; };\nexports.names = () => Object.keys(all).join();\n`;
    const up = toRoot;
    c.addChild('mid', `require('${up(c.child.file)}registry').register('child', () => 1);`);
    c.add(
      'requires',
      `const registry = require('${up(c.module.file)}registry');\nregistry.register('first', () => 0);`,
    );
    const bound = request(c);
    c.print('registry.names()');
    return bound;
  }),
  def('order.stack-limit', (c) => {
    c.addChild('mid', `console.log('limit', Error.stackTraceLimit);`);
    c.add('requires', `Error.stackTraceLimit = 3;`);
    return request(c);
  }),
  def('order.console-patched', (c) => {
    c.add('requires', `const plainLog = console.log;\nconsole.log = (...a) => plainLog('[p]', ...a);`);
    return request(c);
  }),
  def(
    'order.module-async',
    (c) => {
      c.addChild('exports', `exports.ready = (async () => { await null; console.log('child ready'); return 'r'; })();`);
      const bound = request(c);
      c.add(
        'body',
        `${bound.x}.ready.then((v) => console.log('parent saw', v));\nqueueMicrotask(() => console.log('parent micro'));`,
      );
      return bound;
    },
    { target: 'bag' },
  ),
  def('order.chdir', (c) => {
    c.addChild('mid', `console.log('cwd', require('path').basename(process.cwd()) === 'node_modules');`);
    c.program.files['node_modules/.keep'] = '';
    c.add('requires', `process.chdir(require('path').join(__dirname, '${toRoot(c.module.file)}node_modules'));`);
    return request(c);
  }),
];
