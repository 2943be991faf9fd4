const IDENTIFIER_NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** Words that can't name a binding in a module: keywords, what strict mode and modules reserve (ECMA-262, 12.7.2). */
const RESERVED_WORDS = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if import in instanceof new null return super switch this throw true try typeof var void while with yield ' +
    'implements interface let package private protected public static'
  ).split(' '),
);

/** Whether the text may stand after a dot, as a property key, or as an exported name without quotes. */
export const isIdentifierName = (name: string): boolean => IDENTIFIER_NAME.test(name);

/** Whether a module may declare a binding of that name: strict code binds neither `eval` nor `arguments`. */
export const isBindingName = (name: string): boolean =>
  isIdentifierName(name) && !RESERVED_WORDS.has(name) && name !== 'eval' && name !== 'arguments';
