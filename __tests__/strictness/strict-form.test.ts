import { analyse } from '../../src/analyse/analyse.js';
import { originalOffset, toStrictForm } from '../../src/analyse/strict-form.js';

function strict(source: string): string {
  const { form, obstacle } = toStrictForm('a.js', source, analyse('a.js', source));
  return obstacle ? `${obstacle.kind} at ${obstacle.range.start}` : (form?.source ?? source);
}

const same = (source: string): void => expect(strict(source)).toBe(source);

describe('what has no exact strict form names the place that stands against it', () => {
  test.each([
    ['with ({}) {}', 'early-error at 0'],
    ['f();\nfunction package() {}', 'early-error at 14'],
    ['var static = () => 1;', 'early-error at 4'],
    ['var v; eval(v);', 'direct-eval at 7'],
    ["'use strict'; eval('require');", 'direct-eval at 14'],
    ['function f(a) { [].pop.call(arguments); return a; }', 'arguments-alias at 28'],
    ['g(function (n) { return arguments.callee(n); });', 'callee at 24'],
    ['var o = Object.freeze({}); o.a = 1;', 'failing-write at 27'],
    ['function f() {} f.name += 1;', 'failing-write at 16'],
    ['function f() { return f.caller; }', 'function-properties at 22'],
    ['var f = function own() { own++; };', 'function-name at 25'],
    ['f();\nif (1) return;\nlet a = 1;\nfunction f() { return a; }', 'top-level-return at 12'],
    ['function f() { return a; }\nif (1) return;\nlet a = 1;', 'top-level-return at 34'],
  ])('%j', (source, place) => {
    expect(strict(source)).toBe(place);
  });
});

describe('what strict mode runs the same is left alone', () => {
  test.each([
    "'use strict'; function f(a) { a = 1; return arguments[0]; } f(this);",
    'var count = 0; count = 1; count++;',
    'global.n = 1; n += 1; n++;',
    '{ function inner() {} inner(); }',
    '{ async function inner() {} } typeof inner;',
    'function f(a) { { function a() {} } return a; }',
    'function f(a) { a = 1; return arguments.length; }',
    'function f(a) { a = [].slice.call(arguments); return a; }',
    'function f(a, b) { b = 1; return [arguments[0], [].slice.call(arguments, 2)]; }',
    'function f(a = 1) { a = 2; return arguments[0]; }',
    'function f(a) { if (a) { a = 1; return f(a); } return g.apply(null, arguments); }',
    'function F() { if (!(this instanceof F)) return new F(); this.a = 1; } F();',
    'function F() { return this instanceof F ? this : new F(); } F();',
    'var o = { m: function () { return this; } }; o.m();',
    'String.prototype.up = function () { return this.toUpperCase(); };',
    'var o = {}; o.a = 1; Object.freeze(o);',
    "(0, eval)('var x = 1'); new Function('return x');",
    "console.log({ package: 1 }.package, '\\0', 0.5, 0);",
    'class A { m() { return (function () { return this; })(); } }',
  ])('%j', same);
});

test.each([
  ['function f() {} f.name = 1;', "function f() {} Reflect.set(f, 'name', 1);"],
  ["var f = new Function('a'); f.title = f.name = g();", "var f = new Function('a'); f.title = g();"],
  ['var f = function () {}; h(f.length = (2));', 'var f = function () {}; h((2));'],
])('writing to the name of a function does nothing: %j', (source, form) => {
  expect(strict(source)).toBe(form);
});

test('the strict form needs no other', () => {
  const once = strict(
    'n = 010;\nif (n) return g();\n{ function g() {} }\nfunction f(a) { a = 1; return arguments; }\n',
  );
  same(once);
});

test('a label that the file uses is not used again', () => {
  expect(strict('main: for (;;) { if (main) return; break main; }')).toContain('break main_;');
});

test('comments, indentation and line ends around the edits stay', () => {
  const source = '/* a */ n /* b */ = /* c */ 010 /* d */;\r\n\tif (n) // e\r\n\t\treturn f(); // g\r\n\tf();\r\n';
  expect(strict(source)).toBe(
    [
      '/* a */ globalThis.n /* b */ = /* c */ 0o10 /* d */;',
      '\tmain: {',
      '\tif (n) { // e',
      '\t\tf();',
      '\t\tbreak main;',
      '\t} // g',
      '\tf();',
      '}',
      '',
    ].join('\r\n'),
  );
});

test('places in the strict form are found again in the original', () => {
  const source = "a = 1;\nif (a) return;\nb(010, '\\101');\nfunction b() {}\n";
  const { form } = toStrictForm('a.js', source, analyse('a.js', source));
  const at = (text: string): number => originalOffset(form!.rounds, form!.source.indexOf(text));
  expect(at('= 1')).toBe(source.indexOf('= 1'));
  expect(at('(0o10')).toBe(source.indexOf('(010'));
  expect(at('function b')).toBe(source.indexOf('function b'));
});
