/** @typedef {import('./targets.js').Names} Names */

/** Ways to note what the target shows now: statements that leave a printable value in `s`. @type {((x: string, n: Names, s: string) => string)[]} */
const reads = [
  (x, n, s) => `const ${s} = ${x}.${n.count};`,
  (x, n, s) => `const ${s} = ${x}.${n.record}.on;`,
  (x, n, s) => `const ${s} = ${x}.${n.list}.length;`,
  (x, n, s) => `const { ${n.count}: ${s} } = ${x};`,
  (x, n, s) => `const { ${n.record}: { on: ${s} } } = ${x};`,
  (x, n, s) => `const { ${n.list}: [${s}] } = ${x};`,
  (x, n, s) => `const { ${n.count}: ${s}, ...${s}Rest } = ${x};`,
  (x, _, s) => `const { added: ${s} = 'none' } = ${x};`,
  (x, _, s) => `const ${s} = 'added' in ${x};`,
  (x, _, s) => `var ${s} = typeof ${x}.added;`,
  (x, n, s) => `const ${s} = { ...${x} }.${n.count};`,
  (x, n, s) => `const ${s}Copy = { ...${x}.${n.record} };\nconst ${s} = () => ${s}Copy.on;`,
  (x, n, s) => `const ${s} = [...${x}.${n.list}].join();`,
  (x, n, s) => `const ${s} = Object.assign({}, ${x}).${n.count};`,
  (x, _, s) => `const ${s} = Object.keys(${x}).join();`,
  (x, _, s) => `const ${s} = JSON.stringify(${x});`,
  (x, n, s) => `const ${s} = Object.entries(${x}).filter(([key]) => key === '${n.count}').join();`,
  (x, n, s) => `const ${s} = \`\${${x}.${n.count}}!\`;`,
  (x, n, s) => `const ${s} = ${x}?.${n.count};`,
  (x, n, s) => `const ${s} = ${x}.${n.count} === 1 ? 'one' : 'other';`,
  (x, n, s) => `let ${s};\nif (${x}.${n.record}.on) ${s} = 'on'; else ${s} = 'off';`,
  (x, n, s) => `let ${s} = '';\nfor (const key in ${x}) if (key !== '${n.show}') ${s} += key;`,
  (x, n, s) => `let ${s};\nswitch (${x}.${n.count}) { case 1: ${s} = 'first'; break; default: ${s} = 'later'; }`,
  (x, n, s) => `let ${s};\ntry { ${s} = ${x}.${n.count}; } catch (error) { ${s} = error.name; }`,
  (x, n, s) => `function ${s}Now() { return ${x}.${n.count}; }\nconst ${s} = ${s}Now();`,
  (x, n, s) => `function ${s}(of = ${x}.${n.count}) { return of; }`,
  (x, n, s) => `const ${s} = ((of = ${x}.${n.count}) => of)();`,
  (x, n, s) => `class ${s}Kind { static shown = ${x}.${n.count}; }\nconst ${s} = ${s}Kind.shown;`,
  (x, n, s) => `class ${s}Kind { shown = ${x}.${n.count}; }\nconst ${s} = new ${s}Kind().shown;`,
  (x, n, s) => `class ${s}Kind { shown = ${x}.${n.count}; }\nconst ${s} = () => new ${s}Kind().shown;`,
  (x, n, s) => `const ${s}Lazy = { get shown() { return ${x}.${n.count}; } };\nconst ${s} = ${s}Lazy.shown;`,
  (x, n, s) => `const ${s}Lazy = { get shown() { return ${x}.${n.count}; } };\nconst ${s} = () => ${s}Lazy.shown;`,
  (x, n, s) => `const ${s} = [${x}].map((m) => m.${n.count})[0];`,
  (x, n, s) => `const ${s} = ((m) => m.${n.record}.on)(${x});`,
  (x, n, s) => `const ${s} = new Set(${x}.${n.list}).size;`,
  (x, n, s) => `const ${s} = ${x}.${n.list}.map((item) => item + ${x}.${n.count}).join();`,
  (x, n, s) => `const ${s} = (${x} || {}).${n.count};`,
  (x, n, s) => `const ${s} = require('util').inspect(${x}.${n.record});`,
  (x, n, s) => `exports.${s} = ${x}.${n.count};\nconst ${s} = exports.${s};`,
  (_x, _n, s) => `const ${s} = global.seen;`,
  (_x, _n, s) => `const ${s} = process.env.FUZZ_SEEN;`,
];

/** The same for a target with functions. @type {typeof reads} */
const calls = [
  (x, n, s) => `const ${s} = ${x}.${n.show}();`,
  (x, n, s) => `const ${s} = ${x}.${n.step}();`,
  (x, n, s) => `const ${s} = ${x}.${n.count} + ${x}.${n.step}() + ${x}.${n.count};`,
  (x, n, s) => `const ${s} = () => ${x}.${n.show}();`,
  (x, n, s) => `const ${s}Bound = ${x}.${n.show}.bind(${x});\nconst ${s} = () => ${s}Bound();`,
];

/** What stands in `s` after the statement, printed: functions are called when they are printed. @param {string} s */
export const shown = (s) => `typeof ${s} === 'function' ? ${s}() : ${s}`;

/** @param {import('../random.js').Random} rng @param {import('./targets.js').Target} target @param {string} x @param {string} s */
export const makeRead = (rng, target, x, s) =>
  rng.pick(target.callable && rng.chance(0.15) ? calls : reads)(x, target.names, s);
