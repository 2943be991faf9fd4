import { bag, callable, constructible, key, member, readKey, readsOf } from '../model/shape.js';

/** @typedef {import('../constructs/define.js').Context} Context */

/**
 * How a module reaches another: the whole value in a local, or single keys in locals.
 * @typedef {{ x?: string, locals?: Map<string, string>, shape: import('../model/shape.js').Shape }} Bound
 */

/** Plain words that serve as keys and local names. */
export const WORDS = [
  'alpha',
  'count',
  'total',
  'parse',
  'format',
  'items',
  'name',
  'size',
  'create',
  'Box',
  'Point',
  'limit',
  'value',
  'run',
  'build',
  'apply',
  'kinds',
  'state',
  'index',
  'text',
  'merge',
  'close',
  'open',
  'Node',
  'first',
  'label',
  'scale',
  'range',
  'join',
  'clone',
];

/** A key with an initial value of a random kind. @param {Context} c @param {string} name @param {Bound[]} bounds */
function property(c, name, bounds) {
  const { rng } = c;
  const n = rng.int(90) + 10;
  const usable = bounds.filter((b) => reads(b).length > 0);
  switch (rng.int(6)) {
    case 0:
      return { key: key(name), code: String(n) };
    case 1:
      return { key: key(name), code: rng.pick([`'${name}'`, 'true', 'null', `\`${name}\``]) };
    case 2:
      return { key: key(name, 'object'), code: rng.pick([`{ x: ${n}, y: [1, 2] }`, `[1, '${name}']`]) };
    case 3:
      return {
        key: key(name, 'class'),
        code: `class { constructor(n) { this.n = n; } get() { return this.n + ${n}; } }`,
      };
    case 4:
      if (usable.length) {
        return {
          key: key(name, 'function'),
          code: `function (n) { return n + ':' + ${rng.pick(reads(rng.pick(usable)))}; }`,
        };
      }
  }
  return { key: key(name, 'function'), code: rng.pick([`function (n) { return n + ${n}; }`, `(n) => n * ${n}`]) };
}

/** Fills the exports section in one of the plain ways. @param {Context} c @param {string | null} form wanted form @param {Bound[]} bounds */
export function vanillaExports(c, form, bounds) {
  const { rng } = c;
  const wanted = form ?? rng.pick(['bag', 'bag', 'bag', 'bag', 'bag', 'function', 'class']);
  if (wanted === 'function') {
    const [f] = c.words(1);
    if (rng.chance(0.5)) c.add('exports', `module.exports = function ${f}(n) { return n + ${c.n}; };`);
    else c.add('exports', `function ${f}(n) { return '${f}' + n; }`, `module.exports = ${f};`);
    return callable();
  }
  if (wanted === 'class') {
    const [k] = c.words(1);
    const name = k[0].toUpperCase() + k.slice(1) + 'Class';
    c.add(
      'exports',
      `class ${name} { constructor(n) { this.n = n; } get() { return this.n - ${c.n}; } }`,
      `module.exports = ${name};`,
    );
    return constructible();
  }
  const properties = c.words(2 + rng.int(3)).map((name) => property(c, name, bounds));
  if (rng.chance(0.5)) {
    for (const p of properties) c.add('exports', `exports.${p.key.name} = ${p.code};`);
  } else {
    const shorthand = properties.filter(() => rng.chance(0.5));
    for (const p of shorthand) c.add('exports', `const ${p.key.name} = ${p.code};`);
    const entries = properties.map((p) => (shorthand.includes(p) ? p.key.name : `${p.key.name}: ${p.code}`));
    c.add('exports', `module.exports = {\n${entries.map((e) => `  ${e},\n`).join('')}};`);
  }
  return bag(...properties.map((p) => p.key));
}

/** Requests the child in one of the plain ways. @param {Context} c @param {boolean} whole the whole value is needed @returns {Bound} */
export function vanillaImport(c, whole) {
  const shape = c.child.shape;
  const plain = shape.keys.filter((k) => /^[A-Za-z_$][\w$]*$/.test(k.name) && k.kind !== 'method');
  if (!whole && shape.form === 'bag' && plain.length > 0 && c.rng.chance(0.4)) {
    const locals = new Map(
      plain
        .slice(0, 1 + c.rng.int(plain.length))
        .map((k) => [k.name, c.name(reserved(k.name) ? k.name + '_' : k.name)]),
    );
    const entries = [...locals].map(([k, local]) => (k === local ? k : `${k}: ${local}`));
    c.add('requires', `const { ${entries.join(', ')} } = require('${c.spec}');`);
    return { locals, shape };
  }
  const x = c.name(c.child.label.replace(/\W/g, '') + 'Module');
  c.add('requires', `const ${x} = require('${c.spec}');`);
  return { x, shape };
}

/** @param {string} name */
const reserved = (name) =>
  [
    'delete',
    'class',
    'new',
    'eval',
    'await',
    'arguments',
    'import',
    'static',
    'let',
    'default',
    'function',
    'undefined',
  ].includes(name);

/** Expressions that show what is reached through a bound. @param {Bound} bound */
function reads(bound) {
  const { x, locals } = bound;
  if (x) return readsOf(bound.shape, x);
  if (!locals) return [];
  return bound.shape.keys.filter((k) => locals.has(k.name)).map((k) => readKey(k, locals.get(k.name) ?? ''));
}

/** Prints some of what a bound reaches. @param {Context} c @param {Bound} bound */
export function vanillaUses(c, bound) {
  const all = reads(bound);
  if (bound.x && bound.shape.form === 'bag' && all.length > 1 && c.rng.chance(0.3)) {
    const f = c.name('show');
    const k = bound.shape.keys[0];
    c.add('body', `function ${f}() { return ${readKey(k, member(bound.x, k.name))}; }`);
    c.print(`${f}()`);
  }
  c.print(...all.slice(0, 4));
}
