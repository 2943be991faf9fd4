import { parse } from '@babel/parser';
import { Edits, type Range } from '../../src/rewrite/edits.js';

/** Unwraps `(function () {` ... `})();` around the whole text and dedents what was in it. */
function unwrapped(source: string, from: string, more?: (edits: Edits) => void): string {
  const protectedRanges: Range[] = [];
  const ast = parse(source, { tokens: true });
  for (const token of ast.tokens as { type: { label: string }; start: number; end: number }[]) {
    if (['template', '`', '...`', '`...', 'string'].includes(token.type.label) && token.end > token.start) {
      protectedRanges.push({ start: token.start, end: token.end });
    }
  }
  const edits = new Edits(source);
  const open = source.indexOf('{') + 1;
  const close = source.lastIndexOf('}');
  const bodyStart = open + /^\r?\n/.exec(source.slice(open))![0].length;
  edits.remove({ start: 0, end: bodyStart });
  edits.remove({ start: close, end: source.length });
  more?.(edits);
  edits.dedent({ start: bodyStart, end: close }, from, protectedRanges);
  return edits.toString();
}

test.each([
  ['spaces', '(function () {\n  a();\n  if (b) {\n    c();\n  }\n})();', '  ', 'a();\nif (b) {\n  c();\n}\n'],
  ['tabs', '(function () {\n\ta();\n\t\tb();\n})();', '\t', 'a();\n\tb();\n'],
  ['CRLF', '(function () {\r\n  a();\r\n\r\n  b();\r\n})();', '  ', 'a();\r\n\r\nb();\r\n'],
  ['less indentation than the rest', '(function () {\n    a();\n  b();\nc();\n})();', '    ', 'a();\nb();\nc();\n'],
  ['tabs among spaces are left', '(function () {\n  a();\n\tb();\n})();', '  ', 'a();\n\tb();\n'],
  ['blank lines', '(function () {\n  a();\n  \n\n  b();\n})();', '  ', 'a();\n\n\nb();\n'],
  [
    'template literals',
    '(function () {\n  a(`\n  b ${\n  c} d\n  `,\n  e);\n})();',
    '  ',
    'a(`\n  b ${\nc} d\n  `,\ne);\n',
  ],
  ['continued strings', '(function () {\n  a("b\\\n  c",\n  d);\n})();', '  ', 'a("b\\\n  c",\nd);\n'],
  ['U+2028 in a string', '(function () {\n  a("\u2028  b");\n})();', '  ', 'a("\u2028  b");\n'],
  [
    'comments keep their alignment',
    '(function () {\n  /**\n   * a\n   */\n  b(); // c\n})();',
    '  ',
    '/**\n * a\n */\nb(); // c\n',
  ],
  ['form feed', '(function () {\n\f\n  a();\n})();', '  ', '\f\na();\n'],
])('%s', (_name, source, from, expected) => {
  expect(unwrapped(source, from)).toBe(expected);
});

describe('together with other edits', () => {
  const source = '(function () {\n  a();\n\n  old({\n    b,\n  });\n\n  c();\n})();';
  const statement = { start: source.indexOf('old'), end: source.indexOf('});\n\n') + 3 };

  test('a replaced statement', () => {
    expect(unwrapped(source, '  ', (edits) => edits.replace(statement, 'new_();'))).toBe('a();\n\nnew_();\n\nc();\n');
  });

  test('a removed statement', () => {
    expect(unwrapped(source, '  ', (edits) => edits.removeStatement(statement))).toBe('a();\n\nc();\n');
  });

  test('a moved statement', () => {
    expect(unwrapped(source, '  ', (edits) => edits.move(statement, 0))).toBe('old({\n  b,\n});a();\n\n\n\nc();\n');
  });

  test('a wrapped statement', () => {
    expect(unwrapped(source, '  ', (edits) => edits.wrap(statement, '<', '>'))).toBe(
      'a();\n\n<old({\n  b,\n});>\n\nc();\n',
    );
  });

  test('stated first', () => {
    const edits = new Edits(source);
    edits.dedent({ start: 0, end: source.length }, '  ');
    edits.replace(statement, 'new_();');
    edits.insertBefore(source.indexOf('c()'), 'd(); ');
    expect(edits.toString()).toBe('(function () {\na();\n\nnew_();\n\nd(); c();\n})();');
  });
});

test('an empty indentation changes nothing', () => {
  const edits = new Edits('  a');
  edits.dedent({ start: 0, end: 3 }, '');
  expect(edits.changed).toBe(false);
});
