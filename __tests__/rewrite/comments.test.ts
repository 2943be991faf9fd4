import { leadingCommentStart, triviaAfter } from '../../src/rewrite/comments.js';
import { headerEnd } from '../../src/rewrite/header.js';
import { indentationAt, isAloneOnLine, lineEnd, lineStart } from '../../src/rewrite/lines.js';

describe('lines', () => {
  test('starts and ends at LF, CRLF and CR; not at U+2028, which may stand in a string', () => {
    const source = '\ufeffa\r\nb "\u2028" c\rd\n';
    expect([1, 2, 3].map((offset) => lineStart(source, offset))).toEqual([1, 1, 1]);
    expect([1, 2, 3].map((offset) => lineEnd(source, offset))).toEqual([2, 2, 2]);
    const c = source.indexOf('c');
    expect(source.slice(lineStart(source, c), lineEnd(source, c))).toBe('b "\u2028" c');
    expect(lineStart(source, source.length)).toBe(source.length);
  });

  test('alone on its line, with other white space around', () => {
    const source = '\ufeff \f a();\t\u00a0\r\nb(); c();';
    expect(isAloneOnLine(source, { start: 4, end: 8 })).toBe(true);
    expect(isAloneOnLine(source, { start: 12, end: 16 })).toBe(false);
    expect(isAloneOnLine(source, { start: 17, end: 21 })).toBe(false);
  });

  test('indentation', () => {
    expect(indentationAt('a\n\t  b c', 6)).toBe('\t  ');
    expect(indentationAt('\ufeffa', 1)).toBe('');
  });
});

test('trivia: comments up to the next token', () => {
  const source = '#!x // y\n// a\u2028/* b // c */\f/* // */ d // e';
  const { comments, end } = triviaAfter(source, 0);
  expect(comments.map((comment) => [comment.kind, source.slice(comment.start, comment.end)])).toEqual([
    ['hashbang', '#!x // y'],
    ['line', '// a'],
    ['block', '/* b // c */'],
    ['block', '/* // */'],
  ]);
  expect(source[end]).toBe('d');
});

describe('comments that describe a statement (the statement is S)', () => {
  const describing = (source: string): string => {
    const offset = source.lastIndexOf('S');
    return source.slice(leadingCommentStart(source, offset), offset);
  };

  test.each([
    ['none', 'a();\nS', ''],
    ['a line comment', 'a();\n// c\nS', '// c\n'],
    ['several', 'a();\n\n// c\n// d\n/* e */\n/** f\n * g */\nS', '// c\n// d\n/* e */\n/** f\n * g */\n'],
    ['not behind a blank line', '// c\n\n// d\nS', '// d\n'],
    ['not behind a blank line, CRLF', '// c\r\n\r\n// d\r\nS', '// d\r\n'],
    ['CR only', '// c\r\r// d\rS', '// d\r'],
    ['white space in a blank line', '// c\n \t\n  // d\n  S', '// d\n  '],
    ['before it on its line', 'a();\n  /* c */ /** @type {X} */ S', '/* c */ /** @type {X} */ '],
    ['not what belongs to the code before', 'a(); // c\nS', ''],
    ['not what belongs to the code before: block', 'a(); /* c */\nS', ''],
    ['not what starts beside code', 'a(); /* c\n d */\n// e\nS', '// e\n'],
    ['a block that holds an opening', '/* a /* b */\nS', '/* a /* b */\n'],
    ['a block that holds lines like comments', '/*\n// a\n*/ S', '/*\n// a\n*/ '],
    ['adjacent blocks', '/* a *//* b */S', '/* a *//* b */'],
    ['/**/', 'a\n/**/\nS', '/**/\n'],
    ['a comment with a pair of backticks', 'a\n// use `b`\nS', '// use `b`\n'],
    ['not the end of a template literal', 'a = `\n// b`\nS', ''],
    ['not the end of a template literal that holds a comment', 'a = `\n/* b */ ${c}\n// d`;\nS', ''],
    ['not the end of a continued string', "a = 'b\\\n// c'\nS", ''],
    ['not a regular expression', 'a = /b*/\nS', ''],
    ['not the hashbang', '#!x\nS', ''],
  ])('%s', (_name, source, expected) => {
    expect(describing(source)).toBe(expected);
  });

  test('the end of the token before makes it exact', () => {
    const source = '<a>\n// b</a>\nS';
    expect(leadingCommentStart(source, 13, 12)).toBe(13);
  });
});

describe('where a new first statement belongs (marked by |)', () => {
  test.each([
    ['empty', '|'],
    ['nothing above', '|a();\n'],
    ['indented', '|  a();\n'],
    ['byte order mark', '\ufeff|a();\n'],
    ['byte order mark, blank line', '\ufeff\n|a();\n'],
    ['hashbang', '#!/usr/bin/env node\n|a();\n'],
    ['hashbang, CRLF', '#!/usr/bin/env node\r\n\r\n|a();\r\n'],
    ['hashbang without more', '#!/usr/bin/env node|'],
    ['directive', "'use strict';\n|a();\n"],
    ['directives without semicolons', '"use strict"\n"use asm"\n\n|a()\n'],
    ['directive with escapes', "'it\\'s';\n|a()"],
    ['directive with a comment beside it', "'use strict'; // why\n\n|a();\n"],
    ['directive beside a statement', "'use strict'; |a();\n"],
    ['directive only', "'use strict';\n|"],
    ['no directive: a call', "|'use strict'\n(a)\n"],
    ['no directive: a member', "|'a'.b();\n"],
    ['no directive: an operator', "|'a'\nin b;\n"],
    ['licence', '/* Copyright A */\n|a();\n'],
    ['licence in line comments', '// Copyright A\n// All rights\n|a();\n'],
    ['licence, then what describes the statement', '/*! a */\n|/** b */\na();\n'],
    ['comment with a blank line below', '// about\n\n|a();\n'],
    ['comment that describes the statement', '|// why\na();\n'],
    ['comment above a directive', "// about\n'use strict';\n\n|a();\n"],
    ['everything', "#!x\n/* (c) A */\n\n// more\n\n'use strict';\n\n|// why\na();\n"],
    ['comments only', '// a\n\n// b\n|'],
    ['form feed', "'use strict';\n\f\n|a();\n"],
  ])('%s', (_name, marked) => {
    const source = marked.replace('|', '');
    const end = headerEnd(source);
    expect(`${source.slice(0, end)}|${source.slice(end)}`).toBe(marked);
  });
});
