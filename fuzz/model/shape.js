/**
 * What `require()` of a module yields, as far as the generator needs it to write uses that exist and print.
 * @typedef {'plain' | 'function' | 'method' | 'class' | 'object'} KeyKind  `method` needs its `this`
 * @typedef {{ name: string, kind: KeyKind }} Key
 * @typedef {object} Shape
 * @property {'bag' | 'function' | 'class' | 'value'} form
 * @property {Key[]} keys
 * @property {(x: string) => string} [print] for `value`: an expression that shows it
 */

/** @param {string} name @param {KeyKind} [kind] @returns {Key} */
export const key = (name, kind = 'plain') => ({ name, kind });
/** @param {...Key} keys @returns {Shape} */
export const bag = (...keys) => ({ form: 'bag', keys });
/** A function of one number, with properties. @param {...Key} keys @returns {Shape} */
export const callable = (...keys) => ({ form: 'function', keys });
/** A class whose instances have `get()`, with statics. @param {...Key} keys @returns {Shape} */
export const constructible = (...keys) => ({ form: 'class', keys });
/** @param {(x: string) => string} print @param {...Key} keys @returns {Shape} */
export const value = (print, ...keys) => ({ form: 'value', keys, print });

/** `x.k`, or `x['k-1']` where the key is no identifier. @param {string} x @param {string} name */
export const member = (x, name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? `${x}.${name}` : `${x}['${name}']`);

/** An expression that shows the value of a key. @param {Key} k @param {string} at where the key is found */
export function readKey(k, at) {
  switch (k.kind) {
    case 'function':
    case 'method':
      return `${at}(2)`;
    case 'class':
      return `new ${at.includes('(') ? `(${at})` : at}(3).get()`;
    case 'object':
      return `JSON.stringify(${at})`;
    default:
      return at;
  }
}

/** Expressions that show a whole value held in `x`: itself where it can be shown, then its keys. @param {Shape} shape @param {string} x */
export function readsOf(shape, x) {
  const reads = shape.keys.map((k) => readKey(k, member(x, k.name)));
  if (shape.form === 'function') reads.unshift(`${x}(2)`);
  if (shape.form === 'class') reads.unshift(readKey(key('', 'class'), x));
  if (shape.form === 'value' && shape.print) reads.unshift(shape.print(x));
  return reads;
}
