import { decodeSpecifier, encodeSpecifier, relativeSpecifier } from '../../src/link/percent.js';

describe('encodeSpecifier', () => {
  test.each([
    ['./a#b.js', './a%23b.js'],
    ['./what?.js', './what%3F.js'],
    ['./100%.js', './100%25.js'],
    ['./a%23b.js', './a%2523b.js'],
    ['./with space é.js', './with space é.js'],
  ])('%s -> %s, and back', (path, specifier) => {
    expect(encodeSpecifier(path)).toBe(specifier);
    expect(decodeSpecifier(specifier)).toBe(path);
  });
});

describe('decodeSpecifier', () => {
  test('drops query and fragment', () => {
    expect(decodeSpecifier('./a.js?v=1#x')).toBe('./a.js');
  });
  test('refuses encoded slashes and malformed escapes', () => {
    expect(decodeSpecifier('./a%2Fb.js')).toBeNull();
    expect(decodeSpecifier('./a%5cb.js')).toBeNull();
    expect(decodeSpecifier('./100%.js')).toBeNull();
  });
});

describe('relativeSpecifier', () => {
  test.each([
    ['index.js', 'x.js', './x.js'],
    ['lib/a.js', 'lib/b.js', './b.js'],
    ['lib/a.js', 'y/index.js', '../y/index.js'],
    ['lib/deep/a.js', 'index.js', '../../index.js'],
    ['lib/a.js', 'lib/.hidden.cjs', './.hidden.cjs'],
    ['lib/a.js', 'lib/..x/c#.js', './..x/c%23.js'],
    ['a.js', 'a.js', './a.js'],
  ])('from %s to %s: %s', (from, to, specifier) => {
    expect(relativeSpecifier(from, to)).toBe(specifier);
  });
});
