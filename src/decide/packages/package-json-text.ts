import { applyEdits, findNodeAtLocation, modify, type FormattingOptions, type JSONPath } from 'jsonc-parser';
import { looseJson } from '../../discover/config-files.js';
import { isObject, positionAt } from '../../discover/text.js';

/**
 * Sets one value of a JSON text and leaves every other character as it is: indentation, line ends, the last newline and
 * a byte order mark.
 * @param before names of properties that a new property is best placed in front of, first choice first
 * @param head names of the properties that a package.json opens with: without any of `before`, it goes behind these
 */
export function setJsonValue(
  text: string,
  path: JSONPath,
  value: unknown,
  before: string[] = [],
  head: string[] = [],
): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  const getInsertionIndex = (properties: string[]): number => {
    const next = before.map((name) => properties.indexOf(name)).find((index) => index >= 0);
    const opening = properties.findIndex((name) => !head.includes(name));
    return next ?? (opening > 0 ? opening : properties.length);
  };
  const added = addProperty(body, path, value, getInsertionIndex);
  return mark + (added ?? applyEdits(body, modify(body, path, value, { getInsertionIndex, ...formatting(body) })));
}

/**
 * Adds a property to an object that has some: on a line of its own where they have, else beside them. (jsonc-parser lays out
 * the line above anew, and knows no spaces in a text of one line.)
 * @returns null where the object is empty or not there, or the property is there already
 */
function addProperty(
  text: string,
  path: JSONPath,
  value: unknown,
  indexOf: (properties: string[]) => number,
): string | null {
  const tree = looseJson(text);
  const depth = path.findIndex((_, i) => !tree || !findNodeAtLocation(tree, path.slice(0, i + 1)));
  const parent = tree && depth >= 0 ? findNodeAtLocation(tree, path.slice(0, depth)) : undefined;
  const properties = parent?.type === 'object' ? (parent.children ?? []) : [];
  const [first] = properties;
  if (!parent || !first) return null;
  const added = path.slice(depth + 1).reduceRight((inner: unknown, key) => ({ [key]: inner }), value);
  const gap = text.slice(parent.offset + 1, first.offset);
  const isLaidOut = /^\s*\n[ \t]*$/.test(gap);
  const space = isLaidOut ? gap.slice(gap.search(/\r?\n[ \t]*$/)) : /,\s/.test(text) ? ' ' : '';
  const colon = isLaidOut || /":\s/.test(text) ? ': ' : ':';
  const name = `${JSON.stringify(path[depth])}${colon}`;
  const content = isLaidOut ? laidOut(added, text, space) : inLine(added, colon, /\{\s/.test(text) ? ' ' : '');
  const next = properties[indexOf(properties.map((p) => String(p.children![0]!.value)))];
  const last = properties.at(-1)!;
  const at = next?.offset ?? last.offset + last.length;
  const own = name + content;
  return text.slice(0, at) + (next ? `${own},${space}` : `,${space}${own}`) + text.slice(at);
}

/** A value over several lines, below a line break with the indentation that its property has. */
function laidOut(value: unknown, text: string, lineBreak: string): string {
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return JSON.stringify(value, null, unit).replace(/\n/g, lineBreak);
}

/** A value on one line, in the spacing of the text. */
function inLine(value: unknown, colon: string, brace: string): string {
  if (!isObject(value)) return JSON.stringify(value);
  const properties = Object.entries(value).map(
    ([key, inner]) => JSON.stringify(key) + colon + inLine(inner, colon, brace),
  );
  return `{${brace}${properties.join(', ')}${brace}}`;
}

/** The string at a place of a JSON text; null where there is none. */
export function jsonString(text: string, path: JSONPath): string | null {
  const tree = looseJson(text);
  const value: unknown = tree && findNodeAtLocation(tree, path)?.value;
  return typeof value === 'string' ? value : null;
}

const isOneLine = (text: string): boolean => !/\n/.test(text.trim()) && text.trim() !== '{}';

/** How the text is laid out; a text of one line gets no line breaks. */
function formatting(text: string): { formattingOptions?: FormattingOptions } {
  if (isOneLine(text)) return {};
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const insertSpaces = !indent.startsWith('\t');
  return {
    formattingOptions: {
      insertSpaces,
      tabSize: insertSpaces ? indent.length : 1,
      eol: /\r\n/.test(text) ? '\r\n' : '\n',
    },
  };
}

/** Line and column of a value, or of the nearest value around it that exists. */
export function positionOf(text: string, path: JSONPath): { line: number; column: number } {
  const tree = looseJson(text);
  for (let length = path.length; tree !== null && length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return positionAt(text, (node.parent ?? node).offset);
  }
  return { line: 1, column: 1 };
}
