/**
 * What every target offers, under names of its own: a number, a list, a record, a function that shows the number, and one
 * that changes it. Code of other files that uses these exists whatever the form of the target.
 * @typedef {{ count: string, list: string, record: string, show: string, step: string }} Names
 * @typedef {object} Target
 * @property {string} file
 * @property {Names} names
 * @property {string[]} code statements of the file; empty for a builtin
 * @property {boolean} callable its functions may be called: data has none
 * @property {boolean} open it takes new members
 */

const COUNTS = ['count', 'level', 'total', 'size', 'version', 'index'];
const LISTS = ['items', 'handlers', 'names', 'plugins', 'queue'];
const RECORDS = ['options', 'settings', 'table', 'state', 'registry'];
const SHOWS = ['describe', 'render', 'format', 'report'];
const STEPS = ['advance', 'next', 'use', 'register', 'bump'];

/** @param {import('../random.js').Random} rng @returns {Names} */
const makeNames = (rng) => ({
  count: rng.pick(COUNTS),
  list: rng.pick(LISTS),
  record: rng.pick(RECORDS),
  show: rng.pick(SHOWS),
  step: rng.pick(STEPS),
});

/** The forms a module gives its exports. @type {((n: Names, rng: import('../random.js').Random) => string[])[]} */
const forms = [
  ({ count, list, record, show, step }) => [
    `exports.${count} = 1;`,
    `exports.${list} = ['first'];`,
    `exports.${record} = { on: false };`,
    `exports.${show} = function () { return '${count} ' + exports.${count}; };`,
    `exports.${step} = function () { return ++exports.${count}; };`,
  ],
  ({ count, list, record, show, step }) => [
    `module.exports = {\n  ${count}: 1,\n  ${list}: ['first'],\n  ${record}: { on: false },\n  ${show}() { return '${count} ' + this.${count}; },\n  ${step}: function () { return ++this.${count}; },\n};`,
  ],
  ({ count, list, record, show, step }) => [
    `let ${count} = 1;`,
    `const ${list} = ['first'], ${record} = { on: false };`,
    `function ${show}() { return '${count} ' + api.${count} + ${count}; }`,
    `const ${step} = () => { ${count} += 1; api.${count} = ${count}; return ${count}; };`,
    `const api = { ${count}, ${list}, ${record}, ${show}, ${step} };`,
    `module.exports = api;`,
  ],
  ({ count, list, record, show, step }) => [
    `let hidden = 1;`,
    `module.exports = {\n  get ${count}() { return hidden; },\n  set ${count}(value) { hidden = value; },\n  ${list}: ['first'],\n  ${record}: { on: false },\n  ${show}: () => '${count} ' + hidden,\n  ${step}: () => ++hidden,\n};`,
  ],
  ({ count, list, record, show, step }) => [
    `function main() { return 'main ' + main.${count}; }`,
    `main.${count} = 1;\nmain.${list} = ['first'];\nmain.${record} = { on: false };`,
    `main.${show} = () => '${count} ' + main.${count};`,
    `main.${step} = function () { return ++main.${count}; };`,
    `module.exports = main;`,
  ],
  ({ count, list, record, show, step }) => [
    `class Store {\n  constructor() { this.${count} = 1; this.${list} = ['first']; this.${record} = { on: false }; }\n  ${show}() { return '${count} ' + this.${count}; }\n  ${step}() { return ++this.${count}; }\n}`,
    `module.exports = new Store();`,
  ],
  ({ count, list, record, show, step }) => [
    `class Kind {\n  static ${count} = 1;\n  static ${list} = ['first'];\n  static ${record} = { on: false };\n  static ${show}() { return '${count} ' + this.${count}; }\n  static ${step}() { return ++this.${count}; }\n}`,
    `module.exports = Kind;`,
  ],
  ({ count, list, record, show, step }) => [
    `var self = module.exports = {};`,
    `self.${count} = 1;\nself.${list} = ['first'];\nself.${record} = { on: false };`,
    `self.${show} = function ${show}() { return '${count} ' + self.${count}; };`,
    `self.${step} = function ${step}() { return (self.${count} += 1); };`,
  ],
  ({ count, list, record, show, step }) => [
    `let ${count} = 1;`,
    `const ${list} = ['first'];`,
    `const ${record} = { on: false };`,
    `function ${show}() { return '${count} ' + ${count}; }`,
    `function ${step}() { ${count}++; module.exports = { ...module.exports, ${count} }; return ${count}; }`,
    `module.exports = { ${count}, ${list}, ${record}, ${show}, ${step} };`,
  ],
  ({ count, list, record, show, step }) => [
    `Object.defineProperty(exports, '__esModule', { value: true });`,
    `exports.${show} = ${show};\nexports.${step} = ${step};`,
    `exports.${count} = 1;`,
    `exports.${list} = ['first'];\nexports.${record} = { on: false };`,
    `function ${show}() { return '${count} ' + exports.${count}; }`,
    `function ${step}() { exports.${count} = exports.${count} + 1; return exports.${count}; }`,
  ],
  ({ count, list, record, show, step }) => [
    `const base = { ${show}() { return '${count} ' + this.${count}; } };`,
    `module.exports = Object.assign(Object.create(base), { ${count}: 1, ${list}: ['first'], ${record}: { on: false }, ${show}: base.${show} });`,
    `module.exports.${step} = function () { this.${count}++; return this.${count}; };`,
  ],
  ({ count, list, record, show, step }) => [
    `function create() {\n  const made = { ${count}: 1, ${list}: ['first'], ${record}: { on: false } };\n  made.${show} = () => '${count} ' + made.${count};\n  made.${step} = () => ++made.${count};\n  return made;\n}`,
    `module.exports = create();`,
  ],
];

/** A module that others change. @param {string} file @param {import('../random.js').Random} rng @returns {Target} */
export function makeTarget(file, rng) {
  const names = makeNames(rng);
  return { file, names, code: rng.pick(forms)(names, rng), callable: true, open: true };
}

/** Data that others change. @param {string} file without the file's ending @param {import('../random.js').Random} rng @returns {Target} */
export function makeData(file, rng) {
  const names = makeNames(rng);
  const text = JSON.stringify({ [names.count]: 1, [names.list]: ['first'], [names.record]: { on: false } });
  return { file: file.replace(/\.js$/, '.json'), names, code: [text], callable: false, open: true };
}

/** Members of builtins that may be written to, and what to write: code that uses the rest does not depend on them. */
export const BUILTIN_PATCHES = [
  { module: 'path', read: 'sep', write: "sep = '|'" },
  { module: 'path', read: "basename('a/b.c')", write: "basename = (p) => 'patched ' + p" },
  { module: 'util', read: "format('%d', 1)", write: "format = () => 'formatted'" },
  { module: 'fs', read: "existsSync('/no/such/file')", write: 'existsSync = () => true' },
  { module: 'querystring', read: "escape('a b')", write: "escape = () => 'escaped'" },
  { module: 'events', read: 'defaultMaxListeners', write: 'defaultMaxListeners = 21' },
];
