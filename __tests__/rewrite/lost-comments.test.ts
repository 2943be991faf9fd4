import { Edits } from '../../src/rewrite/edits.js';
import { keepLostComments } from '../../src/rewrite/lost-comments.js';

/** Replaces the first `old` by `text`, and keeps the comments. */
function replaced(source: string, old: string, text: string): string {
  const edits = new Edits(source);
  const start = source.indexOf(old);
  edits.replace({ start, end: start + old.length }, text);
  return keepLostComments(edits, edits.toString(), 'a.js', '\n');
}

test('a comment inside a replaced statement stands in front of it', () => {
  expect(replaced("f();\nconst a = require(/* why */ './a');\n", "const a = require(/* why */ './a');", 'A;')).toBe(
    'f();\n/* why */\nA;\n',
  );
  expect(replaced("{\n  const a = require( // why\n'./a');\n}", "const a = require( // why\n'./a');", 'A;')).toBe(
    '{\n  // why\n  A;\n}',
  );
});

test('in the middle of a line it becomes a block comment', () => {
  expect(replaced("return f(require( // why\n  './a'));\n", "require( // why\n  './a')", 'a')).toBe(
    'return f(/* why */ a);\n',
  );
});

test('one of several equal comments is kept once', () => {
  expect(replaced("/* a */ f(g(/* a */ 1), 'http://x');\n", 'g(/* a */ 1)', 'h')).toBe(
    "/* a */ f(/* a */ h, 'http://x');\n",
  );
});

test('what tells a tool about the code that went goes with it', () => {
  const line = "const a = require('./a'); // eslint-disable-line global-require";
  expect(replaced(`${line}\n`, line, "import a from './a.js';")).toBe("import a from './a.js';\n");
});
