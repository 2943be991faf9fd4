import vm from 'node:vm';
import path from 'node:path';
import { parse } from 'parse5';

/**
 * Runs a page of a program in a realm of its own, as a browser would: classic scripts where they stand, deferred scripts
 * and modules after them in page order, then what was put off, then each inline handler once.
 * Needs `node --experimental-vm-modules`.
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
    addEventListener: (/** @type {string} */ _, /** @type {() => unknown} */ f) => later.push(f),
  };
  const context = vm.createContext({ log: print, console: { log: print }, document });
  vm.runInContext('var window = globalThis, self = globalThis;', context);
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
      module = new vm.SourceTextModule(text, { context, identifier: file });
      modules.set(file, module);
    }
    return module;
  };
  const link = (/** @type {string} */ specifier, /** @type {vm.Module} */ from) =>
    load(path.posix.join(path.posix.dirname(from.identifier), specifier));
  const classic = (/** @type {string} */ text, /** @type {string} */ name) => {
    document.currentScript = {};
    try {
      new vm.Script(text, { filename: name }).runInContext(context);
    } finally {
      document.currentScript = null;
    }
  };
  const { scripts, handlers } = readScripts(files.get(page) ?? '', page);
  for (const script of scripts.filter((s) => !s.deferred))
    await attempt(() => classic(script.text ?? files.get(script.file) ?? '', script.file));
  for (const script of scripts.filter((s) => s.deferred)) {
    await attempt(async () => {
      if (!script.module) return classic(files.get(script.file) ?? '', script.file);
      const module =
        script.text === null
          ? load(script.file)
          : new vm.SourceTextModule(script.text, { context, identifier: script.file });
      await module.link(link);
      await module.evaluate();
    });
  }
  for (let run = later.shift(); run; run = later.shift()) await attempt(run);
  for (const code of handlers)
    await attempt(() => vm.runInContext(`(function (event) { ${code}\n})`, context).call({}, {}));
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
 * @param {string} html
 * @param {string} page
 */
function readScripts(html, page) {
  /** @type {{ file: string, text: string | null, module: boolean, deferred: boolean }[]} */
  const scripts = [];
  /** @type {string[]} */
  const handlers = [];
  const visit = (/** @type {any} */ node) => {
    const attributes = new Map((node.attrs ?? []).map((/** @type {any} */ a) => [a.name, a.value]));
    for (const [name, value] of attributes) if (/^on/.test(name)) handlers.push(value);
    if (node.tagName === 'script') {
      const src = attributes.get('src');
      const module = attributes.get('type') === 'module';
      const file = src === undefined ? page : path.posix.join(path.posix.dirname(page), src);
      const text = src === undefined ? node.childNodes.map((/** @type {any} */ c) => c.value).join('') : null;
      scripts.push({ file, text, module, deferred: module || (src !== undefined && attributes.has('defer')) });
    }
    for (const child of node.childNodes ?? []) visit(child);
  };
  visit(parse(html));
  return { scripts, handlers };
}
