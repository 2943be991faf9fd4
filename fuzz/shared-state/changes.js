/**
 * @typedef {import('../random.js').Random} Random
 * @typedef {import('./targets.js').Target} Target
 */

/** Statements that change what `x` is or holds. @type {((x: string, n: import('./targets.js').Names, v: string) => string)[]} */
const writes = [
  (x, n, v) => `${x}.${n.count} = ${v};`,
  (x, n, v) => `${x}['${n.count}'] = ${v};`,
  (x, n) => `${x}.${n.count}++;`,
  (x, n, v) => `${x}.${n.count} += ${v};`,
  (x, n, v) => `[${x}.${n.count}] = [${v}];`,
  (x, n, v) => `({ k: ${x}.${n.count} } = { k: ${v} });`,
  (x, n, v) => `for (${x}.${n.count} of [1, ${v}]);`,
  (x, n) => `${x}.${n.list}.push('more');`,
  (x, n) => `${x}.${n.list}.length = 0;`,
  (x, n) => `${x}.${n.list}[0] = 'other';`,
  (x, n) => `${x}.${n.list} = ['new', 'list'];`,
  (x, n) => `${x}.${n.list} = ${x}.${n.list}.concat('joined');`,
  (x, n) => `${x}.${n.record}.on = true;`,
  (x, n, v) => `${x}.${n.record} = { on: ${v} };`,
  (x, n) => `delete ${x}.${n.record}.on;`,
  (x, n, v) => `Object.assign(${x}.${n.record}, { on: ${v} });`,
  (x, n, v) => `Object.assign(${x}, { ${n.count}: ${v} });`,
  (x, n, v) =>
    `Object.defineProperty(${x}, '${n.count}', { value: ${v}, configurable: true, writable: true, enumerable: true });`,
  (x, n, v) => `Reflect.set(${x}, '${n.count}', ${v});`,
  (x, _, v) => `${x}.added = ${v};`,
  (x, _, v) => `${x}.added ??= ${v};`,
  (x, _, v) => `if (!${x}.added) ${x}.added = ${v};`,
  (x, _, v) => `['added', 'extra'].forEach((key) => { ${x}[key] = ${v}; });`,
  (x, n, v) => `for (const key of ['${n.count}']) ${x}[key] = ${v};`,
  (x, n, v) => `(function (m) { m.${n.count} = ${v}; })(${x});`,
  (x, n, v) => `((m, k) => (m[k] = ${v}))(${x}, '${n.count}');`,
  (x, n, v) => `const again${v} = ${x};\nagain${v}.${n.count} = ${v};`,
  (x, n, v) => `const { ${n.list}: list${v} } = ${x};\nlist${v}.push('${v}');`,
  (x, n, v) => `const record${v} = ${x}.${n.record};\nrecord${v}.on = ${v};`,
  (x, n, v) => `const held${v} = { m: ${x} };\nheld${v}.m.${n.count} = ${v};`,
  (x, n, v) => `[${x}].forEach((m) => { m.${n.count} = ${v}; });`,
  (x, n, v) => `set${v}(${x});\nfunction set${v}(m) { m.${n.count} = ${v}; }`,
  (x, n, v) => `with${v}((m) => { m.${n.count} = ${v}; });\nfunction with${v}(work) { work(${x}); }`,
  (x, n, v) => `class Patch${v} { static { ${x}.${n.count} = ${v}; } }`,
  (x, n, v) => `class Patch${v} { constructor(m) { this.m = m; this.m.${n.count} = ${v}; } }\nnew Patch${v}(${x});`,
  (x, n, v) => `const { ${n.count}: old${v} } = ${x};\n${x}.${n.count} = old${v} + ${v};`,
];

/** The same for a target with functions. @type {typeof writes} */
const calls = [
  (x, n) => `${x}.${n.step}();`,
  (x, n) => `${x}.${n.step}.call(${x});`,
  (x, n, v) => `const step${v} = ${x}.${n.step}.bind(${x});\nstep${v}();`,
  (x, n) => `[1, 2].forEach(() => ${x}.${n.step}());`,
  (x, n) => `${x}['${n.step}']();`,
  (x, n, v) => `${x}.${n.show} = () => 'stub ${v}';`,
  (x, n, v) =>
    `const original${v} = ${x}.${n.show};\n${x}.${n.show} = function () { return 'wrapped ' + original${v}.apply(this, arguments); };`,
  (x, n, v) => `${x}.${n.show} = ((inner) => () => inner?.call(${x}) + '${v}')(${x}.${n.show});`,
];

/** What changes the world rather than a module. @type {((x: string, n: import('./targets.js').Names, v: string) => string)[]} */
const marks = [
  (x, n) => `global.seen = (global.seen || 0) + Number(${x}.${n.count});`,
  (x, n) => `process.env.FUZZ_SEEN = 'env ' + ${x}.${n.count};`,
  (x, n) => `console.log('patching', ${x}.${n.count});`,
];

/** A statement that changes the target. @param {Random} rng @param {Target} target @param {string} x @param {string} value a number that is new in the file */
export function makeChange(rng, target, x, value) {
  const list = rng.chance(0.15) ? marks : target.callable && rng.chance(0.3) ? calls : writes;
  return rng.pick(list)(x, target.names, value);
}

/**
 * What a helper does with what it is given, as a function expression: it returns what it was given.
 * @type {((n: import('./targets.js').Names, v: string) => string)[]}
 */
const helpers = [
  (n, v) => `function (m) { m.${n.count} = ${v}; return m; }`,
  (n, v) => `(m) => Object.assign(m, { ${n.count}: ${v} })`,
  (n) => `(m) => { m.${n.list}.push('helped'); return m; }`,
  (n, v) => `function (m) { m.${n.record}.on = ${v}; return m; }`,
  (n, v) => `function (m, value = ${v}) { const { ${n.record}: r } = m; r.on = value; return m; }`,
  (_, v) => `(m) => { m.added = ${v}; return m; }`,
  (n, v) => `function (...all) { all.forEach((m) => { m.${n.count} = ${v}; }); return all[0]; }`,
  (n, v) => `function (m) { inner(m); return m; function inner(o) { o.${n.count} = ${v}; } }`,
];

/** @param {Random} rng @param {Target} target @param {string} value */
export const makeHelper = (rng, target, value) => rng.pick(helpers)(target.names, value);
