import { parse } from '@babel/parser';
import { isBindingName, isIdentifierName } from '../../src/analyse/identifier-names.js';
import { memberName, propertyKey } from '../../src/rewrite/names.js';
import {
  exportAll,
  exportList,
  importDeclaration,
  importNamed,
  needsParenthesesAfterDefault,
} from '../../src/rewrite/print.js';
import { printNode, recast } from '../../src/rewrite/recast.js';
import type { Style } from '../../src/analyse/style.js';

const style: Style = {
  quote: "'",
  semi: true,
  indent: '  ',
  eol: '\n',
  trailingComma: false,
  bracketSpacing: true,
  spaceBeforeParameters: false,
};
const name = (text: string): { imported: string; local: string; exported: string } => ({
  imported: text,
  local: text,
  exported: text,
});

describe('imports', () => {
  test('every form', () => {
    expect(importNamed([name('a'), { imported: 'b', local: 'c' }], './x.js', style)).toBe(
      `import { a, b as c } from './x.js';`,
    );
    expect(importDeclaration({ from: 'x', default: 'd' }, style)).toBe(`import d from 'x';`);
    expect(importDeclaration({ from: 'x', default: 'd', named: [name('a')] }, style)).toBe(`import d, { a } from 'x';`);
    expect(importDeclaration({ from: 'x', namespace: 'ns' }, style)).toBe(`import * as ns from 'x';`);
    expect(importDeclaration({ from: 'x', default: 'd', namespace: 'ns' }, style)).toBe(`import d, * as ns from 'x';`);
    expect(importDeclaration({ from: 'x' }, style)).toBe(`import 'x';`);
    expect(importDeclaration({ from: 'x', named: [name('T')], typeOnly: true }, style)).toBe(
      `import type { T } from 'x';`,
    );
    expect(importDeclaration({ from: 'x', named: [{ imported: 'default', local: 'd' }] }, style)).toBe(
      `import { default as d } from 'x';`,
    );
  });

  test('a namespace and names in one declaration is our mistake', () => {
    expect(() => importDeclaration({ from: 'x', namespace: 'ns', named: [name('a')] }, style)).toThrow(/namespace/);
  });

  test('follows quotes, semicolons and spaces', () => {
    const other: Style = { ...style, quote: '"', semi: false, bracketSpacing: false };
    expect(importNamed([name('a')], './x.js', other)).toBe('import {a} from "./x.js"');
    expect(importDeclaration({ from: './x', default: 'd', attributes: { type: 'json' } }, other)).toBe(
      'import d from "./x" with {type: "json"}',
    );
    expect(exportList([{ local: 'a', exported: 'x-y' }], other)).toBe('export {a as "x-y"}');
  });

  test('specifiers with quotes and backslashes', () => {
    expect(importDeclaration({ from: `./it's "a" \\b.js` }, style)).toBe(`import './it\\'s "a" \\\\b.js';`);
  });

  test('beyond 100 columns, one name a line', () => {
    const names = Array.from({ length: 8 }, (_, i) => name(`exported${i}`));
    expect(importNamed(names, './module.js', style)).toBe(
      `import {\n${names.map(({ local }) => `  ${local}`).join(',\n')}\n} from './module.js';`,
    );
    const tabs: Style = { ...style, indent: '\t', eol: '\r\n', trailingComma: true, semi: false };
    expect(importNamed(names, './module.js', tabs)).toBe(
      `import {\r\n${names.map(({ local }) => `\t${local},\r\n`).join('')}} from './module.js'`,
    );
  });

  test('a line of exactly 100 columns stays one line', () => {
    const at = (length: number): string => importNamed([name('a'), name('b')], 'x'.repeat(length - 24), style);
    expect(at(100)).toHaveLength(100);
    expect(at(101).split('\n')).toEqual(['import {', '  a,', '  b', `} from '${'x'.repeat(77)}';`]);
  });
});

describe('what recast gets wrong', () => {
  const { builders: b } = recast().types;
  const reprinted = (code: string): string =>
    recast().prettyPrint(
      recast().parse(code, {
        parser: { parse: (text: string) => parse(text, { sourceType: 'module', tokens: true, attachComment: false }) },
      }),
      { quote: 'single' },
    ).code;

  test('import attributes, which it drops', () => {
    expect(reprinted(`import d from './d.json' with { type: 'json' };`)).toBe(`import d from './d.json';`);
    expect(importDeclaration({ from: './d.json', default: 'd', attributes: { type: 'json' } }, style)).toBe(
      `import d from './d.json' with { type: 'json' };`,
    );
    expect(importDeclaration({ from: 'x', attributes: { type: 'json', 'a-b': '' } }, style)).toBe(
      `import 'x' with { type: 'json', 'a-b': '' };`,
    );
  });

  test('string names with `as`, of which it makes another program', () => {
    expect(reprinted(`export { 'a-b' as 'q r' } from 'd';`)).toBe(`export { 'a-b' } from 'd';`);
    expect(exportList([{ local: 'a-b', exported: 'q r' }], style, 'd')).toBe(`export { 'a-b' as 'q r' } from 'd';`);
    expect(exportList([{ local: 'a-b', exported: 'a-b' }], style, 'd')).toBe(`export { 'a-b' } from 'd';`);
  });

  test('string names in its builders, which throw', () => {
    const stringName = b.stringLiteral('module.exports') as unknown as ReturnType<typeof b.identifier>;
    expect(() => b.exportSpecifier.from({ local: b.identifier('x'), exported: stringName })).toThrow(/does not match/);
    expect(exportList([{ local: 'x', exported: 'module.exports' }], style)).toBe(`export { x as 'module.exports' };`);
    expect(importNamed([{ imported: 'module.exports', local: 'x' }], './x.js', style)).toBe(
      `import { 'module.exports' as x } from './x.js';`,
    );
    expect(exportAll('./x.js', style, 'x y')).toBe(`export * as 'x y' from './x.js';`);
  });

  test('long export lists, which it never breaks', () => {
    const names = Array.from({ length: 9 }, (_, i) => ({ local: `local${i}`, exported: `exported${i}` }));
    const node = b.exportNamedDeclaration(
      null,
      names.map(({ local, exported }) =>
        b.exportSpecifier.from({ local: b.identifier(local), exported: b.identifier(exported) }),
      ),
    );
    expect(recast().print(node, { wrapColumn: 80 }).code).not.toContain('\n');
    expect(exportList(names, style)).toBe(
      `export {\n${names.map(({ local, exported }) => `  ${local} as ${exported}`).join(',\n')}\n};`,
    );
  });
});

describe('exports', () => {
  test('lists', () => {
    expect(exportList([name('a'), { local: 'b', exported: 'default' }], style)).toBe('export { a, b as default };');
    expect(exportList([name('default')], style, './x.js')).toBe(`export { default } from './x.js';`);
    expect(exportList([{ local: 'del', exported: 'delete' }], style)).toBe('export { del as delete };');
    expect(exportList([], style)).toBe('export {};');
  });

  test('all', () => {
    expect(exportAll('./x.js', style)).toBe(`export * from './x.js';`);
    expect(exportAll('./x.js', { ...style, semi: false }, 'ns')).toBe(`export * as ns from './x.js'`);
  });

  test.each([
    ['function () {}()', true],
    ['function(){}.bind(x)', true],
    ['function* () {}()', true],
    ['class {}.name', true],
    ['async function () {}()', true],
    ['async /* c */ function () {}()', true],
    ['/** @type {X} */ function () {}()', true],
    ['// c\nclass A {}.b', true],
    ['functional()', false],
    ['class$', false],
    ['classé', false],
    ['async () => {}', false],
    ['async\nfunction f() {}', false],
    ['(function () {})()', false],
    ['new (class {})()', false],
    ['/** @type {X} */ (v)', false],
  ])('parentheses after default: %s', (expression, expected) => {
    expect(needsParenthesesAfterDefault(expression)).toBe(expected);
    if (expected) {
      const [only] = parse(`export default (${expression});`, { sourceType: 'module' }).program.body;
      expect(only?.type === 'ExportDefaultDeclaration' && only.declaration.type).toMatch(/Expression/);
    }
  });
});

describe('names', () => {
  test('identifier names', () => {
    for (const yes of ['a', '$', '_1', 'é', '𠮷', 'class', 'a\u200d']) expect(isIdentifierName(yes)).toBe(true);
    for (const no of ['', '1a', 'a-b', 'a b', 'a.b', '\u200d', '\\u0061']) expect(isIdentifierName(no)).toBe(false);
  });

  test('reserved words and binding names', () => {
    for (const word of ['class', 'await', 'yield', 'let', 'static', 'enum', 'null', 'package']) {
      expect(isBindingName(word)).toBe(false);
    }
    for (const word of ['of', 'async', 'get', 'undefined', 'constructor', 'toString']) {
      expect(isBindingName(word)).toBe(true);
    }
    expect(isBindingName('eval')).toBe(false);
    expect(isBindingName('arguments')).toBe(false);
  });

  test('member names are quoted when they have to be', () => {
    expect(memberName('a', style)).toBe('a');
    expect(memberName('delete', style)).toBe('delete');
    expect(memberName('', style)).toBe("''");
    expect(memberName(`it's "so"`, style)).toBe(`'it\\'s "so"'`);
    expect(memberName(`it's "so"`, { quote: '"' })).toBe(`"it's \\"so\\""`);
    expect(memberName('a\n\u2028\\"', style)).toBe(`'a\\n\\u2028\\\\"'`);
    expect(() => memberName('\ud800', style)).toThrow('Not a possible export name: "\\ud800"');
  });

  test.each(['a', 'class', 'x-y', '', '1', '__proto__', `it's`, '\\"', '\u2028', '\ud800'])(
    'property key %j',
    (key) => {
      for (const quote of ["'", '"'] as const) {
        const object = new Function(`return { ${propertyKey(key, { quote })}: 1 };`)() as object;
        expect(Object.entries(object)).toEqual([[key, 1]]);
        expect(Object.getPrototypeOf(object)).toBe(Object.getPrototypeOf(new Function('return {}')()));
      }
    },
  );
});

test('other nodes are printed by recast in the style of the file', () => {
  const { builders: b } = recast().types;
  const node = b.variableDeclaration('const', [
    b.variableDeclarator(
      b.identifier('require'),
      b.callExpression(b.identifier('createRequire'), [b.stringLiteral("it's")]),
    ),
  ]);
  expect(printNode(node, style)).toBe(`const require = createRequire('it\\'s');`);
  expect(printNode(node, { ...style, quote: '"', semi: false })).toBe(`const require = createRequire("it's")`);
});
