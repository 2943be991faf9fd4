import { migrated, output, tempProject } from './project.js';

/** Migrates, runs a file before and after, and gives all of it. */
async function both(files: Record<string, string>, main = 'main.js') {
  const root = tempProject(files);
  const before = output(root, main);
  const after = await migrated(root);
  const kept = after.changes.filter((c) => c.newPath.endsWith('.cjs')).map((c) => c.newPath);
  return { ...after, before, ran: output(after.dir, main), kept, rules: after.findings.map((f) => f.rule) };
}

describe('cycles that become ES modules', () => {
  test('read later, in a function', async () => {
    const run = await both({
      'a.js': `const b = require('./b');\nexports.name = 'a';\nexports.both = () => exports.name + b.name;\n`,
      'b.js': `const a = require('./a');\nexports.name = 'b';\nexports.both = () => exports.name + a.name;\n`,
      'main.js': `const a = require('./a');\nconst b = require('./b');\nconsole.log(a.both(), b.both());\n`,
    });
    expect(run.before).toBe('ab ba\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual([]);
    expect(run.rules).toEqual([]);
  });

  test('a class assigned before the requires at the bottom, read late', async () => {
    const run = await both({
      'range.js': `class Range { make() { return new Comparator().name; } }\nmodule.exports = Range;\n\nconst Comparator = require('./comparator');\n`,
      'comparator.js': `class Comparator { constructor() { this.name = 'c'; } range() { return new Range(); } }\nmodule.exports = Comparator;\n\nconst Range = require('./range');\n`,
      'main.js': `const Range = require('./range');\nconst Comparator = require('./comparator');\nconsole.log(new Range().make(), new Comparator().range().make());\n`,
    });
    expect(run.before).toBe('c c\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual([]);
    expect(run.rules).toEqual([]);
  });

  test('a function declaration read early', async () => {
    const run = await both({
      'a.js': `exports.f = function () { return 'f'; };\nconst b = require('./b');\nconsole.log(b.v);\n`,
      'b.js': `const a = require('./a');\nexports.v = 'b saw ' + a.f();\n`,
      'main.js': `require('./a');\n`,
    });
    expect(run.before).toBe('b saw f\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual([]);
    expect(run.text('a.js')).toContain('export function f()');
  });

  test('a member that was undefined when it was read is declared with var', async () => {
    const run = await both({
      'a.js': `const b = require('./b');\nexports.k = 'A';\nconsole.log(b.v);\n`,
      'b.js': `const a = require('./a');\nexports.v = 'b saw ' + a.k;\n`,
      'main.js': `require('./a');\n`,
    });
    expect(run.before).toBe('b saw undefined\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual([]);
    expect(run.text('a.js')).toContain("export var k = 'A'");
  });

  test('a binding of the file that was exported after the early read', async () => {
    const run = await both({
      'a.js': `const b = require('./b');\nconst k = 'A';\nmodule.exports.k = k;\nconsole.log(b.v, k);\n`,
      'b.js': `const a = require('./a');\nexports.v = 'b saw ' + a.k;\n`,
      'main.js': `require('./a');\n`,
    });
    expect(run.before).toBe('b saw undefined A\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual([]);
  });

  test('a base class across a cycle, entered at the derived class', async () => {
    const files = {
      'base.js': `const derived = require('./derived');\nclass Base { make() { return new derived.Derived(); } }\nexports.Base = Base;\n`,
      'derived.js': `const base = require('./base');\nclass Derived extends base.Base { name() { return 'derived'; } }\nexports.Derived = Derived;\n`,
      'main.js': `const { Derived } = require('./derived');\nconsole.log(new Derived().make().name());\n`,
    };
    const run = await both(files);
    expect(run.before).toBe('derived\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual([]);
  });

  test('a barrel whose modules read each other through it late', async () => {
    const run = await both({
      'index.js': `exports.a = require('./a');\nexports.b = require('./b');\n`,
      'a.js': `const index = require('./index');\nexports.run = () => 'a' + typeof index.b.run;\n`,
      'b.js': `const index = require('./index');\nexports.run = () => 'b' + typeof index.a.run;\n`,
      'main.js': `const index = require('./index');\nconsole.log(index.a.run(), index.b.run());\n`,
    });
    expect(run.before).toBe('afunction bfunction\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual([]);
  });

  test('a lazy require inside a cycle stays where it is', async () => {
    const run = await both({
      'a.js': `const b = require('./b');\nexports.A = class { b() { return new b.B(); } };\n`,
      'b.js': `exports.B = class { a() { return new (require('./a').A)(); } };\n`,
      'main.js': `const { B } = require('./b');\nconsole.log(typeof new B().a().b());\n`,
    });
    expect(run.before).toBe('object\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual([]);
  });

  test('a require after a barrier whose target has begun is an import', async () => {
    const run = await both({
      'index.js': `exports.name = () => 'index';\nconst a = require('./a');\nexports.a = a;\n`,
      'a.js': `console.log('a begins');\nconst index = require('./index');\nexports.run = () => index.name();\n`,
      'main.js': `const index = require('./index');\nconsole.log(index.a.run());\n`,
    });
    expect(run.before).toBe('a begins\nindex\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual([]);
  });
});

describe('cycles that stay CommonJS', () => {
  test('a file that requires itself by a list', async () => {
    const run = await both({
      'a.js': `exports.early = 1;\n['./a'].map((x) => require(x).early);\n`,
      'main.js': `require('./a');\n`,
    });
    expect(run.kept).toContain('a.cjs');
    expect(run.rules).toEqual(['old-path', 'kept-cycle']);
  });

  test('exports before the require, a class read at load', async () => {
    const run = await both({
      'base.js': `class Base { make() { return new (require('./derived'))(); } }\nmodule.exports = Base;\nrequire('./derived');\n`,
      'derived.js': `const Base = require('./base');\nclass Derived extends Base { name() { return 'derived'; } }\nmodule.exports = Derived;\n`,
      'main.js': `const Base = require('./base');\nconsole.log(new Base().make().name());\n`,
    });
    expect(run.before).toBe('derived\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual(['base.cjs', 'derived.cjs']);
    const finding = run.findings.find((f) => f.rule === 'kept-cycle' && f.file === 'derived.js');
    expect(finding).toMatchObject({
      severity: 'info',
      line: 2,
      message:
        'Stays CommonJS: in the require cycle derived.js:1 -> base.js:3 -> derived.js, derived.js reads the exports while it loads.',
    });
  });

  test('the exports object used whole at load', async () => {
    const run = await both({
      'a.js': `const b = require('./b');\nexports.x = 1;\nexports.seen = () => b.seen();\n`,
      'b.js': `const a = require('./a');\nconst kept = [a];\na.fromB = 1;\nexports.seen = () => JSON.stringify(kept);\n`,
      'main.js': `const a = require('./a');\nconsole.log(a.seen());\n`,
    });
    expect(run.before).toBe('[{"fromB":1,"x":1}]\n');
    expect(run.ran).toBe(run.before);
  });

  test('a require after a barrier whose target loads then', async () => {
    const run = await both({
      'a.js': `console.log('a begins');\nconst b = require('./b');\nexports.run = () => b.name;\n`,
      'b.js': `console.log('b begins');\nconst a = require('./a');\nexports.name = 'b';\nexports.run = () => a.run();\n`,
      'main.js': `const a = require('./a');\nconsole.log(a.run());\n`,
    });
    expect(run.before).toBe('a begins\nb begins\nb\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual(['a.cjs', 'b.cjs']);
  });

  test('a lazy require that runs while the cycle loads', async () => {
    const run = await both({
      'a.js': `const b = require('./b');\nexports.name = 'a';\nexports.b = b.init();\n`,
      'b.js': `exports.init = () => typeof require('./a').name;\n`,
      'main.js': `const a = require('./a');\nconsole.log(a.b);\n`,
    });
    expect(run.before).toBe('string\n');
    expect(run.ran).toBe(run.before);
  });

  test('a binding of another module that a called function needs', async () => {
    const run = await both({
      'a.js': `const table = new Map([['k', 1]]);\nexports.get = get;\nfunction get(k) { return table.get(k); }\nconst b = require('./b');\nconsole.log(b.v);\n`,
      'b.js': `const a = require('./a');\nexports.v = a.get('k');\n`,
      'main.js': `require('./a');\n`,
    });
    expect(run.before).toBe('1\n');
    expect(run.ran).toBe(run.before);
    expect(run.kept).toEqual(['a.cjs', 'b.cjs']);
  });
});

test('a name that CommonJS left undefined for good is reported', async () => {
  const run = await both({
    'a.js': `const { fb } = require('./b');\nexports.fa = () => 'fa';\nexports.run = () => fb();\n`,
    'b.js': `const { fa } = require('./a');\nexports.fb = () => typeof fa;\n`,
    'main.js': `console.log(require('./a').run());\n`,
  });
  expect(run.before).toBe('undefined\n');
  expect(run.ran).toBe('function\n');
  expect(run.findings.filter((f) => f.rule === 'cycle-reads-more')).toMatchObject([{ file: 'b.js', line: 1 }]);
});
