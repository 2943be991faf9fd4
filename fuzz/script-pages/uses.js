import { sideEffect } from './entities/modules.js';
import { indented } from './program.js';
/** @typedef {import('./program.js').Program} Program @typedef {import('./program.js').Entity} Entity */

/** A statement that uses globals, in a way that is right at its place. @param {Program} p @param {number} file @returns {string[]} */
export function use(p, file) {
  const { r } = p;
  if (r.chance(0.12)) return sideEffect(p, file);
  const there = p.there(file);
  const later = p.entities.filter((e) => p.isThere(e, file, true));
  if (there.length > 0 && r.chance(0.5)) return eager(p, r.pick(there));
  if (later.length > 0 && r.chance(0.7)) return lazy(p, r.pick(later));
  const any = r.pick(p.entities);
  return guarded(p, any);
}

/** @param {Program} p @param {Entity} e */
function action(p, e) {
  const { r } = p;
  if (e.writes && e.writes.length > 0 && r.chance(0.15)) return r.pick(e.writes);
  return `log(${p.tag()}, ${r.pick(e.reads)});`;
}

/** @param {Program} p @param {Entity} e @returns {string[]} */
function eager(p, e) {
  const { r } = p;
  const line = action(p, e);
  const value = e.values && r.chance(0.06) ? r.pick(e.values) : null;
  if (value)
    return r.pick([
      [`log('value', ${value});`],
      [`var kept${p.tag()} = ${value};`],
      [`(function (arg) {`, `  log(typeof arg);`, `})(${value});`],
    ]);
  return r.pick([
    () => [line],
    () => [line],
    () => ['(function () {', `  ${line}`, '})();'],
    () => [`if (${r.pick(['true', '1', `typeof ${e.name} !== 'undefined'`])}) {`, `  ${line}`, '}'],
    () => ['function now' + p.serial + '() {', `  ${line}`, '}', `now${p.serial++}();`],
    () => [`for (var i = 0; i < 2; i++) {`, `  ${line}`, '}'],
    () => {
      // A local variable with the name of some global.
      const other = r.pick(p.entities).name;
      return other === e.name
        ? [line]
        : ['(function () {', `  var ${other} = 'local';`, `  ${line}`, `  log(${other});`, '})();'];
    },
    () => {
      const call = /^log\((\d+), ([A-Z]\w*)\.(\w+)\(\)\);$/.exec(line);
      return call ? ['(function (X) {', `  log(${call[1]}, X.${call[3]}());`, `})(${call[2]});`] : [line];
    },
  ])();
}

/** @param {Program} p @param {Entity} e @returns {string[]} */
function lazy(p, e) {
  const { r } = p;
  const line = action(p, e);
  return r.pick([
    () => ['later(function () {', `  ${line}`, '});'],
    () => ["document.addEventListener('ready', function () {", `  ${line}`, '});'],
    () => [`function put${p.serial}() {`, `  ${line}`, '}', `later(put${p.serial++});`],
    () => {
      const name = `Obj${p.tag()}`;
      return [
        `var ${name} = {`,
        '  run: function () {',
        `    ${line}`,
        '  },',
        '};',
        `later(function () { ${name}.run(); });`,
      ];
    },
  ])();
}

/** @param {Program} p @param {Entity} e @returns {string[]} */
export function guarded(p, e) {
  const { r } = p;
  const line = action(p, e);
  const tried = ['try {', `  ${line}`, '} catch (e) {', `  log('caught', e);`, '}'];
  return r.pick([
    () => tried,
    () => ['later(function () {', ...indented(tried), '});'],
    () => [`log(${p.tag()}, typeof ${e.name});`],
    () => [`if (typeof ${e.name} !== 'undefined') {`, ...indented(tried), '}'],
    () => [`log(${p.tag()}, ${e.lexical ? `typeof ${e.name}` : `'${e.name}' in window`});`],
  ])();
}
