/**
 * A random program of classic scripts that use globals without knowing whether they are there: namespaces filled by
 * several files in any order, overrides, plain globals read and written across files, handlers, inline scripts.
 * @param {import('../random.js').Random} r
 * @returns {Map<string, string>} files by path, pages among them
 */
export function generateScattered(r) {
  return new Generator(r).program();
}

class Generator {
  /** @param {import('../random.js').Random} r */
  constructor(r) {
    this.r = r;
    this.vars = ['count', 'mode', 'table'].slice(0, 1 + r.int(3));
    this.functions = ['fmt', 'run', 'total'].slice(0, 1 + r.int(3));
    this.spaces = ['App', 'lib'].slice(0, 1 + r.int(2));
    this.members = ['a', 'b', 'init', 'Item', 'data'];
    this.modules = ['Counter'].slice(0, r.int(2));
    this.classes = ['Shape'].slice(0, r.int(2));
    this.implied = r.chance(0.15) ? ['score'] : [];
    /** `let` makes no property of the window: a program has either. */
    this.lexical = r.chance(0.2);
    /** A namespace whose members are each set once and only named: it can do without its object. */
    this.clean = r.chance(0.6);
    this.filled = /** @type {number[]} */ ([]);
    this.serial = 0;
    /** What no file has defined yet. */
    this.open = r.shuffle([...this.vars, ...this.functions, ...this.modules, ...this.classes]);
  }

  program() {
    const { r } = this;
    const count = 2 + r.int(4);
    /** @type {Map<string, string>} */
    const files = new Map();
    const names = Array.from({ length: count }, (_, i) => `js/f${i}.js`);
    names.forEach((name, i) => files.set(name, this.file(i, count)));
    const pages = r.chance(0.25) ? 2 : 1;
    for (let p = 0; p < pages; p++) {
      let order = names;
      if (p > 0) order = r.chance(0.5) ? names.filter(() => r.chance(0.7)) : r.shuffle(names);
      files.set(p === 0 ? 'index.html' : 'other.html', this.page(order));
    }
    files.set('package.json', '{ "name": "pages", "private": true }\n');
    return files;
  }

  /** @param {string[]} order */
  page(order) {
    const { r } = this;
    const lines = ['<!doctype html>', '<title>pages</title>'];
    if (r.chance(0.2)) lines.push(`<button onclick="log('click', ${this.expression().replace(/"/g, "'")})">x</button>`);
    if (r.chance(0.15)) lines.push(`<script>\n  var CONFIG = { level: ${r.int(9)} };\n</script>`);
    for (const name of order) {
      lines.push(`<script src="${name}"></script>`);
      if (r.chance(0.08)) lines.push(`<script>\n  ${this.use()}\n</script>`);
    }
    if (r.chance(0.3)) lines.push(`<script>\n  ${this.statements(1 + r.int(2)).join('\n  ')}\n</script>`);
    return `${lines.join('\n')}\n`;
  }

  /** @param {number} index @param {number} count */
  file(index, count) {
    const { r } = this;
    const own = this.open.splice(0, index === count - 1 ? this.open.length : r.int(3));
    const parts = own.flatMap((name) => this.definition(name));
    if (r.chance(0.7)) parts.push(...this.namespacePart(r.pick(this.spaces), index));
    if (this.clean && r.chance(0.8)) parts.push(...this.cleanPart(index), ...this.cleanUses(index));
    parts.push(...this.statements(1 + r.int(3)));
    if (r.chance(0.1)) parts.push(`var i = ${r.int(5)};`, `log('i', i);`);
    if (r.chance(0.15)) parts.push(`for (var k = 0; k < 2; k++) log('k', k);`);
    return `${parts.join('\n')}\n`;
  }

  /** @param {string} name @returns {string[]} */
  definition(name) {
    const { r } = this;
    if (this.vars.includes(name)) {
      const value = r.pick(['0', '1', "'s'", '{ n: 1 }']);
      return [
        r.pick([
          `var ${name} = ${value};`,
          `var ${name} = ${value};`,
          `${this.lexical ? 'var ' : 'window.'}${name} = ${value};`,
          `var ${name}, un${name} = 2;\n${name} = ${value};`,
          this.lexical ? `var ${name} = ${value};` : `(function (w) {\n  w.${name} = ${value};\n})(window);`,
          `${this.lexical ? 'let' : 'var'} ${name} = ${value};`,
        ]),
      ];
    }
    if (this.functions.includes(name)) {
      const body = `return '${name}:' + ${this.expression(name)};`;
      return [
        r.pick([
          `function ${name}() {\n  ${body}\n}`,
          `function ${name}() {\n  ${body}\n}`,
          `var ${name} = function () {\n  ${body}\n};`,
          `(function () {\n  'use strict';\n  function ${name}() {\n    ${body}\n  }\n  window.${name} = ${name};\n})();`,
          `(function (root) {\n  var hidden = ${r.int(9)};\n  root.${name} = function () {\n    return hidden;\n  };\n}(this));`,
          `;(function () {\n  this.${name} = function () { return 1; };\n}).call(this);`,
        ]),
      ];
    }
    if (this.classes.includes(name)) {
      return [
        r.pick([
          `function ${name}(v) {\n  this.v = v;\n}\n${name}.prototype.get = function () {\n  return this.v;\n};`,
          `var ${name} = (function () {\n  function ${name}(v) {\n    this.v = v;\n  }\n  ${name}.prototype.get = function () {\n    return this.v + 1;\n  };\n  return ${name};\n})();`,
          `class ${name} {\n  constructor(v) {\n    this.v = v;\n  }\n  get() {\n    return this.v;\n  }\n}`,
        ]),
      ];
    }
    return [
      r.pick([
        `var ${name} = (function () {\n  var n = 0;\n  function next() {\n    return ++n;\n  }\n  function peek() {\n    return n;\n  }\n  return { next: next, now: peek };\n})();`,
        `var ${name} = (function () {\n  var my = {};\n  var n = 3;\n  my.next = function () { return n++; };\n  my.now = function () { return n; };\n  return my;\n}());`,
        `window.${name} = (function () {\n  var n = 10;\n  return {\n    next: function () { return n--; },\n    now: function () { return n; },\n    size: 4,\n  };\n})();`,
        `var ${name} = {\n  n: 0,\n  next: function () { return ++this.n; },\n  now: function () { return this.n; },\n};`,
      ]),
    ];
  }

  /** @param {string} ns @param {number} index @returns {string[]} */
  namespacePart(ns, index) {
    const { r } = this;
    const own = [`m${index}`, ...this.members.filter(() => r.chance(0.3))];
    const part = (/** @type {string} */ object, /** @type {string} */ pad) =>
      own.flatMap((m) => this.member(object, m)).map((l) => l.replace(/^/gm, pad));
    switch (r.int(8)) {
      case 0:
        return [`var ${ns} = ${ns} || {};`, ...part(ns, '')];
      case 1:
        return [`window.${ns} = window.${ns} || {};`, '(function (my) {', ...part('my', '  '), `}(${ns}));`];
      case 2:
        return [
          `var ${ns} = (function (my) {`,
          `  var secret = ${r.int(9)};`,
          ...part('my', '  '),
          '  return my;',
          `}(${ns} || {}));`,
        ];
      case 3:
        return [`(function (exports) {`, ...part('exports', '  '), `})(this.${ns} = this.${ns} || {});`];
      case 4:
        return [`var ${ns} = ${ns} || {};`, '(function () {', `  'use strict';`, ...part(ns, '  '), '})();'];
      case 5:
        return [
          '(function (window) {',
          `  window.${ns} = window.${ns} || {};`,
          ...part(`window.${ns}`, '  '),
          '})(window);',
        ];
      case 6:
        return [`this.${ns} = this.${ns} || {};`, '!function () {', ...part(ns, '  '), '}();'];
      default:
        return [`var ${ns} = ${ns} || {};`, '(function (ns, undefined) {', ...part('ns', '  '), `})(${ns});`];
    }
  }

  /** @param {number} index */
  cleanPart(index) {
    const { r } = this;
    const uses = this.filled.map((j) => `kit.u${j}()`);
    const body = r.pick([`'u${index}'`, ...uses, `kit.v${index}`, `typeof fmt`]);
    const lines = (/** @type {string} */ ns) => [
      ...r.pick([
        [`${ns}.u${index} = function () {`, `  return 'u' + ${body.replace(/kit/g, ns)};`, '};'],
        [
          `function own${index}() {`,
          `  return 'own' + ${body.replace(/kit/g, ns)};`,
          '}',
          `${ns}.u${index} = own${index};`,
        ],
      ]),
      r.pick([`${ns}.v${index} = ${index};`, `${ns}.v${index} = [${index}];`]),
      ...r.pick([
        [],
        [
          `${ns}.C${index} = function (v) {`,
          '  this.v = v;',
          '};',
          `${ns}.C${index}.prototype.get = function () {`,
          '  return this.v;',
          '};',
        ],
      ]),
    ];
    this.filled.push(index);
    const pad = (/** @type {string[]} */ l) => l.map((x) => `  ${x}`);
    return r.pick([
      () => ['var kit = kit || {};', ...lines('kit')],
      () => ['var kit = kit || {};', '(function () {', `  'use strict';`, ...pad(lines('kit')), '})();'],
      () => ['window.kit = window.kit || {};', '(function (my) {', ...pad(lines('my')), '}(kit));'],
      () => ['var kit = (function (my) {', ...pad(lines('my')), '  return my;', '}(kit || {}));'],
      () => ['(function (exports) {', ...pad(lines('exports')), '})(this.kit = this.kit || {});'],
      () => ['(function (window) {', '  window.kit = window.kit || {};', ...pad(lines('window.kit')), '})(window);'],
    ])();
  }

  /** @param {number} index */
  cleanUses(index) {
    const { r } = this;
    const name = r.pick(['u', 'u', 'v']) + r.pick([...this.filled, r.chance(0.1) ? index + 1 : index]);
    const value = name[0] === 'u' ? `kit.${name}()` : `kit.${name}`;
    return [
      r.pick([
        `log('kit', ${value});`,
        `later(function () { try { log('kit', ${value}); } catch (e) { log('kit', e); } });`,
        `function useKit${index}() {\n  return ${value};\n}\nlater(function () { log(typeof useKit${index}()); });`,
        `(function () {\n  var ${name} = 'hidden';\n  later(function () { try { log('kit', ${value}, ${name}); } catch (e) { log('kit', e); } });\n})();`,
      ]),
    ];
  }

  /** @param {string} object @param {string} member @returns {string[]} */
  member(object, member) {
    const { r } = this;
    const id = this.serial++;
    if (member === 'Item') {
      return r.pick([
        [
          `${object}.Item = function (v) {`,
          '  this.v = v;',
          '};',
          `${object}.Item.prototype.get = function () {`,
          `  return 'item' + this.v;`,
          '};',
        ],
        [
          `function Item${id}(v) {`,
          '  this.v = v;',
          '}',
          `Item${id}.prototype.get = function () {`,
          '  return this.v;',
          '};',
          `${object}.Item = Item${id};`,
        ],
      ]);
    }
    if (member === 'data') return [`${object}.data = ${r.pick(['[1, 2]', '{ k: 1 }', `${id}`])};`];
    return r.pick([
      [`${object}.${member} = function () {`, `  return '${member}${id}' + ${this.expression(member)};`, '};'],
      [`${object}.${member} = function () {`, `  return '${member}${id}';`, '};'],
      [`function h${id}() {`, `  return 'h${id}';`, '}', `${object}.${member} = h${id};`],
      [
        `var old${id} = ${object}.${member};`,
        `${object}.${member} = function () {`,
        `  return 'over${id}' + (old${id} ? old${id}() : '');`,
        '};',
      ],
      [`${object}.${member} = ${r.pick(['1', "'v'", 'true'])};`],
    ]);
  }

  /** @param {number} count */
  statements(count) {
    return Array.from({ length: count }, () => this.statement());
  }

  statement() {
    const { r } = this;
    const name = r.pick(this.vars);
    switch (r.int(12)) {
      case 0:
        return `try { ${name} ${r.pick(['= 5', '+= 2', '= { n: 9 }', '-= 1'])}; } catch (e) { log('w', e); }`;
      case 1:
        return `later(function () { try { ${name} = ${r.int(50)}; log('set', ${name}); } catch (e) { log('w', e); } });`;
      case 2:
        return r.pick([
          `try { ${name}++; } catch (e) { log('w', e); }`,
          this.lexical ? `${name} = 3;` : `window.${name} = 'w${r.int(9)}';`,
        ]);
      case 3:
        return this.implied.length > 0
          ? r.pick([`score = ${r.int(9)};`, `later(function () { score = 4; log(score); });`])
          : this.use();
      case 4:
        return `(function () {\n  var ${r.pick([...this.vars, ...this.functions, ...this.spaces])} = 'local';\n  var x = ${r.int(9)};\n  ${this.use().replace(/\n/g, '\n  ')}\n})();`;
      case 5:
        return `later(function () { for (var key in ${r.pick(this.spaces)}) log(key); });`;
      default:
        return this.use();
    }
  }

  use() {
    const { r } = this;
    const tag = this.serial++;
    const value = this.expression();
    return r.pick([
      `try { log(${tag}, ${value}); } catch (e) { log(${tag}, e); }`,
      `later(function () { try { log(${tag}, ${value}); } catch (e) { log(${tag}, e); } });`,
      `later(function () { try { log(${tag}, ${value}); } catch (e) { log(${tag}, e); } });`,
      `document.addEventListener('ready', function () { log(${tag}, typeof ${r.pick([...this.functions, ...this.vars])}); });`,
    ]);
  }

  /** @param {string} [besides] a function that must not call itself without end */
  expression(besides) {
    const { r } = this;
    const f = r.pick(this.functions);
    const v = r.pick(this.vars);
    const ns = r.pick(this.spaces);
    const m = r.pick(['a', 'b', 'init', 'm0', 'm1', 'm2']);
    if (besides !== undefined)
      return r.pick([
        v,
        `typeof ${f}`,
        `typeof ${ns}.${m}`,
        `${ns}.data`,
        this.lexical ? v : `window.${v}`,
        `typeof window.${ns}`,
      ]);
    const options = [
      v,
      v,
      `${f}()`,
      `${f}()`,
      `${ns}.${m}()`,
      `${ns}.${m}()`,
      `new ${ns}.Item(2).get()`,
      `window.${v}`,
      `window.${f}()`,
      `typeof ${v}`,
      `typeof ${f} === 'function' ? ${f}() : 'no ${f}'`,
      `${ns}.${m} && ${ns}.${m}()`,
      `'${f}' in window`,
      `${ns}.data`,
      `Object.keys(${ns}).length`,
      `this.${v}`,
    ];
    for (const module of this.modules) options.push(`${module}.next()`, `${module}.now()`, `window.${module}.now()`);
    for (const name of this.classes) options.push(`new ${name}(1).get()`, `new ${name}(2) instanceof ${name}`);
    for (const name of this.implied) options.push(`${name}`, `typeof ${name}`);
    const inWindow = (/** @type {string} */ o) =>
      /(?:window|this)\./.test(o) && this.vars.some((name) => o.endsWith(`.${name}`));
    return r.pick(options.filter((o) => !this.lexical || !inWindow(o)));
  }
}
