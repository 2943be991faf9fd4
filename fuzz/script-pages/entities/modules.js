import { indented } from '../program.js';
/** @typedef {import('../program.js').Program} Program @typedef {import('../program.js').Entity} Entity */

/** An object that one immediately called function makes, in its forms. @param {Program} p @param {string} name @returns {Entity} */
export function revealing(p, name) {
  const { r } = p;
  const reads = [`${name}.next()`, `${name}.now()`];
  const extra = r.chance(0.4)
    ? [`window.${name}.now()`, `'next' in ${name}`, `Object.keys(${name}).length`, `typeof ${name}.none`]
    : [];
  if (extra.length > 0) reads.push(r.pick(extra));
  const made = (/** @type {number} */ at) =>
    r.pick([
      () => [
        'var n = 0;',
        'function next() {',
        '  return ++n;',
        '}',
        'function peek() {',
        `  return n + ${quoted(p.body(at, name))};`,
        '}',
        'return { next: next, now: peek };',
      ],
      () => [
        'var my = {};',
        'var n = 3;',
        'my.next = function () { return n++; };',
        'my.now = function () { return n; };',
        'return my;',
      ],
      () => [
        'var my = {},',
        '    count = 1;',
        'function bump() {',
        '  return count++;',
        '}',
        'my.next = bump;',
        'my.now = function () {',
        '  return my.next() + count;',
        '};',
        'return my;',
      ],
      () => [
        'var n = 10;',
        'return {',
        '  next: function () { return n--; },',
        '  now: function () { return n; },',
        '  size: 4,',
        '};',
      ],
      () => ['let n = 10;', 'const next = () => n--;', 'return {', '  next,', '  now() { return n; },', '};'],
      () => [
        'var n = 5;',
        'return {',
        '  n: n,',
        '  next: function () { return this.n++; },',
        '  now: function () { return this.n; },',
        '};',
      ],
      () => [
        'var last = 0;',
        'function next() { last = last + 2; return last; }',
        'return { next: next, now: function () { return last; }, last: last };',
      ],
      () => [
        'var secret = 7;',
        'var api = { next: next, now: now };',
        'function next() { return secret++; }',
        'function now() { return secret; }',
        'return api;',
      ],
    ])();
  const part = (/** @type {number} */ at) => {
    const body = indented(made(at));
    const strict = r.chance(0.2) ? ["  'use strict';"] : [];
    const param = r.pick([
      ['', ''],
      ['', ''],
      ['', ''],
      ['window', 'window'],
      ['window, document, undefined', 'window, document'],
      ['root', 'this'],
    ]);
    return r.pick([
      () => [`var ${name} = (function (${param[0]}) {`, ...strict, ...body, `})(${param[1]});`],
      () => [`var ${name} = (function (${param[0]}) {`, ...strict, ...body, `}(${param[1]}));`],
      () => [`var ${name} = function (${param[0]}) {`, ...strict, ...body, `}(${param[1]});`],
      () => [`window.${name} = (function () {`, ...strict, ...body, '})();'],
      () => [`this.${name} = (function () {`, ...strict, ...body, '}).call(this);'],
      () => [`var ${name} = (() => {`, ...strict, ...body, '})();'],
      () => [`var ${name} = ${name} || (function () {`, ...strict, ...body, '}());'],
      () => [`var ${name};`, `${name} = (function () {`, ...strict, ...body, '})();'],
    ])();
  };
  return { name, parts: [part], reads, values: [name] };
}

/** A literal, a singleton, an object that a function of its file fills. @param {Program} p @param {string} name @returns {Entity} */
export function objectModule(p, name) {
  const { r } = p;
  const part = (/** @type {number} */ at) => {
    const value = quoted(p.body(at, name));
    return r.pick([
      [
        `var ${name} = {`,
        '  n: 0,',
        '  next: function () { return ++this.n; },',
        '  now: function () { return this.n; },',
        '};',
      ],
      [
        `var ${name} = {`,
        `  next: function () { return 'n' + ${value}; },`,
        `  now: function () { return 'now'; },`,
        '};',
      ],
      [
        `var ${name} = {};`,
        '(function () {',
        `  var n = 1;`,
        `  ${name}.next = function () { return n++; };`,
        `  ${name}.now = function () { return n; };`,
        '})();',
      ],
      [
        `var ${name} = {};`,
        '',
        `${name}.next = function () {`,
        `  return ${value};`,
        '};',
        `${name}.now = function () {`,
        `  return ${name}.next();`,
        '};',
      ],
      [
        `var ${name} = new function () {`,
        '  var n = 2;',
        '  this.next = function () { return n++; };',
        '  this.now = function () { return n; };',
        '}();',
      ],
      [`const ${name} = {`, `  next() { return 1; },`, `  now: () => ${value},`, '};'],
    ]);
  };
  const reads = [`${name}.next()`, `${name}.now()`];
  return {
    name,
    parts: [part],
    lexical: true,
    reads,
    values: [name],
    writes: [`${name}.now = function () { return 'set'; };`],
  };
}

/** Immediately called functions that share nothing but what they log. @param {Program} p @param {number} at @returns {string[]} */
export function sideEffect(p, at) {
  const { r } = p;
  const body = [`  var x = ${r.int(9)};`, `  log('iife', x, typeof ${r.pick(p.entities)?.name ?? 'none'});`];
  return r.pick([
    ['(function () {', ...body, '})();'],
    ['(function () {', "  'use strict';", ...body, '}());'],
    ['!function () {', ...body, '}();'],
    ['+function (w) {', ...body, '}(window);'],
    ['void function () {', ...body, '}();'],
    ['(() => {', ...body, '})();'],
    ['(function () {', ...body, `  log(this === window);`, '}).call(this);'],
    ['(async function () {', ...body, `  await null;`, `  log('after', ${quoted(p.body(at))});`, '})();'],
    ['(function (undefined) {', ...body, `  if (x > 4) return;`, `  log('small', undefined);`, '})();'],
    ['new function () {', ...body, '  this.z = x;', '}();'],
    ['(function () {', ...body, `  log(arguments.length);`, '})(1, 2);'],
  ]);
}

/** @param {string} expression */
export const quoted = (expression) => (/[?=<]| in /.test(expression) ? `(${expression})` : expression);
