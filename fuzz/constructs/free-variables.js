import { definer, toRoot } from './define.js';

const def = definer('body');
const hard = { hard: true };
const idiom = { idiom: true };
/** A construct that only prints. @param {string} tag @param {string[]} expressions @param {Partial<import('./define.js').Construct>} [traits] */
const shows = (tag, expressions, traits) => def(tag, (c) => c.print(...expressions), traits);

/** The names that only CommonJS has. */
export const freeVariables = [
  shows(
    'free.dirname',
    [
      `require('path').relative(process.cwd(), __dirname)`,
      `require('path').basename(__filename).replace(/\\.[cm]?js$/, '')`,
    ],
    idiom,
  ),
  def(
    'free.dirname-read',
    (c) => {
      c.program.files['asset.txt'] = 'asset text';
      const up = toRoot(c.module.file);
      c.print(
        `require('fs').readFileSync(__dirname + '/${up}asset.txt', 'utf8')`,
        `require('fs').existsSync(require('path').join(__dirname, '${up}asset.txt'))`,
      );
    },
    idiom,
  ),
  def(
    'free.dirname-shorthand',
    (c) => {
      c.print(`Object.keys({ __dirname, __filename }).join()`, `typeof { __dirname }.__dirname`);
    },
    idiom,
  ),
  def(
    'free.dirname-shadowed',
    (c) => {
      const f = c.name('f');
      c.add('body', `function ${f}(__dirname, __filename = 'given') { return __dirname + __filename; }`);
      c.print(`${f}('dir')`, 'typeof __dirname');
    },
    idiom,
  ),
  def(
    'free.require-main',
    (c) => {
      c.add(
        'body',
        `if (require.main === module) console.log('${c.module.label} is main');\nelse console.log('${c.module.label} is not main');`,
      );
    },
    idiom,
  ),
  def(
    'free.require-main-reversed',
    (c) => {
      c.add('body', `const isMain = module === require.main;\nconsole.log('main', isMain, require.main !== module);`);
    },
    idiom,
  ),
  def(
    'free.require-main-negated',
    (c) => {
      c.add(
        'body',
        `if (module !== require.main) { console.log('used as a library'); } else { console.log('started'); }`,
      );
    },
    idiom,
  ),
  shows('free.module-parent', ['!module.parent'], {}),
  def('free.module-parent-branch', (c) => {
    c.add('body', `if (module.parent) console.log('has a parent'); else console.log('no parent');`);
  }),
  shows(
    'free.module-parent-file',
    ['module.parent && require("path").basename(module.parent.filename).length > 0'],
    hard,
  ),
  shows(
    'free.module-filename',
    [`require('path').basename(module.filename).replace(/\\.[cm]?js$/, '')`, 'typeof module.path'],
    {},
  ),
  shows('free.module-id', [`require('path').basename(module.id).replace(/\\.[cm]?js$/, '')`], hard),
  shows('free.module-loaded', ['module.loaded'], hard),
  shows('free.module-children', ['Array.isArray(module.children)', 'module.children.length'], hard),
  shows('free.module-paths', ['module.paths.length > 0', 'typeof module.paths'], hard),
  shows(
    'free.module-whole',
    ['typeof module', 'typeof exports', 'typeof require', 'module instanceof require("module")'],
    hard,
  ),
  shows('free.typeof', ['typeof module', "typeof exports === 'object'", "typeof require === 'function'"], {}),
  shows('free.typeof-define', ['typeof define', "typeof window === 'undefined'", 'typeof importScripts'], idiom),
  def(
    'free.environment-check',
    (c) => {
      c.add(
        'body',
        `const isNode = typeof module !== 'undefined' && !!module.exports;\nconsole.log(isNode ? 'node' : 'browser');`,
      );
    },
    idiom,
  ),
  shows(
    'free.require-resolve',
    [`require('path').basename(require.resolve('./${'main'}'.replace('main', require('path').basename(__filename))))`],
    {},
  ),
  shows('free.require-cache', ['typeof require.cache', 'Object.keys(require.cache).length > 0'], hard),
  def(
    'free.require-cache-reload',
    (c) => {
      c.program.files['reload.js'] =
        `console.log('reload runs');\nglobal.reloads = (global.reloads || 0) + 1;\nmodule.exports = global.reloads;\n`;
      const spec = toRoot(c.module.file) + 'reload';
      c.add(
        'body',
        `console.log(require('${spec}'));\ndelete require.cache[require.resolve('${spec}')];\nconsole.log(require('${spec}'));`,
      );
    },
    hard,
  ),
  def(
    'free.require-cache-stub',
    (c) => {
      c.program.files['stubbed.js'] = `module.exports = 'real';\n`;
      const spec = toRoot(c.module.file) + 'stubbed';
      c.add(
        'body',
        `require.cache[require.resolve('${spec}')] = { exports: 'stub', loaded: true };\nconsole.log(require('${spec}'));`,
      );
    },
    hard,
  ),
  def(
    'free.require-extensions',
    (c) => {
      c.program.files['page.tpl'] = 'template text';
      const spec = toRoot(c.module.file) + 'page.tpl';
      c.add(
        'body',
        `require.extensions['.tpl'] = (m, file) => { m.exports = require('fs').readFileSync(file, 'utf8'); };\nconsole.log(require('${spec}'));`,
      );
    },
    hard,
  ),
  def(
    'free.module-load-hook',
    (c) => {
      c.program.files['hooked.js'] = `module.exports = 'real';\n`;
      const spec = toRoot(c.module.file) + 'hooked';
      c.add(
        'body',
        `const NodeModule = require('module');\nconst loadBefore = NodeModule._load;\nNodeModule._load = function (request) { return request.endsWith('hooked') ? 'hooked' : loadBefore.apply(this, arguments); };\nconsole.log(require('${spec}'));\nNodeModule._load = loadBefore;`,
      );
    },
    hard,
  ),
  shows('free.process-main-module', ['typeof process.mainModule', 'process.mainModule === require.main'], hard),
  shows('free.require-main-filename', [`require('path').basename(require.main.filename).length > 0`], hard),
  def('free.this-top', (c) => {
    c.print('this === module.exports || typeof this', 'typeof this');
  }),
  def('free.this-in-arrow', (c) => {
    const f = c.name('arrow');
    c.add('body', `const ${f} = () => typeof this;`);
    c.print(`${f}()`, `[1].map(() => typeof this)[0]`);
  }),
  def('free.this-iife-root', (c) => {
    c.add('body', `(function (root) { root.fromRoot = ${c.n}; console.log(typeof root, root.fromRoot); })(this);`);
  }),
  def('free.this-call', (c) => {
    c.add('body', `(function () { console.log(typeof this); }).call(this);`);
  }),
  def(
    'free.global-names',
    (c) => {
      c.add(
        'body',
        `global.viaGlobal = ${c.n};\nconsole.log(globalThis.viaGlobal, global === globalThis, typeof self, viaGlobal);`,
      );
    },
    idiom,
  ),
  def('free.return-top', (c) => {
    c.add('tail', `console.log('before return');\nif (process.pid > 0) return;\nconsole.log('never');`);
  }),
  def('free.return-early', (c) => {
    c.add('mid', `if (process.env.FUZZ_UNSET) {\n  console.log('never');\n  return;\n}`);
  }),
  shows('free.arguments', ['arguments.length', 'typeof arguments', 'arguments[0] === exports'], hard),
  shows('free.new-target', ['new.target === undefined'], hard),
  def(
    'free.eval-require',
    (c) => {
      c.print(`eval("typeof require")`, `eval("require('path').sep")`);
    },
    hard,
  ),
  def('free.eval-local', (c) => {
    const v = c.name('secret');
    c.add('body', `const ${v} = ${c.n};`);
    c.print(`eval('${v} + 1')`, `(0, eval)('typeof ${v}')`);
  }),
  shows(
    'free.new-function',
    [`new Function('return typeof require')()`, `new Function('a', 'return a + 1')(1)`],
    idiom,
  ),
  shows('free.stack', [`new Error('x').stack.split('\\n')[1].includes('Object.<anonymous>')`], hard),
  def(
    'free.callsite',
    (c) => {
      c.add(
        'body',
        `function callerFile() {\n  const keep = Error.prepareStackTrace;\n  Error.prepareStackTrace = (_, s) => s;\n  const file = new Error().stack[1].getFileName();\n  Error.prepareStackTrace = keep;\n  return require('path').isAbsolute(file);\n}\nconsole.log(callerFile());`,
      );
    },
    hard,
  ),
  def(
    'free.worker',
    (c) => {
      c.program.files['worker-job.js'] =
        `const { parentPort, workerData } = require('worker_threads');\nparentPort.postMessage('job ' + workerData);\n`;
      const up = toRoot(c.module.file);
      c.add(
        'body',
        `const { Worker } = require('worker_threads');\nnew Worker(require('path').join(__dirname, '${up}worker-job.js'), { workerData: ${c.n} }).on('message', (m) => console.log('worker says', m));`,
      );
    },
    idiom,
  ),
  def(
    'free.fork',
    (c) => {
      c.program.files['child-job.js'] = `const os = require('os');\nprocess.send('child ' + typeof os.EOL);\n`;
      const up = toRoot(c.module.file);
      c.add(
        'body',
        `require('child_process').fork(__dirname + '/${up}child-job').on('message', (m) => console.log(m));`,
      );
    },
    idiom,
  ),
  def(
    'free.spawn',
    (c) => {
      c.program.files['script-job.js'] =
        `const { basename } = require('path');\nconsole.log('spawned', basename(__dirname).length > 0, require.main === module);\n`;
      const up = toRoot(c.module.file);
      c.add(
        'body',
        `console.log(require('child_process').execFileSync(process.execPath, [require.resolve('${up}script-job')], { encoding: 'utf8' }).trim());`,
      );
    },
    idiom,
  ),
];
