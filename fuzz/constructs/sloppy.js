import { definer, toRoot } from './define.js';

const def = definer('body', { sloppy: true });
/** A construct whose whole body is fixed text. @param {string} tag @param {string} code @param {Partial<import('./define.js').Construct>} [traits] */
const says = (tag, code, traits) => def(tag, (c) => c.add('body', code), traits);
const hard = { hard: true };

/** Code whose meaning depends on sloppy mode. */
export const sloppyConstructs = [
  // Early errors as a module.
  says('sloppy.with', `with ({ inWith: 1 }) { console.log(inWith); }`),
  says('sloppy.octal', `console.log(010, '\\101', 08, '\\8');`),
  says('sloppy.duplicate-parameters', `function dup(a, a) { return a; }\nconsole.log(dup(1, 2));`),
  says('sloppy.delete-identifier', `var deletable = 1;\nconsole.log(delete deletable, typeof deletable);`),
  says('sloppy.function-in-if', `if (true) function inIf() { return 'if'; }\nconsole.log(typeof inIf);`),
  says('sloppy.labelled-function', `label: function labelled() { return 'l'; }\nconsole.log(labelled());`),
  says(
    'sloppy.duplicate-functions',
    `function twice() { return 1; }\nfunction twice() { return 2; }\nconsole.log(twice());`,
  ),
  says('sloppy.var-and-function', `var both;\nfunction both() { return 'fn'; }\nconsole.log(typeof both);`),
  says('sloppy.var-and-function-value', `function both2() {}\nvar both2 = 'value';\nconsole.log(both2);`),
  says(
    'sloppy.block-duplicate-functions',
    `{ function inB() { return 1; } function inB() { return 2; } console.log(inB()); }`,
  ),
  says(
    'sloppy.reserved-identifiers',
    `var let_ = 1, static = 2, package = 3, interface = 4, yield = 5;\nconsole.log(static + package + interface + yield);`,
  ),
  says('sloppy.let-identifier', `var let = 'let';\nconsole.log(let);`),
  says(
    'sloppy.await-identifier',
    `var await = 'await';\nfunction usesAwait(await) { return await; }\nconsole.log(await, usesAwait(1));`,
  ),
  says(
    'sloppy.arguments-binding',
    `function f1() { arguments = [1]; return arguments.length; }\nvar eval$ = 1;\nconsole.log(f1());`,
  ),
  says('sloppy.html-comment', `var htmlX = 5;\nconsole.log(htmlX); <!-- a comment to the end\n--> another`),
  says('sloppy.html-comment-operator', `var c1 = 3, x1 = 2;\nvar r1 = x1 <!-- c1\n;console.log(r1, c1);`),
  says('sloppy.for-in-initialiser', `for (var fi = 0 in {}) {}\nconsole.log(fi);`),
  says('sloppy.eval-name', `var arguments2 = 1;\nfunction evalName(eval) { return eval; }\nconsole.log(evalName(3));`),
  says('sloppy.yield-parameter', `function usesYield(yield) { return yield; }\nconsole.log(usesYield('y'));`),
  // Errors at run time.
  says('sloppy.undeclared', `undeclared = 5;\nconsole.log(undeclared, global.undeclared);`),
  says(
    'sloppy.undeclared-for',
    `for (loopVar = 0; loopVar < 2; loopVar++);\nfor (keyVar in { k: 1 });\nfor (ofVar of [7]);\nconsole.log(loopVar, keyVar, ofVar);`,
  ),
  says(
    'sloppy.undeclared-in-function',
    `function leak() { leaked = 'leaked'; [leakA, leakB] = [1, 2]; leaked2 = leaked3 = 3; }\nleak();\nconsole.log(leaked, leakA + leakB, leaked2, leaked3);`,
  ),
  def('sloppy.undeclared-across', (c) => {
    c.program.files['leaky.js'] = `acrossFiles = 'leaked';\n`;
    const up = toRoot(c.module.file);
    c.add(
      'body',
      `require('${up}leaky');\nconsole.log(acrossFiles);\nacrossFiles = 'again';\nconsole.log(global.acrossFiles);`,
    );
  }),
  says('sloppy.undeclared-compound', `global.counterG = 1;\ncounterG += 2;\ncounterG++;\nconsole.log(counterG);`),
  says(
    'sloppy.write-frozen',
    `const frozen = Object.freeze({ a: 1 });\nfrozen.a = 2;\nfrozen.b = 3;\nconsole.log(frozen.a, frozen.b);`,
    hard,
  ),
  says(
    'sloppy.write-getter-only',
    `const getterOnly = { get g() { return 1; } };\ngetterOnly.g = 2;\nconsole.log(getterOnly.g);`,
    hard,
  ),
  says(
    'sloppy.write-primitive',
    `var prim = 'text';\nprim.prop = 1;\nprim.length = 99;\nconsole.log(prim.prop, prim.length);`,
    hard,
  ),
  says('sloppy.write-undefined', `undefined = 1;\nNaN = 2;\nconsole.log(undefined, NaN);`),
  says(
    'sloppy.write-function-name',
    `var selfName = function inner() { inner = 1; return typeof inner; };\nconsole.log(selfName());`,
  ),
  says('sloppy.delete-fails', `console.log(delete Object.prototype, delete [].length, delete Math.PI);`),
  says(
    'sloppy.callee',
    `var fact = function (n) { return n < 2 ? 1 : n * arguments.callee(n - 1); };\nconsole.log(fact(4));`,
    hard,
  ),
  says(
    'sloppy.caller',
    `function whoCalls() { return whoCalls.caller === null || typeof whoCalls.caller; }\nfunction callsIt() { return whoCalls(); }\nconsole.log(callsIt());`,
    hard,
  ),
  says(
    'sloppy.function-arguments',
    `function ownArgs(a) { return ownArgs.arguments.length; }\nconsole.log(ownArgs(1, 2));`,
    hard,
  ),
  // Silent changes.
  says(
    'sloppy.this-plain-call',
    `function plainThis() { return this === global; }\nconsole.log(plainThis(), typeof (function () { return this; })());`,
  ),
  says(
    'sloppy.this-write',
    `function setsGlobal() { this.setByThis = 'global'; }\nsetsGlobal();\nconsole.log(typeof setByThis, global.setByThis);`,
  ),
  says(
    'sloppy.this-constructor-guard',
    `function Guarded(n) { if (!(this instanceof Guarded)) return new Guarded(n); this.n = n; }\nconsole.log(Guarded(4).n, new Guarded(5).n);`,
  ),
  says(
    'sloppy.this-boxed',
    `String.prototype.fuzzType = function () { return typeof this; };\nNumber.prototype.fuzzSelf = function () { return this === 5; };\nconsole.log('s'.fuzzType(), (5).fuzzSelf());`,
  ),
  says(
    'sloppy.this-callbacks',
    `var seen = [];\n[1].forEach(function () { seen.push(this === global); });\n[2].map(function () { seen.push(typeof this); });\nconsole.log(seen.join());`,
  ),
  says(
    'sloppy.this-root',
    `var rootThis = (function () { return this; })() || global;\nvar viaFunction = Function('return this')();\nconsole.log(rootThis === global, viaFunction === global);`,
  ),
  says(
    'sloppy.this-null-call',
    `function thisOf() { return this === global; }\nconsole.log(thisOf.call(null), thisOf.apply(undefined), thisOf.call(5));`,
  ),
  says(
    'sloppy.this-umd',
    `(function (root, f) { root.umdLib = f(); })(typeof window !== 'undefined' ? window : (function () { return this; })(), function () { return 'umd'; });\nconsole.log(global.umdLib);`,
  ),
  says(
    'sloppy.arguments-alias',
    `function aliased(a) { arguments[0] = 'changed'; return a; }\nfunction aliasedBack(a) { a = 'new'; return arguments[0]; }\nconsole.log(aliased('old'), aliasedBack('old'));`,
  ),
  says(
    'sloppy.arguments-default',
    `function noAlias(a, b = 1) { arguments[0] = 'changed'; return a; }\nconsole.log(noAlias('kept'));`,
  ),
  says(
    'sloppy.block-function',
    `if (true) { function blockFn() { return 'block'; } }\nconsole.log(typeof blockFn, blockFn());`,
  ),
  says(
    'sloppy.block-function-branch',
    `try { function inTry() { return 't'; } } finally { }\nswitch (1) { case 1: function inCase() { return 'c'; } }\nconsole.log(inTry(), inCase());`,
  ),
  says(
    'sloppy.block-function-before',
    `console.log(typeof laterBlock);\n{ function laterBlock() {} }\nconsole.log(typeof laterBlock);`,
  ),
  says(
    'sloppy.eval-var',
    `eval('var fromEval = 1; function fnFromEval() { return 2; }');\nconsole.log(typeof fromEval, typeof fnFromEval);`,
  ),
  says(
    'sloppy.eval-var-function',
    `function evalInside() { eval('var hidden = 3'); return hidden; }\nconsole.log(evalInside());`,
  ),
  says(
    'sloppy.function-properties',
    `function hasOwn() {}\nconsole.log(hasOwn.hasOwnProperty('caller'), hasOwn.hasOwnProperty('arguments'), Object.getOwnPropertyNames(hasOwn).length);`,
    hard,
  ),
  says('sloppy.typeof-arguments-top', `console.log(typeof arguments);`),
  // Annex B corners and functions that are strict on their own.
  says('sloppy.catch-var', `try { throw 'c'; } catch (ce) { var ce = 'inner'; console.log(ce); }\nconsole.log(ce);`),
  says('sloppy.catch-shadow-function', `try { throw 1; } catch (cf) { { function cf() {} } }\nconsole.log(typeof cf);`),
  says('sloppy.labelled-in-block', `{ lab: function labInBlock() { return 1; } }\nconsole.log(typeof labInBlock);`),
  says(
    'sloppy.strict-function',
    `function strictOne() { 'use strict'; return this === undefined; }\nfunction looseOne() { return this === undefined; }\nconsole.log(strictOne(), looseOne());`,
  ),
  says(
    'sloppy.set-timeout-this',
    `setTimeout(function () { console.log('timeout this', typeof this, this === global); }, 0);`,
  ),
  says(
    'sloppy.indirect-eval',
    `(0, eval)('var indirectVar = 1');\nconsole.log(typeof indirectVar, (0, eval)('this') === global);`,
  ),
  says('sloppy.function-constructor', `console.log(new Function('implicit = 4; return implicit')(), typeof implicit);`),
];
