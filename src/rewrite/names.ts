import { isIdentifierName } from '../analyse/identifier-names.js';
import type { Style } from '../analyse/style.js';

/** A string literal in the quotes of the file. */
export function stringLiteral(value: string, style: Pick<Style, 'quote'>): string {
  const escaped = JSON.stringify(value)
    .slice(1, -1)
    .replace(/[\u2028\u2029]/g, escapeUnit);
  return style.quote === '"' ? `"${escaped}"` : `'${escaped.replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}

/** The quote that stands at an offset, or that of the file where none does. */
export function quoteAt(source: string, offset: number, style: Pick<Style, 'quote'>): Style['quote'] {
  const quote = source[offset];
  return quote === '"' || quote === "'" ? quote : style.quote;
}

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16)}`;

/**
 * The name of an import or export as it stands in a specifier: `b`, `delete`, `'x-y'`, `'module.exports'`.
 * Throws an Error for a lone surrogate, which no module can export.
 */
export function memberName(name: string, style: Pick<Style, 'quote'>): string {
  if (isIdentifierName(name)) return name;
  if (/\p{Surrogate}/u.test(name)) throw new Error(`Not a possible export name: ${JSON.stringify(name)}`);
  return stringLiteral(name, style);
}

/** A key of an object literal. `__proto__` needs brackets: written plainly, quoted or not, it would set the prototype. */
export function propertyKey(name: string, style: Pick<Style, 'quote'>): string {
  if (name === '__proto__') return `[${stringLiteral(name, style)}]`;
  return isIdentifierName(name) ? name : stringLiteral(name, style);
}
