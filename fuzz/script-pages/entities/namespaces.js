import { indented } from '../program.js';
import { quoted } from './modules.js';
/** @typedef {import('../program.js').Program} Program @typedef {import('../program.js').Entity} Entity */

/** How one file adds to a namespace in any order. @param {Program} p @param {string} ns @param {(object: string) => string[]} lines */
function loosely(p, ns, lines) {
  const [inner, name] = [lines('my'), lines(ns)];
  return p.r.pick([
    () => [`var ${ns} = ${ns} || {};`, ...name],
    () => [`var ${ns} = ${ns} || {};`, '(function () {', "  'use strict';", ...indented(name), '})();'],
    () => [`window.${ns} = window.${ns} || {};`, '(function (my) {', ...indented(inner), `}(${ns}));`],
    () => [
      `window.${ns} = window.${ns} || {};`,
      '(function (my, undefined) {',
      ...indented(inner),
      `})(window.${ns});`,
    ],
    () => [`var ${ns} = (function (my) {`, `  var secret = 1;`, ...indented(inner), '  return my;', `}(${ns} || {}));`],
    () => [`var ${ns} = (function (my, w) {`, ...indented(inner), '  return my;', `}(window.${ns} || {}, window));`],
    () => ['(function (exports) {', ...indented(lines('exports')), `})(this.${ns} = this.${ns} || {});`],
    () => [
      '(function (window) {',
      `  window.${ns} = window.${ns} || {};`,
      ...indented(lines(`window.${ns}`)),
      '})(window);',
    ],
    () => [`this.${ns} = this.${ns} || {};`, '!function () {', ...indented(name), '}();'],
    () => [`if (!window.${ns}) window.${ns} = {};`, ...name],
    () => [`var ${ns} = ${ns} || {};`, '(function () {', `  var C = ${ns};`, ...indented(lines('C')), '}());'],
    () => [`window.${ns} || (window.${ns} = {});`, ...name],
  ])();
}

/**
 * A namespace that several files fill in any order, each with members of its own: functions, values, classes, submodules.
 * @param {Program} p @param {string} ns @returns {Entity}
 */
export function namespace(p, ns) {
  const { r } = p;
  const own = r.chance(0.45) ? 0 : 1 + r.int(7);
  /** @type {Entity} */
  const entity = { name: ns, parts: [], anyOrder: true, reads: [], values: [ns], writes: [] };
  const count = 1 + r.int(4);
  for (let i = 0; i < count; i++) {
    entity.reads.push(`${ns}.f${i}()`, `${ns}.f${i}()`, `${ns}.v${i}`);
    const hasClass = r.chance(0.25);
    if (hasClass) entity.reads.push(`new ${ns}.C${i}(2).get()`);
    const hasSub = r.chance(0.2);
    if (hasSub) entity.reads.push(`${ns}.sub${i}.up('x')`, `${ns}.sub${i}.level`);
    entity.parts.push((at) => {
      const body = quoted(p.body(at, ns));
      const other = r.int(count);
      return loosely(p, ns, (o) => [
        ...r.pick([
          [`${o}.f${i} = function () {`, `  return 'f${i}' + ${body};`, '};'],
          [`function own${i}() {`, `  return 'own' + ${body};`, '}', `${o}.f${i} = own${i};`],
          [`${o}.f${i} = () => 'arrow';`],
          [
            `${o}.f${i} = function f${i}(deep) {`,
            `  return deep || ${o}.v${other} === 0 ? 'deep' : 'f' + f${i}(true);`,
            '};',
          ],
        ]),
        r.pick([`${o}.v${i} = ${i};`, `${o}.v${i} = [${i}];`, `${o}.v${i} = { k: ${i} };`]),
        ...(hasClass
          ? [
              `${o}.C${i} = function (v) {`,
              '  this.v = v;',
              '};',
              `${o}.C${i}.prototype.get = function () {`,
              '  return this.v;',
              '};',
            ]
          : []),
        ...(hasSub
          ? r.pick([
              [
                `${o}.sub${i} = (function () {`,
                '  function up(s) { return s.toUpperCase(); }',
                '  return { up: up, level: 2 };',
                '}());',
              ],
              [`${o}.sub${i} = {};`, `${o}.sub${i}.up = function (s) { return s + s; };`, `${o}.sub${i}.level = 1;`],
              [`${o}.sub${i} = ${o}.sub${i} || {};`, `${o}.sub${i}.up = function (s) { return s; };`],
            ])
          : []),
      ]);
    });
  }
  if (own === 1) entity.reads.push(`Object.keys(${ns}).length`, `'f0' in ${ns}`);
  if (own === 2) entity.reads.push(`typeof ${ns}.f9`, `${ns}.none && ${ns}.none()`, `${ns}.f0 ? ${ns}.f0() : 'no'`);
  if (own === 3) entity.reads.push(`${ns}['f' + 0]()`, `${ns}['v0']`, `${ns}.hasOwnProperty('v0')`);
  if (own === 4) entity.writes?.push(`delete ${ns}.v0;`, `${ns}.v0 = 'new';`, `${ns}.v0 += 1;`);
  if (own === 5) entity.writes?.push(`${ns}.f0 = function () { return 'other'; };`, `for (var key in ${ns}) log(key);`);
  if (own === 6) entity.reads.push(`window.${ns}.f0()`, `self.${ns}.v0`, `this.${ns}.v0`);
  return entity;
}

/** One file makes the object, others add to it, plainly or in place. @param {Program} p @param {string} ns @returns {Entity} */
export function made(p, ns) {
  const { r } = p;
  /** @type {Entity} */
  const entity = {
    name: ns,
    parts: [
      () =>
        r.pick([
          [`var ${ns} = {};`],
          [`window.${ns} = {};`],
          [`var ${ns} = {`, '  f0: function () { return 0; },', '};'],
          [`var ${ns} = { v0: 1 };`],
        ]),
    ],
    reads: [`typeof ${ns}`],
    values: [ns],
  };
  const count = 1 + r.int(3);
  for (let i = 1; i <= count; i++) {
    entity.reads.push(`${ns}.m${i}()`);
    entity.parts.push((at) => {
      const body = quoted(p.body(at, ns));
      const lines = (/** @type {string} */ o) => [`${o}.m${i} = function () {`, `  return 'm${i}' + ${body};`, '};'];
      return r.pick([
        () => lines(ns),
        () => [`(function (o) {`, ...indented(lines('o')), `})(${ns});`],
        () => ['(function () {', `  var hidden = ${i};`, `  ${ns}.m${i} = function () { return hidden++; };`, '})();'],
        () => [`Object.assign(${ns}, {`, `  m${i}: function () { return ${body}; },`, '});'],
        () => [`extend(${ns}, {`, `  m${i}: function () { return ${body}; },`, '});'],
        () => [`${ns}.m${i} = function () {`, `  return ${ns}.extra${i};`, '};', `${ns}.extra${i} = ${i};`],
      ])();
    });
  }
  return entity;
}
