import { indented } from '../program.js';
import { quoted } from './modules.js';
/** @typedef {import('../program.js').Program} Program @typedef {import('../program.js').Entity} Entity */

/** The base of a chain of augmentations. @param {Program} p @param {string} m @param {number} at */
function base(p, m, at) {
  const { r } = p;
  const body = quoted(p.body(at, m));
  return r.pick([
    () => [
      `var ${m} = (function () {`,
      '  var my = {};',
      `  my.f = function () { return 'f' + ${body}; };`,
      `  my.g = function () { return 'g'; };`,
      `  my.n = 1;`,
      '  return my;',
      '})();',
    ],
    () => [
      `var ${m} = (function (my) {`,
      `  my.f = function () { return 'f' + ${body}; };`,
      `  my.g = function () { return 'g' + my.f(); };`,
      `  my.n = 1;`,
      '  return my;',
      `}(${m} || {}));`,
    ],
    () => [
      `var ${m} = (function () {`,
      `  function f() { return ${body}; }`,
      `  function g() { return f() + 'g'; }`,
      '  return { f: f, g: g, n: 1 };',
      '}());',
    ],
    () => [
      `var ${m} = {`,
      `  f: function () { return ${body}; },`,
      `  g: function () { return 'g'; },`,
      '  n: 1,',
      '};',
    ],
    () => [
      `window.${m} = {};`,
      `${m}.f = function () { return ${body}; };`,
      `${m}.g = function () { return 'g'; };`,
      `${m}.n = 1;`,
    ],
  ])();
}

/** How a later file adds to it. @param {Program} p @param {string} m @param {(object: string) => string[]} lines */
function tightly(p, m, lines) {
  const inner = indented(lines('my'));
  return p.r.pick([
    () => [`var ${m} = (function (my) {`, ...inner, '  return my;', `})(${m});`],
    () => [`${m} = (function (my) {`, ...inner, '  return my;', `}(${m}));`],
    () => [`var ${m} = (function (my) {`, ...inner, '  return my;', `}(${m} || {}));`],
    () => ['(function (my) {', ...inner, `})(${m});`],
    () => ['(function () {', ...indented(lines(m)), '})();'],
    () => lines(m),
  ])();
}

/** A module that later files add to and override. @param {Program} p @param {string} m @returns {Entity} */
export function overridden(p, m) {
  const { r } = p;
  /** @type {Entity} */
  const entity = {
    name: m,
    parts: [(at) => base(p, m, at)],
    reads: [`${m}.f()`, `${m}.f()`, `${m}.g()`, `${m}.n`],
    values: [m],
  };
  const count = 1 + r.int(3);
  for (let i = 0; i < count; i++) {
    const kind = r.int(5);
    if (kind === 4) entity.reads.push(`${m}.add${i}()`);
    entity.parts.push(() =>
      tightly(p, m, (o) =>
        kind < 3
          ? r.pick([
              [`var old${i} = ${o}.f;`, `${o}.f = function () {`, `  return 'over${i}' + old${i}();`, '};'],
              [`var old${i} = ${o}.f;`, `${o}.f = function () {`, `  return 'over${i}' + old${i}.call(this);`, '};'],
              [
                `var before${i} = ${o}.g;`,
                `function changed${i}() {`,
                `  return before${i}() + 'changed';`,
                '}',
                `${o}.g = changed${i};`,
              ],
              [`${o}.f = function () { return 'plain${i}'; };`],
            ])
          : kind === 3
            ? [`${o}.n = ${o}.n + ${i + 1};`]
            : [`${o}.add${i} = function () {`, `  return ${o}.f() + '!';`, '};'],
      ),
    );
  }
  return entity;
}

/** Files that share private state. @param {Program} p @param {string} m @returns {Entity} */
export function sharedPrivate(p, m) {
  const { r } = p;
  const isSealed = r.chance(0.4);
  const seals = (/** @type {string} */ o) => [
    `var _private = ${o}._private = ${o}._private || {};`,
    ...(isSealed
      ? [
          `var _seal = ${o}._seal = ${o}._seal || function () {`,
          `  delete ${o}._private;`,
          `  delete ${o}._seal;`,
          `  delete ${o}._unseal;`,
          '};',
          `var _unseal = ${o}._unseal = ${o}._unseal || function () {`,
          `  ${o}._private = _private;`,
          `  ${o}._seal = _seal;`,
          `  ${o}._unseal = _unseal;`,
          '};',
        ]
      : []),
  ];
  const part = (/** @type {string[]} */ lines) => () => [
    `var ${m} = (function (my) {`,
    ...indented(seals('my')),
    ...indented(lines),
    '  return my;',
    `}(${m} || {}));`,
  ];
  const parts = [part(['_private.n = 1;', 'my.get = function () { return _private.n; };'])];
  parts.push(part(['my.add = function () { _private.n += 1; return _private.n; };']));
  if (r.chance(0.5)) parts.push(part(['my.reset = function () { _private.n = 0; return my.get(); };']));
  const reads = [`${m}.get()`, `${m}.add()`, ...(parts.length > 2 ? [`${m}.reset()`] : [])];
  return { name: m, parts, reads, values: [m] };
}

/** A copy of a module with changes. @param {Program} p @param {string} m @returns {Entity} */
export function cloned(p, m) {
  const { r } = p;
  const of = `${m}Base`;
  const first = () =>
    r.pick([
      [
        `var ${of} = (function () {`,
        '  var my = {};',
        `  my.f = function () { return 'f'; };`,
        `  my.g = function () { return my.f() + 'g'; };`,
        '  my.n = 1;',
        '  return my;',
        '})();',
      ],
      [`var ${of} = {`, `  f: function () { return 'f'; },`, `  g: function () { return 'g'; },`, '  n: 1,', '};'],
    ]);
  const second = () =>
    r.pick([
      [
        `var ${m} = (function (old) {`,
        '  var my = {},',
        '      key;',
        '  for (key in old) {',
        '    if (old.hasOwnProperty(key)) {',
        '      my[key] = old[key];',
        '    }',
        '  }',
        '  var oldF = old.f;',
        `  my.f = function () { return 'new' + oldF(); };`,
        '  return my;',
        `}(${of}));`,
      ],
      [`var ${m} = Object.create(${of});`, `${m}.f = function () { return 'own'; };`],
      [`var ${m} = Object.assign({}, ${of}, { f: function () { return 'assigned'; } });`],
      [
        `var ${m} = (function (old) {`,
        '  var my = {};',
        '  for (var key in old) my[key] = old[key];',
        '  return my;',
        `})(${of});`,
      ],
    ]);
  return {
    name: m,
    parts: [first, second],
    reads: [`${m}.f()`, `${m}.g()`, `${m}.n`, `${of}.f()`, `${of}.g()`],
    values: [m],
  };
}
