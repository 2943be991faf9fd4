import { givenNames, watchedGlobals } from '../../analyse/effects/callables.js';

/**
 * What is known of functions outside the project: whether a call can be moved before or after other code without
 * anybody noticing. `pure`: reads nothing that changes and changes nothing; `reads`: depends on outside state;
 * anything not listed acts on it.
 */
export type Purity = 'pure' | 'reads' | 'acts';

const pureGlobals = new Set([
  'Array',
  'ArrayBuffer',
  'BigInt',
  'Boolean',
  'DataView',
  'Date.UTC',
  'Error',
  'EvalError',
  'Float32Array',
  'Float64Array',
  'Int16Array',
  'Int32Array',
  'Int8Array',
  'Map',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'RangeError',
  'ReferenceError',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'SyntaxError',
  'TextDecoder',
  'TextEncoder',
  'TypeError',
  'URIError',
  'URL',
  'URLSearchParams',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'WeakMap',
  'WeakRef',
  'WeakSet',
  'AbortController',
  'EventTarget',
  'AggregateError',
  'structuredClone',
  'queueMicrotask.length',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'escape',
  'unescape',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'Buffer',
  'atob',
  'btoa',
]);
/** Namespaces of functions that only compute. `Object`'s writers change their argument, which the caller holds. */
const pureNamespaces = new Set([
  'Math',
  'JSON',
  'Object',
  'Array',
  'Number',
  'String',
  'Symbol',
  'Reflect',
  'Promise',
  'Buffer',
  'BigInt',
  'Intl',
  'Date.UTC',
  'Function.prototype',
  'Array.prototype',
  'Object.prototype',
  'String.prototype',
  'RegExp.prototype',
  'Error.prototype',
  'Error',
  'URL',
]);
const impureMembers = new Set(['Math.random', 'Object.setPrototypeOf']);
const readingGlobals = new Set([
  'Date',
  'Date.now',
  'Math.random',
  'process.cwd',
  'process.hrtime',
  'process.uptime',
  'process.memoryUsage',
  'performance.now',
  'crypto.randomUUID',
]);

/** The purity of calling a global by its path, such as `Object.keys`. */
export function globalPurity(path: string[]): Purity {
  const full = path.join('.').replace(/^(globalThis|global|window)\./, '');
  if (readingGlobals.has(full)) return 'reads';
  if (impureMembers.has(full)) return 'acts';
  if (pureGlobals.has(full)) return 'pure';
  const parent = path
    .slice(0, -1)
    .join('.')
    .replace(/\.(call|apply|bind)$/, '');
  if (/\.(call|apply|bind)$/.test(full) && /^(Function|Array|Object|String|RegExp|Error)(\.prototype)?\./.test(full))
    return 'pure';
  return pureNamespaces.has(parent) || pureNamespaces.has(path[0] ?? '') ? 'pure' : 'acts';
}

const pureBuiltins = new Set([
  'path',
  'path/posix',
  'path/win32',
  'url',
  'querystring',
  'punycode',
  'string_decoder',
  'buffer',
  'events',
  'util',
  'util/types',
  'assert',
  'assert/strict',
  'stream',
  'constants',
  'sys',
]);
const readingBuiltins = new Set([
  'os',
  'tty',
  'v8',
  'perf_hooks',
  'crypto',
  'worker_threads',
  'zlib',
  'timers',
  'async_hooks',
]);
/** Exceptions in modules that are otherwise pure. */
const builtinMembers = new Map<string, Purity>([
  ['events.once', 'pure'],
  ['path.resolve', 'reads'],
  ['path.relative', 'reads'],
  ['util.log', 'acts'],
  ['util.print', 'acts'],
  ['util.puts', 'acts'],
  ['fs.readFileSync', 'reads'],
  ['fs.existsSync', 'reads'],
  ['fs.statSync', 'reads'],
  ['fs.lstatSync', 'reads'],
  ['fs.readdirSync', 'reads'],
  ['fs.realpathSync', 'reads'],
  ['fs.realpathSync.native', 'reads'],
  ['fs.accessSync', 'reads'],
  ['module.createRequire', 'pure'],
  ['http.STATUS_CODES', 'pure'],
  ['http.createServer', 'pure'],
  ['http.Server', 'pure'],
  ['https.createServer', 'pure'],
  ['https.Server', 'pure'],
  ['net.createServer', 'pure'],
  ['net.Server', 'pure'],
  ['http.Agent', 'pure'],
  ['https.Agent', 'pure'],
  ['vm.Script', 'pure'],
  ['crypto.getHashes', 'pure'],
  ['crypto.createHash', 'pure'],
  ['crypto.createHmac', 'pure'],
  ['zlib.constants', 'pure'],
]);

/** The purity of calling (or constructing) a member of a Node builtin. */
export function builtinPurity(name: string, path: string[]): Purity {
  for (let length = path.length; length > 0; length--) {
    const known = builtinMembers.get([name, ...path.slice(0, length)].join('.'));
    if (known) return known;
  }
  if (pureBuiltins.has(name)) return 'pure';
  return readingBuiltins.has(name) ? 'reads' : 'acts';
}

/** Methods of arrays, strings, maps, promises and functions: they touch their own object and call their callbacks. */
const ownObjectMethods = new Set(
  (
    'at charAt charCodeAt codePointAt concat constructor copyWithin endsWith entries every exec fill filter find findIndex findLast ' +
    'flat flatMap forEach get has hasOwnProperty includes indexOf isPrototypeOf join keys lastIndexOf localeCompare map match matchAll ' +
    'normalize padEnd padStart pop propertyIsEnumerable push reduce reduceRight repeat replace replaceAll reverse search set add delete ' +
    'clear shift slice some sort splice split startsWith substr substring test toFixed toISOString toJSON toLocaleString toLowerCase ' +
    'toPrecision toString toUpperCase trim trimEnd trimStart trimLeft trimRight unshift valueOf values bind call apply then catch finally'
  ).split(' '),
);

export function isOwnObjectMethod(name: string): boolean {
  return ownObjectMethods.has(name);
}

/** Process facts that never change while it runs. */
export function isFixedGlobal(path: string[]): boolean {
  return /^process\.(platform|version|versions|arch|pid|execPath|release|config|features|binding|nextTick|emitWarning|on)$/.test(
    path.join('.'),
  );
}

/** True for the name of a module that is part of Node. */
export function isBuiltinName(name: string): boolean {
  return /^(node:)?(assert|async_hooks|buffer|child_process|cluster|console|crypto|dgram|dns|domain|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|punycode|querystring|readline|repl|stream|string_decoder|timers|tls|tty|url|util|v8|vm|wasi|worker_threads|zlib)(\/\w+)?$/.test(
    name,
  );
}

/** `String.prototype.x =`, `Error.stackTraceLimit =`, `global.Promise =`: what the language gives becomes something else. */
export function isPatch(path: string[]): boolean {
  const [first, ...members] = path;
  const name = /^(global|globalThis|window|self)$/.test(first!) ? members[0] : first;
  return name === '*' || (name !== undefined && givenNames.has(name) && !watchedGlobals.has(name));
}

/** Globals whose calls reach no code of the program but the functions they are given. */
export function isKnownGlobal(path: string[]): boolean {
  return /^(console|process|set(Timeout|Interval|Immediate)|clear\w+|queueMicrotask|performance|fetch)$/.test(path[0]!);
}
