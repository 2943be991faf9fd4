import { parse } from '@babel/parser';
import { Edits, type RemoveStatementOptions } from '../../src/rewrite/edits.js';

/** Removes the top-level statements whose text holds REMOVE (comments aside). */
function removed(source: string, options?: RemoveStatementOptions): string {
  const edits = new Edits(source);
  for (const { start, end } of parse(source, { sourceType: 'script', allowReturnOutsideFunction: true }).program.body) {
    if (source.slice(start!, end!).includes('REMOVE')) edits.removeStatement({ start: start!, end: end! }, options);
  }
  return edits.toString();
}

test.each([
  ['its line', 'a();\nREMOVE();\nb();\n', 'a();\nb();\n'],
  ['its lines', 'a();\nREMOVE(\n  1\n);\nb();\n', 'a();\nb();\n'],
  ['CRLF', 'a();\r\nREMOVE();\r\nb();\r\n', 'a();\r\nb();\r\n'],
  ['CR', 'a();\rREMOVE();\rb();\r', 'a();\rb();\r'],
  ['mixed line ends', 'a();\r\nREMOVE();\nb();\r\n', 'a();\r\nb();\r\n'],
  ['tabs, form feed, trailing spaces', 'a();\n\t\fREMOVE(); \t\n\tb();\n', 'a();\n\tb();\n'],
  ['first, with a byte order mark', '\ufeffREMOVE();\na();\n', '\ufeffa();\n'],
  ['first, below a hashbang', '#!x\nREMOVE();\na();\n', '#!x\na();\n'],
  ['the only one', 'REMOVE();\n', ''],
  ['last, without final line end', 'a();\nREMOVE();', 'a();'],
  ['last two, without final line end', 'a();\n\nREMOVE(1);\r\nREMOVE(2);', 'a();'],
  ['last, with final line end', 'a();\n\nREMOVE();\n', 'a();\n'],
  ['first on a shared line', 'REMOVE(); b();\n', 'b();\n'],
  ['in the middle of a line', 'a(); REMOVE();\tb();\n', 'a(); b();\n'],
  ['last on a shared line', 'a(); REMOVE();\nb();\n', 'a();\nb();\n'],
  ['two on one line', 'a(); REMOVE(1); REMOVE(2);\nb();\n', 'a();\nb();\n'],
  ['U+2028 in a string beside it', 'a("\u2028"); REMOVE("\u2028");\nb();\n', 'a("\u2028");\nb();\n'],
])('removes %s', (_name, source, expected) => {
  expect(removed(source)).toBe(expected);
});

test.each([
  ['blank lines on both sides', 'a();\n\nREMOVE();\n\nb();\n', 'a();\n\nb();\n'],
  ['only one of more', 'a();\n\n\nREMOVE();\n\n\nb();\n', 'a();\n\n\n\nb();\n'],
  ['a blank line on one side stays', 'a();\n\nREMOVE();\nb();\n', 'a();\n\nb();\n'],
  ['a blank line on the other side stays', 'a();\nREMOVE();\n\nb();\n', 'a();\n\nb();\n'],
  ['at the start', 'REMOVE();\n\na();\n', 'a();\n'],
  ['two neighbours', 'a();\n\nREMOVE(1);\nREMOVE(2);\n\nb();\n', 'a();\n\nb();\n'],
  ['two with a blank line between', 'a();\nREMOVE(1);\n\nREMOVE(2);\nb();\n', 'a();\n\nb();\n'],
  ['two with blank lines all around', 'a();\n\nREMOVE(1);\n\nREMOVE(2);\n\nb();\n', 'a();\n\nb();\n'],
  ['all of them', 'REMOVE(1);\n\nREMOVE(2);\n', ''],
  ['CRLF', 'a();\r\n\r\nREMOVE();\r\n\r\nb();\r\n', 'a();\r\n\r\nb();\r\n'],
  ['white space in the blank line', 'a();\n \t\nREMOVE();\n\f\nb();\n', 'a();\n \t\nb();\n'],
])('blank lines: %s', (_name, source, expected) => {
  expect(removed(source)).toBe(expected);
});

test('blank lines in a block', () => {
  const source = 'f(function () {\n  REMOVE();\n\n  b();\n\n  REMOVE();\n});\n';
  const edits = new Edits(source);
  for (const { index } of source.matchAll(/REMOVE\(\);/g)) edits.removeStatement({ start: index, end: index + 9 });
  expect(edits.toString()).toBe('f(function () {\n  b();\n});\n');
});

test.each([
  ['with a line end, before it', 'a();\n\nREMOVE();\n\nb();\n', 'before', 'new_();\n', 'a();\n\nnew_();\n\nb();\n'],
  ['without a line end, before it', 'a();\n\nREMOVE();\n\nb();\n', 'before', 'new_();', 'a();\n\nnew_();\n\nb();\n'],
  ['without a line end, behind it', 'a();\n\nREMOVE();\n\nb();\n', 'after', 'new_();', 'a();\n\nnew_();\n\nb();\n'],
  ['indented', '{\n  REMOVE();\n  b();\n}\n', 'before', 'new_();', '{\n  new_();\n  b();\n}\n'],
] as const)('what is inserted in its place, %s', (_name, source, side, text, expected) => {
  const edits = new Edits(source);
  const start = source.indexOf('REMOVE');
  edits.removeStatement({ start, end: start + 9 });
  if (side === 'before') edits.insertBefore(start, text);
  else edits.insertAfter(start + 9, text);
  expect(edits.toString()).toBe(expected);
});

test.each([
  ['comments above and beside it go', 'a();\n// c\n/* d */\nREMOVE(); // e\nb();\n', 'a();\nb();\n', undefined],
  ['... unless kept', 'a();\n// c\nREMOVE(); // e\nb();\n', 'a();\n// c\n// e\nb();\n', { keepComments: true }],
  ['a comment behind a blank line stays', 'a();\n// c\n\n// d\nREMOVE();\nb();\n', 'a();\n// c\n\nb();\n', undefined],
  [
    'a licence above the first statement stays',
    '/* Copyright */\nREMOVE();\n\na();\n',
    '/* Copyright */\n\na();\n',
    undefined,
  ],
  ['so does any comment there', '#!x\n// c\nREMOVE();\na();\n', '#!x\n// c\na();\n', undefined],
  ['and one on its line', '/* c */ REMOVE();\na();\n', '/* c */\na();\n', undefined],
  ['the comment of the statement before stays', 'a(); // c\nREMOVE();\nb();\n', 'a(); // c\nb();\n', undefined],
  ['the comment of the statement behind stays', 'a();\nREMOVE();\n/* c */ b();\n', 'a();\n/* c */ b();\n', undefined],
  ['a comment before it on a shared line goes', 'a(); /* c */ REMOVE(); b();\n', 'a(); /* c */ b();\n', undefined],
  ['a comment that goes on below stays', 'a();\nREMOVE(); /* c\nd */\nb();\n', 'a();\n/* c\nd */\nb();\n', undefined],
  ['a comment for this line goes', 'a();\nREMOVE(); // eslint-disable-line\n', 'a();\n', undefined],
  ['a comment for the next line goes', 'a();\n// eslint-disable-next-line x\nREMOVE();\n', 'a();\n', undefined],
  [
    'a comment for the file stays',
    'a();\n/* eslint-disable x */\nREMOVE();\n',
    'a();\n/* eslint-disable x */\n',
    undefined,
  ],
  [
    'a JSDoc cast inside it goes, one behind stays',
    'a();\nREMOVE(/** @type {X} */ (v));\n/** @type {Y} */ (w)();\n',
    'a();\n/** @type {Y} */ (w)();\n',
    undefined,
  ],
] as [string, string, string, RemoveStatementOptions | undefined][])(
  'comments: %s',
  (_name, source, expected, options) => {
    expect(removed(source, options)).toBe(expected);
  },
);

test.each([
  ['a call', 'a = b\nREMOVE();\n(c)()\n', 'a = b\n;(c)()\n'],
  ['an array', 'a = b\nREMOVE();\n\n[c].map(d)\n', 'a = b\n;\n[c].map(d)\n'],
  ['several removed', 'a = b\nREMOVE(1);\n\nREMOVE(2);\n`c`\n', 'a = b\n\n;`c`\n'],
  [
    'behind a function expression',
    'a = function () {}\nREMOVE();\n/c/.test(d)\n',
    'a = function () {}\n;/c/.test(d)\n',
  ],
  ['behind a comment that ends with a semicolon', 'a = b // c;\nREMOVE();\n(d)()\n', 'a = b // c;\n;(d)()\n'],
  ['a leading semicolon stays where it is', 'a = b\nREMOVE()\n;[c].map(d)\n', 'a = b\n;[c].map(d)\n'],
  ['nothing where a semicolon ends the statement before', 'a = b;\nREMOVE();\n(c)()\n', 'a = b;\n(c)()\n'],
  ['nothing at the start of the file', '// c\nREMOVE();\n(c)()\n', '// c\n(c)()\n'],
  ['nothing before a comment', 'a = b\nREMOVE()\n// c\nd()\n', 'a = b\n// c\nd()\n'],
])('statements do not join: %s', (_name, source, expected) => {
  const kept = removed(source, { keepComments: false });
  expect(kept).toBe(expected);
  const statements = (text: string): number =>
    parse(text).program.body.filter((each) => each.type !== 'EmptyStatement').length;
  const gone = source.match(/REMOVE/g)!.length;
  expect(statements(kept)).toBe(statements(source) - gone);
});
