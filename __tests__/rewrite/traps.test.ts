import { parse } from '@babel/parser';
import { Edits } from '../../src/rewrite/edits.js';
import { headerEnd } from '../../src/rewrite/header.js';
import { importDeclaration, importNamed } from '../../src/rewrite/print.js';
import { detectStyle } from '../../src/analyse/style.js';

const at = (source: string, text: string, from = 0): { start: number; end: number } => {
  const start = source.indexOf(text, from);
  return { start, end: start + text.length };
};

test('hashbang, licence, directive and replaced first requires', () => {
  const source = [
    '#!/usr/bin/env node',
    '/* Copyright A */',
    '',
    "'use strict';",
    '',
    '// parses',
    'const { a, b: c } = require("./x"), d = 1; // twice',
    'const data = require("./data.json");',
    '\f',
    '/** Adds.',
    ' *  @param {number} n */',
    'exports.add = function (n) {',
    '\treturn /** @type {number} */ (n) +\ta;',
    '};',
  ].join('\r\n');
  const style = detectStyle(source);
  const edits = new Edits(source);
  edits.removeStatement(at(source, "'use strict';"));
  edits.replaceWith(at(source, 'const { a, b: c } = require("./x"), d = 1;'), (inner) => {
    const named = importNamed(
      [
        { imported: 'a', local: 'a' },
        { imported: 'b', local: 'c' },
      ],
      './x.js',
      style,
    );
    return `${named}${style.eol}const ${inner(at(source, 'd = 1'))};`;
  });
  edits.replace(
    at(source, 'const data = require("./data.json");'),
    importDeclaration({ from: './data.json', default: 'data', attributes: { type: 'json' } }, style),
  );
  edits.replace(at(source, 'exports.add = function '), 'export function add');
  edits.remove(at(source, ';', source.length - 1));
  expect(headerEnd(source)).toBe(source.indexOf('// parses'));
  expect(edits.toString().split('\r\n')).toEqual([
    '#!/usr/bin/env node',
    '/* Copyright A */',
    '',
    '// parses',
    'import { a, b as c } from "./x.js";',
    'const d = 1; // twice',
    'import data from "./data.json" with { type: "json" };',
    '\f',
    '/** Adds.',
    ' *  @param {number} n */',
    'export function add(n) {',
    '\treturn /** @type {number} */ (n) +\ta;',
    '}',
  ]);
});

test('imports inserted below the header, the first statement being removed', () => {
  const source = '\ufeff#!x\n/*! A */\nconst a = require("a")\n\nmodule.exports = a\n';
  const style = detectStyle(source);
  const edits = new Edits(source);
  edits.insertBefore(headerEnd(source), importDeclaration({ from: 'a', default: 'a' }, style) + style.eol);
  edits.removeStatement(at(source, 'const a = require("a")'));
  edits.replace(at(source, 'module.exports = a'), 'export default a');
  expect(edits.toString()).toBe('\ufeff#!x\n/*! A */\nimport a from "a"\n\nexport default a\n');
});

test('a called function is no declaration, and keeps the edits inside it', () => {
  const source = 'module.exports = function () { return require("x") }()\n';
  const edits = new Edits(source);
  const value = at(source, 'function () { return require("x") }()');
  edits.replaceWith(at(source, source.trimEnd()), (inner) => `export default (${inner(value)})`);
  edits.replace(at(source, 'require("x")'), 'x');
  expect(edits.toString()).toBe('export default (function () { return x }())\n');
  expect(() => parse(edits.toString(), { sourceType: 'module' })).not.toThrow();
});

test('a shorthand property whose value is renamed', () => {
  const source = 'f({ a, b })\n';
  const edits = new Edits(source);
  edits.insertAfter(at(source, 'a').end, ': a$');
  expect(edits.toString()).toBe('f({ a: a$, b })\n');
});
