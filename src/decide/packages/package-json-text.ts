import { applyEdits, findNodeAtLocation, modify, type Edit, type FormattingOptions, type JSONPath } from 'jsonc-parser';
import { looseJson } from '../../discover/config-files.js';
import { positionAt } from '../../discover/text.js';

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
  const edits = modify(body, path, value, { getInsertionIndex, ...formatting(body) });
  return mark + applyEdits(body, isOneLine(body) ? edits.map((edit) => spaced(edit, body)) : edits);
}

/** The string at a place of a JSON text; null where there is none. */
export function jsonString(text: string, path: JSONPath): string | null {
  const tree = looseJson(text);
  const value: unknown = tree && findNodeAtLocation(tree, path)?.value;
  return typeof value === 'string' ? value : null;
}

const isOneLine = (text: string): boolean => !/\n/.test(text.trim()) && text.trim() !== '{}';

/** Where nothing is laid out, jsonc-parser sets a space behind a new property's colon and none behind its comma, always. */
function spaced(edit: Edit, text: string): Edit {
  const content = /":\s/.test(text) ? edit.content : edit.content.replace(/^(,?"[^"]*":) /, '$1');
  return { ...edit, content: /, "/.test(text) ? content.replace(/^,(?=\S)/, ', ').replace(/,$/, ', ') : content };
}

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
