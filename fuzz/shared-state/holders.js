/**
 * How a file comes to hold what another exports.
 * @typedef {{ declare: string[], at: string }} Holder `at`: an expression for the value, after `declare`
 * @typedef {import('../random.js').Random} Random
 */

/** @type {((spec: string, local: string) => Holder)[]} */
const plain = [
  (spec, x) => ({ declare: [`const ${x} = require('${spec}');`], at: x }),
  (spec, x) => ({ declare: [`var ${x} = require('${spec}');`], at: x }),
];

/** @type {((spec: string, local: string) => Holder)[]} */
const other = [
  (spec, x) => ({ declare: [`let ${x};`, `${x} = require('${spec}');`], at: x }),
  (spec, x) => ({ declare: [`const ${x} = process.env.NO_SUCH_FLAG ? {} : require('${spec}');`], at: x }),
  (spec, x) => ({
    declare: [`let ${x};\ntry { ${x} = require('${spec}'); } catch (error) { console.log(error.code); }`],
    at: x,
  }),
  (spec, x) => ({ declare: [`var ${x};\nif (process.argv.length > 1) ${x} = require('${spec}');`], at: x }),
  (spec, x) => ({ declare: [`function ${x}() { return require('${spec}'); }`], at: `${x}()` }),
  (spec, x) => ({
    declare: [`let ${x}Cache;`, `const ${x} = () => ${x}Cache || (${x}Cache = require('${spec}'));`],
    at: `${x}()`,
  }),
  (spec, x) => ({ declare: [`const ${x} = { held: require('${spec}') };`], at: `${x}.held` }),
  (spec, x) => ({ declare: [`const ${x} = {};`, `${x}.held = require('${spec}');`], at: `${x}.held` }),
  (spec, x) => ({ declare: [`const ${x} = [require('${spec}')];`], at: `${x}[0]` }),
  (spec, x) => ({ declare: [`const ${x} = new Map([['held', require('${spec}')]]);`], at: `${x}.get('held')` }),
  (spec, x) => ({ declare: [`const ${x}Loaded = require('${spec}'), ${x} = ${x}Loaded;`], at: x }),
  (spec, x) => ({
    declare: [`const ${x}Loaded = require('${spec}');`, `const ${x} = { held: ${x}Loaded };`],
    at: `${x}.held`,
  }),
  (spec, x) => ({ declare: [`class ${x}Kind { static held = require('${spec}'); }`], at: `${x}Kind.held` }),
  (spec, x) => ({
    declare: [`class ${x}Kind { constructor() { this.held = require('${spec}'); } }`, `const ${x} = new ${x}Kind();`],
    at: `${x}.held`,
  }),
  (spec, x) => ({ declare: [`const ${x} = { get held() { return require('${spec}'); } };`], at: `${x}.held` }),
  (spec, x) => ({ declare: [`function ${x}(from = require('${spec}')) { return from; }`], at: `${x}()` }),
  (spec, x) => ({ declare: [`const [${x}] = [require('${spec}')];`], at: x }),
  (spec, x) => ({ declare: [`const { held: ${x} } = { held: require('${spec}') };`], at: x }),
  (spec, x) => ({ declare: [`const ${x} = ((loaded) => loaded)(require('${spec}'));`], at: x }),
  (spec, x) => ({ declare: [`const ${x} = (0, require)('${spec}');`], at: x }),
  (spec) => ({ declare: [], at: `require('${spec}')` }),
];

/** @param {Random} rng @param {string} spec @param {string} local a free name @returns {Holder} */
export const makeHolder = (rng, spec, local) => rng.pick(rng.chance(0.45) ? plain : other)(spec, local);

/**
 * How a file hands another on: its statements, and how its users reach the value from theirs (`x`).
 * @typedef {{ code: string[], via: (x: string) => string }} Barrel
 * @type {((spec: string, names: import('./targets.js').Names) => Barrel)[]}
 */
const barrels = [
  (spec) => ({ code: [`module.exports = require('${spec}');`], via: (x) => x }),
  (spec) => ({ code: [`exports.shared = require('${spec}');`], via: (x) => `${x}.shared` }),
  (spec) => ({ code: [`module.exports = { shared: require('${spec}'), other: 1 };`], via: (x) => `${x}.shared` }),
  (spec) => ({ code: [`const held = require('${spec}');`, `exports.get = () => held;`], via: (x) => `${x}.get()` }),
  (spec) => ({ code: [`exports.get = function () { return require('${spec}'); };`], via: (x) => `${x}.get()` }),
  (spec) => ({
    code: [`Object.defineProperty(exports, 'shared', { enumerable: true, get() { return require('${spec}'); } });`],
    via: (x) => `${x}.shared`,
  }),
  (spec) => ({
    code: [`module.exports = { get shared() { return require('${spec}'); } };`],
    via: (x) => `${x}.shared`,
  }),
  (spec) => ({ code: [`module.exports = { ...require('${spec}') };`], via: (x) => x }),
  (spec) => ({ code: [`Object.assign(exports, require('${spec}'));`], via: (x) => x }),
  (spec, { count, list, record, show, step }) => ({
    code: [
      `const { ${count}, ${list}, ${record}, ${show}, ${step} } = require('${spec}');`,
      `module.exports = { ${count}, ${list}, ${record}, ${show}, ${step} };`,
    ],
    via: (x) => x,
  }),
  (spec, { count, list, record, show, step }) => ({
    code: [
      `const held = require('${spec}');`,
      ...[count, list, record, show, step].map((k) => `exports.${k} = held.${k};`),
    ],
    via: (x) => x,
  }),
  (spec, { count, list, record, show, step }) => ({
    code: [
      `const held = require('${spec}');`,
      ...[count, list, record, show, step].map(
        (k) =>
          `Object.defineProperty(exports, '${k}', { enumerable: true, get: () => held.${k}, set(v) { held.${k} = v; } });`,
      ),
    ],
    via: (x) => x,
  }),
];

/** @param {Random} rng @param {string} spec @param {import('./targets.js').Target} target @returns {Barrel} */
export const makeBarrel = (rng, spec, target) =>
  rng.pick(target.callable ? barrels : barrels.slice(0, 7))(spec, target.names);
