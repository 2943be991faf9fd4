import { quoted } from './modules.js';
/** @typedef {import('../program.js').Program} Program @typedef {import('../program.js').Entity} Entity */

/** A universal module file. @param {Program} p @param {string} name @returns {Entity} */
export function universal(p, name) {
  const { r } = p;
  const part = (/** @type {number} */ at) => {
    const body = quoted(p.body(at, name));
    return r.pick([
      () => [
        '(function (root, factory) {',
        "  if (typeof define === 'function' && define.amd) {",
        '    define([], factory);',
        "  } else if (typeof module === 'object' && module.exports) {",
        '    module.exports = factory();',
        '  } else {',
        `    root.${name} = factory();`,
        '  }',
        `}(${r.pick(['this', "typeof self !== 'undefined' ? self : this", 'window'])}, function () {`,
        `  function up() { return 'up' + ${body}; }`,
        '  return { up: up };',
        '}));',
      ],
      () => [
        '(function (root, factory) {',
        "  if (typeof define === 'function' && define.amd) define(['exports'], factory);",
        "  else if (typeof exports !== 'undefined') factory(exports);",
        `  else factory((root.${name} = {}));`,
        '})(this, function (exports) {',
        `  exports.up = function () { return ${body}; };`,
        '});',
      ],
      () => [
        '(function (global, factory) {',
        "  typeof exports === 'object' && typeof module !== 'undefined' ? module.exports = factory() :",
        "  typeof define === 'function' && define.amd ? define(factory) :",
        `  (global.${name} = factory());`,
        "}(this, (function () { 'use strict';",
        `  var api = {};`,
        `  api.up = function () { return ${body}; };`,
        '  return api;',
        '})));',
      ],
      () => [
        '(function () {',
        '  var root = this;',
        `  var ${name} = { up: function () { return ${body}; } };`,
        "  if (typeof module !== 'undefined' && module.exports) {",
        `    module.exports = ${name};`,
        '  } else {',
        `    root.${name} = ${name};`,
        '  }',
        '}.call(this));',
      ],
      () => [
        `var ${name} = { up: function () { return ${body}; } };`,
        `if (typeof module !== 'undefined' && module.exports) module.exports = ${name};`,
      ],
    ])();
  };
  return { name, parts: [part], reads: [`${name}.up()`], values: [name] };
}
