/** @typedef {import('../program.js').Program} Program @typedef {import('../program.js').Entity} Entity */

/** `var`, `let`, `const` at the top level, in its forms. @param {Program} p @param {string} name @returns {Entity} */
export function variable(p, name) {
  const { r } = p;
  const value = r.pick(['0', '1', "'s'", '{ n: 1 }', '[1, 2]']);
  const kind = r.pick(['var', 'var', 'var', 'var', 'let', 'const']);
  const lexical = kind !== 'var';
  const lines = lexical
    ? [`${kind} ${name} = ${value};`]
    : r.pick([
        [`var ${name} = ${value};`],
        [`var ${name} = ${value};`],
        [`window.${name} = ${value};`],
        [`self.${name} = ${value};`],
        [`this.${name} = ${value};`],
        [`var ${name}, un${name} = 2;`, `${name} = ${value};`],
        [`var un${name} = 1,`, `  ${name} = ${value};`],
        ['(function (w) {', `  w.${name} = ${value};`, '})(window);'],
        [`var ${name};`, `if (!${name}) ${name} = ${value};`],
        [`var ${name} = window.${name} || ${value};`],
      ]);
  const reads = [name, name, `typeof ${name}`];
  if (!lexical)
    reads.push(`window.${name}`, `this.${name}`, `self.${name}`, `globalThis.${name}`, `'${name}' in window`);
  const writes =
    kind === 'const'
      ? []
      : [`${name} = 5;`, `${name} += 2;`, `${name}++;`, `${name} = { n: 9 };`, `log('old', ${name}++);`];
  if (!lexical) writes.push(`window.${name} = 'w';`);
  // A property of what is no object any more is lost silently in scripts only.
  if (value.startsWith('{') && r.chance(0.5)) writes.splice(0, writes.length, `${name}.n = 4;`);
  return { name, parts: [() => lines], lexical, reads, writes };
}

/** @param {Program} p @param {string} name @returns {Entity} */
export function plainFunction(p, name) {
  const { r } = p;
  const part = (/** @type {number} */ at) => {
    const body = `return '${name}:' + ${p.body(at, name)};`;
    return r.pick([
      [`function ${name}() {`, `  ${body}`, '}'],
      [`function ${name}() {`, `  ${body}`, '}'],
      [`var ${name} = function () {`, `  ${body}`, '};'],
      [`var ${name} = () => ${r.int(9)};`],
      [
        '(function () {',
        "  'use strict';",
        `  function ${name}() {`,
        `    ${body}`,
        '  }',
        `  window.${name} = ${name};`,
        '})();',
      ],
      [
        '(function (root) {',
        `  var hidden = ${r.int(9)};`,
        `  root.${name} = function () {`,
        '    return hidden;',
        '  };',
        '}(this));',
      ],
      [';(function () {', `  this.${name} = function () { return 1; };`, '}).call(this);'],
      ['(() => {', `  window.${name} = function () {`, `    ${body}`, '  };', '})();'],
      ['!function (win, undefined) {', `  win.${name} = function () {`, `    return undefined;`, '  };', '}(window);'],
    ]);
  };
  return {
    name,
    parts: [part],
    reads: [
      `${name}()`,
      `${name}()`,
      `window.${name} === ${name}`,
      `typeof ${name} === 'function' ? ${name}() : 'no'`,
      `typeof window.${name}`,
    ].filter((e) => !e.includes('window') || r.chance(0.4)),
    values: [name],
  };
}

/** A constructor or class; its prototype may grow in other files. @param {Program} p @param {string} name @returns {Entity} */
export function plainClass(p, name) {
  const { r } = p;
  const isClass = r.chance(0.35);
  const first = isClass
    ? [`class ${name} {`, '  constructor(v) {', '    this.v = v;', '  }', '  get() {', '    return this.v;', '  }', '}']
    : r.pick([
        [
          `function ${name}(v) {`,
          '  this.v = v;',
          '}',
          `${name}.prototype.get = function () {`,
          '  return this.v;',
          '};',
        ],
        [
          `var ${name} = (function () {`,
          `  function ${name}(v) {`,
          '    this.v = v;',
          '  }',
          `  ${name}.prototype.get = function () {`,
          '    return this.v + 1;',
          '  };',
          `  return ${name};`,
          '})();',
        ],
        [
          `var ${name} = function (v) {`,
          '  this.v = v;',
          '};',
          `${name}.prototype = {`,
          `  get: function () { return this.v; },`,
          '};',
        ],
        [
          '(function (window) {',
          `  function ${name}(v) { this.v = v; }`,
          `  ${name}.prototype.get = function () { return this.v; };`,
          `  window.${name} = ${name};`,
          '})(window);',
        ],
      ]);
  const parts = [() => first];
  const reads = [`new ${name}(1).get()`, `new ${name}(2) instanceof ${name}`];
  if (r.chance(0.5)) {
    parts.push(() => [`${name}.prototype.more = function () {`, `  return 'more' + this.v;`, '};']);
    reads.push(`new ${name}(3).more()`);
  }
  if (r.chance(0.3)) {
    parts.push(() => [`${name}.make = function (v) {`, `  return new ${name}(v);`, '};']);
    reads.push(`${name}.make(4).get()`);
  }
  if (r.chance(0.3)) {
    const sub = `${name}Sub`;
    parts.push(() =>
      isClass
        ? [`class ${sub} extends ${name} {`, `  get() { return 'sub' + super.get(); }`, '}']
        : [`function ${sub}(v) { ${name}.call(this, v); }`, `${sub}.prototype = Object.create(${name}.prototype);`],
    );
    reads.push(`new ${sub}(5).get()`);
  }
  return { name, parts, lexical: isClass, reads, values: [name] };
}

/** A variable that no file declares. @param {Program} p @param {string} name @returns {Entity} */
export function implied(p, name) {
  return {
    name,
    parts: [() => [`${name} = ${p.r.int(9)};`]],
    reads: [name, `${name} + 1`],
    writes: [`${name} = 7;`, `${name} += 1;`],
  };
}
