import vm from 'node:vm';
import path from 'node:path';
import { parse } from 'parse5';
import { PageDocument } from './document.js';

/**
 * Runs a page of a program in a realm of its own, as a browser would: classic scripts where they stand, deferred scripts
 * and modules after them in page order, then what was put off, then each inline handler once.
 * `public` is the folder that a server would serve. Needs `node --experimental-vm-modules`.
 * @param {ReadonlyMap<string, string>} files
 * @param {string} page
 * @returns {Promise<string[]>} what the program logged; `uncaught: <name>` for an error that nothing caught
 */
export async function runPage(files, page) {
  /** @type {string[]} */
  const log = [];
  /** @type {(() => unknown)[]} */
  const later = [];
  const print = (/** @type {unknown[]} */ ...values) => log.push(values.map(show).join(' '));
  const document = {
    currentScript: /** @type {object | null} */ (null),
    write: () => {},
    addEventListener: (/** @type {string} */ _, /** @type {() => unknown} */ f) => later.push(() => f.call(document)),
  };
  const context = vm.createContext({
    log: print,
    URL,
    fetch: async (/** @type {URL} */ url) => ({ text: async () => files.get(url.pathname.slice(1)) }),
    console: { log: print },
    document,
  });
  vm.runInContext('var window = globalThis, self = globalThis;', context);
  vm.runInContext(
    "{ const own = { length: 1 }; Object.defineProperty(globalThis, 'history', { get: () => own }); }",
    context,
  );
  const put = (/** @type {unknown} */ what) =>
    later.push(() =>
      typeof what === 'string'
        ? vm.runInContext(what, context)
        : /** @type {() => unknown} */ (what).call(vm.runInContext('globalThis', context)),
    );
  context.setTimeout = put;
  context.later = put;
  const attempt = async (/** @type {() => unknown} */ run) => {
    try {
      await run();
    } catch (error) {
      log.push(`uncaught: ${/** @type {Error} */ (error).name}`);
    }
  };
  /** @type {Map<string, vm.SourceTextModule>} */
  const modules = new Map();
  const load = (/** @type {string} */ file) => {
    let module = modules.get(file);
    if (!module) {
      const text = files.get(file);
      if (text === undefined) throw new Error(`No such file: ${file}`);
      module = new vm.SourceTextModule(text, {
        context,
        identifier: file,
        initializeImportMeta: (meta) => void (meta.url = `file:///${file}`),
        importModuleDynamically: importLater,
      });
      modules.set(file, module);
    }
    return module;
  };
  const link = (/** @type {string} */ specifier, /** @type {vm.Module} */ from) =>
    load(path.posix.join(path.posix.dirname(from.identifier), specifier));
  /** @type {Map<vm.Module, Promise<void>>} */
  const started = new Map();
  const start = async (/** @type {vm.Module} */ module) => {
    if (module.status === 'unlinked') await module.link(link);
    await module.evaluate();
  };
  const importLater = async (/** @type {string} */ specifier, /** @type {vm.Module} */ from) => {
    const module = link(specifier, from);
    const isEvaluated = module.status === 'evaluated' || module.status === 'evaluating';
    if (!isEvaluated && !started.has(module)) started.set(module, start(module));
    await started.get(module);
    return module;
  };
  const classic = (/** @type {string} */ text, /** @type {string} */ name) => {
    document.currentScript = {};
    try {
      new vm.Script(text, { filename: name }).runInContext(context);
    } finally {
      document.currentScript = null;
    }
  };
  const html = parse(files.get(page) ?? '');
  const scripts = readScripts(html, page);
  const elements = new PageDocument(html, context);
  Object.assign(document, elements.methods());
  for (const script of scripts.filter((s) => !s.deferred)) {
    const text = script.text ?? files.get(script.file) ?? '';
    const folder = path.posix.dirname(page);
    const { main } = script;
    if (main !== null) await attempt(() => installAmd(files, path.posix.dirname(main), folder, context)(main));
    else if (/\bdefine\.amd =/.test(text)) installAmd(files, folder, folder, context);
    else await attempt(() => classic(text, script.file));
  }
  for (const script of scripts.filter((s) => s.deferred)) {
    const { main } = script;
    if (main !== null) {
      await attempt(() => installAmd(files, path.posix.dirname(main), path.posix.dirname(page), context)(main));
      continue;
    }
    if (!script.module) {
      await attempt(() => classic(files.get(script.file) ?? '', script.file));
      continue;
    }
    await attempt(async () => {
      const module =
        script.text === null
          ? load(script.file)
          : new vm.SourceTextModule(script.text, {
              context,
              identifier: script.file,
              importModuleDynamically: importLater,
            });
      // Another module may have imported it already.
      if (module.status === 'unlinked') await module.link(link);
      await module.evaluate();
    });
  }
  for (let run = later.shift(); run; run = later.shift()) await attempt(run);
  // What `import()` has started.
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  for (const event of elements.events()) await attempt(event);
  return log;
}

/** @param {unknown} value */
function show(value) {
  if (typeof value === 'function') return 'function';
  if (value instanceof Error || Object.prototype.toString.call(value) === '[object Error]')
    return `error ${/** @type {Error} */ (value).name}`;
  if (typeof value === 'object' && value !== null)
    return JSON.stringify(value, (_, v) => (typeof v === 'function' ? 'function' : v));
  return String(value);
}

/**
 * @param {any} html
 * @param {string} page
 */
function readScripts(html, page) {
  /** @type {{ file: string, text: string | null, module: boolean, deferred: boolean, main: string | null }[]} */
  const scripts = [];
  const visit = (/** @type {any} */ node) => {
    const attributes = new Map((node.attrs ?? []).map((/** @type {any} */ a) => [a.name, a.value]));
    if (node.tagName === 'script') {
      const src = attributes.get('src');
      const module = attributes.get('type') === 'module';
      const file =
        src === undefined ? page : path.posix.join(src[0] === '/' ? 'public' : path.posix.dirname(page), src);
      const text = src === undefined ? node.childNodes.map((/** @type {any} */ c) => c.value).join('') : null;
      const main = attributes.get('data-main');
      scripts.push({
        main: main === undefined ? null : path.posix.join(path.posix.dirname(page), main),
        file,
        text,
        module,
        deferred: module || (src !== undefined && attributes.has('defer')),
      });
    }
    for (const child of node.childNodes ?? []) visit(child);
  };
  visit(html);
  return scripts;
}

/**
 * A small AMD loader: what RequireJS does with files at hand, at once.
 * @param {ReadonlyMap<string, string>} files
 * @param {string} base the folder that names are relative to
 * @param {string} folder the folder of the page
 * @param {vm.Context} context
 * @returns what runs a file as the main module
 */
function installAmd(files, base, folder, context) {
  /** @type {{ baseUrl?: string, paths?: Record<string, string | string[]>, shim?: Record<string, { exports?: string, deps?: string[] }> }} */
  let config = { ...context.require };
  const start = (/** @type {{ deps?: string[], callback?: () => void }} */ { deps, callback }) => {
    if (deps) context.require(deps, callback ?? (() => {}));
  };
  const first = { ...context.require };
  /** @type {Map<string, { value: unknown }>} */
  const loaded = new Map();
  const load = (/** @type {string} */ id, /** @type {string} */ from) => {
    if (id.startsWith('text!')) return files.get(locate(id.slice(5), from));
    const file = `${locate(id, from)}.js`;
    const known = loaded.get(file);
    if (known) return known.value;
    const module = { value: /** @type {unknown} */ (undefined) };
    loaded.set(file, module);
    const shim = config.shim?.[id];
    for (const dep of shim?.deps ?? []) load(dep, from);
    run(file, module);
    if (shim?.exports) module.value = context[shim.exports];
    return module.value;
  };
  const root = () => (config.baseUrl === undefined ? base : path.posix.join(folder, config.baseUrl));
  const locate = (/** @type {string} */ id, /** @type {string} */ from) => {
    if (id.startsWith('.')) return path.posix.join(from === '' ? root() : path.posix.dirname(from), id);
    const [first, ...rest] = id.split('/');
    const mapped = [config.paths?.[id] ?? [config.paths?.[first] ?? first, ...rest].join('/')].flat()[0];
    return path.posix.join(root(), mapped);
  };
  /** What asks for modules now is no file that runs, but a function of one. */
  let isRead = false;
  const functions = (/** @type {string} */ file, /** @type {{ value: unknown }} */ module) => {
    const exports = {};
    const call = (/** @type {any[]} */ args) => {
      if (typeof args[0] === 'string') args.shift();
      const [deps, factory] = Array.isArray(args[0]) ? args : [['require', 'exports', 'module'], args[0]];
      const require = (/** @type {any[]} */ ...asked) =>
        Array.isArray(asked[0]) ? later(asked) : load(asked[0], file);
      // RequireJS loads what the text of the factory asks for before it runs that.
      if (!Array.isArray(args[0]) && typeof factory === 'function' && factory.length > 0)
        for (const [, id] of String(factory).matchAll(/[^.\w]require\s*\(\s*["']([^'"\s]+)["']\s*\)/g)) load(id, file);
      const own = { require, exports, module: { exports } };
      const get = (/** @type {string} */ d) => (Object.hasOwn(own, d) ? Reflect.get(own, d) : load(d, file));
      // Who needs this module in turn gets the object that it will fill.
      if (Array.isArray(args[0]) && deps.includes('exports')) module.value = exports;
      const values = deps.map(get);
      const wasRead = isRead;
      isRead = true;
      module.value = typeof factory === 'function' ? (factory(...values) ?? exports) : factory;
      isRead = wasRead;
    };
    const define = Object.assign((/** @type {any[]} */ ...args) => call(args), { amd: {} });
    const later = (/** @type {any[]} */ args) => void context.setTimeout(() => call(args), 0);
    const require = Object.assign((/** @type {any[]} */ ...args) => (isRead ? later(args) : call(args)), {
      config: (/** @type {any} */ c) => {
        config = { ...config, ...c };
        start(c);
      },
    });
    Object.assign(context, { define, require, requirejs: require });
  };
  const run = (/** @type {string} */ file, /** @type {{ value: unknown }} */ module) => {
    const { define, require, requirejs } = context;
    functions(file, module);
    isRead = false;
    vm.runInContext(files.get(file) ?? '', context, { filename: file });
    Object.assign(context, { define, require, requirejs });
  };
  functions('', { value: undefined });
  start(first);
  return (/** @type {string} */ main) => run(main.endsWith('.js') ? main : `${main}.js`, { value: undefined });
}
