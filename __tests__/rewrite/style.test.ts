import { detectStyle, type Style } from '../../src/analyse/style.js';

const usual: Style = {
  quote: "'",
  semi: true,
  indent: '  ',
  eol: '\n',
  trailingComma: false,
  bracketSpacing: true,
  spaceBeforeParameters: false,
};

test.each([
  ['empty', '', {}],
  ['one statement', "const a = require('a');\n", {}],
  ['one statement, double quotes, no semicolon, no line end', 'const a = require("a")', { quote: '"', semi: false }],
  ['comments count for nothing', '// it\'s "a" "b" "c"\n/* "d"\n      "e" */\nf(\'g\')\n', { semi: false }],
  ['a string that avoids escapes says nothing', `a("it's");\nb('c');\n`, {}],
  ['CRLF', 'a();\r\nb();\r\nc();\n', { eol: '\r\n' }],
  ['tabs', 'function f() {\n\tif (a) {\n\t\tb();\n\t}\n}\n', { indent: '\t' }],
  ['four spaces', 'if (a) {\n    b();\n    c(d,\n      e);\n}\nif (a) {\n    b();\n}\n', { indent: '    ' }],
  ['template literals show no indentation', 'const t = `\n        a\n    b\n        c`;\nif (t) {\n  f();\n}\n', {}],
  ['a leading semicolon', 'const a = 1\n;[a].map(f)\n', { semi: false }],
  ['chains without semicolons', 'const a = b\n  .c()\n  .d()\nmodule.exports = a\n', { semi: false }],
  ['chains with semicolons', 'const a = b\n  .c()\n  .d();\nf(a)\n  .g();\n', {}],
  ['leading operators with semicolons', 'var a = b()\n  || c;\nvar d = e()\n  && f;\n', {}],
  ['leading commas', 'var a = 1\n  , b = 2\n  , c = 3;\n', {}],
  ['trailing commas', 'f({\n  a,\n  b,\n});\nvar c = [\n  1,\n  2,\n];\n', { trailingComma: true }],
  ['no trailing commas', 'module.exports = {\n  a,\n  b\n};\n', {}],
  ['blocks are no lists', 'if (a) {\n  b(c, d);\n}\nvar x = [\n  1,\n  2,\n];\n', { trailingComma: true }],
  ['no spaces in braces', 'const {a, b} = c;\nf({d: 1});\n', { bracketSpacing: false }],
  [
    'short function bodies say nothing of braces',
    'const {a} = b;\nf(() => { c }, function () { d });\n',
    { bracketSpacing: false },
  ],
  ['counts in regular expressions are no braces', 'var a = /\\x20{2}/g;\nvar b = /^a{3}$/;\n', {}],
  ['a space before parameters', 'function f (a) {}\nvar g = function () {};\n', { spaceBeforeParameters: true }],
  ['no space before parameters', 'function f(a) {}\nvar g = function () {}\n', { semi: false }],
  ['standard, no named function', 'f(function (a) {})\n', { semi: false, spaceBeforeParameters: true }],
  ['anonymous functions tell nothing with semicolons', 'f(function (a) {});\n', {}],
  ['hashbang with a quote', '#!/usr/bin/env node \'x\nvar a = "b";\n', { quote: '"' }],
  ['byte order mark', '\ufeffvar a = "b"\r\n', { quote: '"', semi: false, eol: '\r\n' }],
] satisfies [string, string, Partial<Style>][])('%s', (_name, source, expected) => {
  expect(detectStyle(source)).toMatchObject({ ...usual, ...expected });
});
