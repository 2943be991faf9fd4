import { Module, Program } from '../model/program.js';
import { makeChange, makeHelper } from './changes.js';
import { makeBarrel, makeHolder } from './holders.js';
import { makeRead, shown } from './reads.js';
import { BUILTIN_PATCHES, makeData, makeTarget } from './targets.js';

/**
 * @typedef {import('../random.js').Random} Random
 * @typedef {import('./targets.js').Target} Target
 * @typedef {{ target: Target, file: string, via: (x: string) => string }} Source a file that gives a target: itself, or a barrel
 * @typedef {{ file: string, statement: (spec: string, name: string) => string[] }} Load another file, and how it is put to use
 */

const PLACES = ['', 'lib/', 'src/', 'lib/parts/'];
const TARGETS = ['config', 'store', 'settings', 'core', 'common'];

/**
 * Programs in which modules change what other modules export while they load, between reads of it: what they print tells
 * in which order they ran.
 * @param {Program} program @param {Random} rng
 */
export function sharedStateProgram(program, rng) {
  const draft = new Draft(program, rng);
  const targets = rng.shuffle(TARGETS).slice(0, 1 + rng.int(2));
  for (const name of targets) draft.addTarget(name);
  for (let i = rng.int(2); i > 0; i--) draft.addBarrel();
  for (let i = 1 + rng.int(3); i > 0; i--) draft.addChanger();
  const readers = rng.chance(0.5) ? ['part'] : [];
  if (readers.length && rng.chance(0.3)) readers.push('other');
  for (const name of readers) draft.addReader(name);
  draft.addMain();
  program.manifest = { name: 'fuzz-program', version: '1.0.0', main: './main.js', private: true };
  if (rng.chance(0.3)) program.manifest.exports = './main.js';
  return program;
}

class Draft {
  /** @param {Program} program @param {Random} rng */
  constructor(program, rng) {
    this.program = program;
    this.rng = rng;
    /** @type {Source[]} */
    this.sources = [];
    /** @type {Load[]} */
    this.loads = [];
    this.number = 2;
  }

  /** @param {string} name */
  module(name) {
    const module = new Module(name === 'main' ? 'main.js' : `${this.rng.pick(PLACES)}${name}.js`);
    module.strict = this.rng.chance(0.5);
    this.program.modules.push(module);
    return module;
  }

  /** @param {string} name */
  addTarget(name) {
    if (this.rng.chance(0.1)) {
      const target = makeData(this.rng.pick(PLACES) + name + '.js', this.rng);
      this.program.files[target.file] = target.code.join('\n') + '\n';
      this.sources.push({ target, file: target.file, via: (x) => x });
      return;
    }
    const module = this.module(name);
    const target = makeTarget(module.file, this.rng);
    for (const code of target.code) module.add('body', code);
    if (this.rng.chance(0.2)) module.add('tail', `console.log('loaded ${name}');`);
    this.sources.push({ target, file: module.file, via: (x) => x });
  }

  addBarrel() {
    const { rng } = this;
    const source = rng.pick(this.sources);
    const module = this.module(rng.pick(['index', 'shared', 'api']) + this.number++);
    const { code, via } = makeBarrel(rng, Program.specifier(module.file, source.file), source.target);
    for (const statement of code) module.add('body', statement);
    // What a barrel of a barrel gives is reached in two steps; a barrel of names is one step.
    this.sources.push({ target: source.target, file: module.file, via: (x) => source.via(via(x)) });
  }

  /** The next number: changes of one program can be told apart by it. */
  value() {
    return String(this.number++);
  }

  /** @param {Module} module @param {Source} source @returns {string} an expression for the target's value */
  hold(module, source) {
    const { declare, at } = makeHolder(
      this.rng,
      Program.specifier(module.file, source.file),
      module.fresh(this.rng.pick(['held', 'dep', 'shared', 'mod'])),
    );
    for (const statement of declare) module.add('body', statement);
    return source.via(at);
  }

  /** A module that changes a target: when it loads, or when it is called. */
  addChanger() {
    const { rng } = this;
    const source = rng.pick(this.sources);
    const { target } = source;
    const module = this.module(rng.pick(['setup', 'patch', 'plugin', 'init']) + this.number++);
    const load = (/** @type {Load['statement']} */ statement) => this.loads.push({ file: module.file, statement });
    switch (rng.int(8)) {
      case 0: {
        // A helper that changes what it is given, and somebody else who calls it.
        module.add(
          'body',
          rng.pick(['module.exports = ', 'exports.apply = ']) + makeHelper(rng, target, this.value()) + ';',
        );
        const call = module.text().includes('exports.apply') ? '.apply' : '';
        const other = rng.pick(this.sources.filter((s) => s.target === target));
        if (rng.chance(0.5)) {
          load((spec, name) => [
            `const ${name} = require('${spec}')${call};`,
            `${name}(${other.via(`require('${Program.specifier(this.user, other.file)}')`)});`,
          ]);
          return;
        }
        const caller = this.module('caller' + this.number++);
        const at = this.hold(caller, other);
        caller.add('body', `require('${Program.specifier(caller.file, module.file)}')${call}(${at});`);
        this.loads.push({ file: caller.file, statement: (spec) => [`require('${spec}');`] });
        return;
      }
      case 1: {
        // A function without parameters that changes a target which the file holds itself.
        const at = this.hold(module, source);
        module.add('body', `exports.run = function () {\n${makeChange(rng, target, at, this.value())}\n};`);
        load(
          rng.pick([
            (spec) => [`require('${spec}').run();`],
            (spec, name) => [`const { run: ${name} } = require('${spec}');`, `${name}();`],
            (spec, name) => [`const ${name} = require('${spec}');`, `[1].forEach(() => ${name}.run());`],
            (spec, name) => [`const ${name} = require('${spec}');`, `setTimeout(${name}.run, 0);`],
          ]),
        );
        return;
      }
      case 2: {
        // A builtin, through which the same member is read.
        const { module: builtin, read, write } = rng.pick(BUILTIN_PATCHES);
        const name = rng.pick([builtin, `node:${builtin}`]);
        module.add('body', ...[`const patched = require('${name}');\npatched.${write};`]);
        load((spec, local) => [
          `const ${local}Before = require('${name}').${read};`,
          `require('${spec}');`,
          `console.log(${local}Before, require('${builtin}').${read});`,
        ]);
        return;
      }
      case 3: {
        // A cycle: the changer loads a file that loads it.
        const back = this.module('back' + this.number++);
        const at = this.hold(module, source);
        module.add('body', `exports.early = ${at}.${target.names.count};`);
        module.add('body', makeChange(rng, target, at, this.value()));
        module.add('body', `const back = require('${Program.specifier(module.file, back.file)}');`);
        module.add('body', `exports.late = back.seen;`);
        const inner = this.hold(back, source);
        back.add('body', `const from = require('${Program.specifier(back.file, module.file)}');`);
        back.add('body', `exports.seen = ${inner}.${target.names.count} + ' ' + from.early;`);
        back.add('body', makeChange(rng, target, inner, this.value()));
        load((spec, name) => [`const ${name} = require('${spec}');`, `console.log(${name}.early, ${name}.late);`]);
        return;
      }
    }
    const at = this.hold(module, source);
    for (let i = 1 + rng.int(2); i > 0; i--) module.add('body', makeChange(rng, target, at, this.value()));
    module.add(
      'body',
      rng.pick([
        `exports.done = true;`,
        `module.exports = { done: true };`,
        `module.exports = function done() { return true; };`,
        '',
      ]),
    );
    load(
      rng.pick([
        (spec) => [`require('${spec}');`],
        (spec, name) => [`const ${name} = require('${spec}');`],
        (spec, name) => [`const { done: ${name} } = require('${spec}');`],
        (spec, name) => [`exports.${name} = require('${spec}');`],
        (spec, name) => [`var ${name} = typeof require('${spec}');`],
        (spec) => [`if (process.pid) require('${spec}');`],
        (spec) => [`try { require('${spec}'); } catch (error) { console.log(error.name); }`],
        (spec, name) => [`function ${name}() { return require('${spec}'); }`, `${name}();`],
        (spec, name) => [`const ${name} = (() => require('${spec}'))();`],
        (spec, name) => [`class ${name}Kind { static loaded = require('${spec}'); }`],
      ]),
    );
  }

  /** Where the statement of a load is being put. */
  user = 'main.js';

  /** Reads before, between and after the loads of changers. @param {Module} module @returns {string[]} what to print */
  readBetween(module) {
    const { rng } = this;
    this.user = module.file;
    const seen = [];
    const sources = rng.shuffle(this.sources).slice(0, 1 + rng.int(2));
    const holders = sources.map((source) => ({ source, at: this.hold(module, source) }));
    const read = () => {
      const { source, at } = rng.pick(holders);
      const s = module.fresh('saw');
      module.add('body', makeRead(rng, source.target, at, s));
      seen.push(shown(s));
    };
    if (rng.chance(0.8)) read();
    for (const { file, statement } of rng.shuffle(this.loads).slice(0, 1 + rng.int(3))) {
      const lines = statement(Program.specifier(module.file, file), module.fresh('loaded'));
      for (const line of lines) module.add('body', line);
      if (rng.chance(0.8)) read();
    }
    if (rng.chance(0.3)) {
      const { source, at } = rng.pick(holders);
      module.add('body', makeChange(rng, source.target, at, this.value()));
    }
    read();
    return seen;
  }

  /** @param {string} name */
  addReader(name) {
    const module = this.module(name);
    const seen = this.readBetween(module);
    module.add('tail', `console.log('${name}', ${seen.join(', ')});`);
    this.loads.push({
      file: module.file,
      statement: this.rng.pick([
        (spec) => [`require('${spec}');`],
        (spec, local) => [`const ${local} = require('${spec}');`],
      ]),
    });
  }

  addMain() {
    const module = this.module('main');
    const seen = this.readBetween(module);
    module.add('tail', `console.log('main', ${seen.join(', ')});`);
    for (const { file, target, via } of this.sources) {
      const x = via(`require('${Program.specifier('main.js', file)}')`);
      const { count, list, record } = target.names;
      module.add('tail', `console.log(${x}.${count}, ${x}.${list}, ${x}.${record}, ${x}.added);`);
    }
  }
}
