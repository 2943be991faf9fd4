import { Edits, type Range } from '../../src/rewrite/edits.js';

/** The range of the only occurrence of a text. */
function at(source: string, text: string): Range {
  const start = source.indexOf(text);
  expect(start).toBeGreaterThanOrEqual(0);
  expect(source.indexOf(text, start + 1)).toBe(-1);
  return { start, end: start + text.length };
}

describe('plain edits', () => {
  test('no edit gives the source back', () => {
    const edits = new Edits('a;\n');
    expect(edits.changed).toBe(false);
    expect(edits.toString()).toBe('a;\n');
  });

  test('replacing by the same text is no edit', () => {
    const edits = new Edits('a;\n');
    edits.replace({ start: 0, end: 1 }, 'a');
    expect(edits.changed).toBe(false);
  });

  test('replace, remove, insert at both ends', () => {
    const edits = new Edits('abcdef');
    edits.replace({ start: 1, end: 2 }, 'BB');
    edits.remove({ start: 3, end: 5 });
    edits.insertBefore(0, '<');
    edits.insertAfter(6, '>');
    expect(edits.changed).toBe(true);
    expect(edits.toString()).toBe('<aBBcf>');
    expect(edits.toString()).toBe('<aBBcf>');
  });

  test('insertions at one offset: after, then before; lower order, then earlier call first', () => {
    const edits = new Edits('xy');
    edits.insertBefore(1, '4');
    edits.insertBefore(1, '5');
    edits.insertBefore(1, '3', -1);
    edits.insertAfter(1, '1');
    edits.insertAfter(1, '2');
    edits.insertBefore(1, '6', 1);
    expect(edits.toString()).toBe('x123456y');
  });

  test('insertions at the boundaries of a replaced range stay outside it, whichever came first', () => {
    const edits = new Edits('a b c');
    edits.insertBefore(2, '[');
    edits.replace({ start: 2, end: 3 }, 'B');
    edits.insertAfter(3, ']');
    edits.insertAfter(2, '(');
    edits.insertBefore(3, ')');
    expect(edits.toString()).toBe('a ([B]) c');
  });

  test('adjacent edits do not touch each other', () => {
    const edits = new Edits('abc');
    edits.replace({ start: 1, end: 2 }, '2');
    edits.replace({ start: 0, end: 1 }, '1');
    edits.replace({ start: 2, end: 3 }, '3');
    expect(edits.toString()).toBe('123');
  });
});

describe('conflicts', () => {
  const conflict = (state: (edits: Edits) => void): (() => void) => {
    const edits = new Edits('abcdef');
    return () => state(edits);
  };

  test('crossing edits throw, naming both', () => {
    expect(
      conflict((edits) => {
        edits.replace({ start: 0, end: 3 }, 'X');
        edits.replace({ start: 2, end: 5 }, 'Y');
      }),
    ).toThrow('Edit conflict: replace 2-5 "cde" by "Y" crosses replace 0-3 "abc" by "X"');
  });

  test('a replacement in, around or on a replacement throws', () => {
    for (const range of [
      { start: 2, end: 3 },
      { start: 0, end: 6 },
      { start: 1, end: 4 },
    ]) {
      expect(
        conflict((edits) => {
          edits.replace({ start: 1, end: 4 }, 'X');
          edits.replace(range, 'Y');
        }),
      ).toThrow(/lies inside/);
    }
  });

  test('an insertion inside a replacement throws, in either order', () => {
    expect(
      conflict((edits) => {
        edits.replace({ start: 1, end: 4 }, 'X');
        edits.insertBefore(2, 'Y');
      }),
    ).toThrow(/lies inside/);
    expect(
      conflict((edits) => {
        edits.insertBefore(2, 'Y');
        edits.replace({ start: 1, end: 4 }, 'X');
      }),
    ).toThrow(/lies inside/);
  });

  test('out of bounds', () => {
    expect(conflict((edits) => edits.replace({ start: 1, end: 7 }, ''))).toThrow('Edit out of bounds: 1-7 of 6');
    expect(conflict((edits) => edits.remove({ start: 3, end: 2 }))).toThrow(/out of bounds/);
    expect(conflict((edits) => edits.insertAfter(-1, 'x'))).toThrow(/out of bounds/);
  });

  test('an edit that is shown nowhere throws, unless it was to go', () => {
    const source = 'use(a); keep();';
    const lost = new Edits(source);
    lost.replace(at(source, 'a'), 'b');
    lost.remove(at(source, 'use(a); '));
    expect(() => lost.toString()).toThrow('Edit conflict: replace 4-5 "a" by "b" is lost in remove 0-8 "use(a); "');

    const meant = new Edits(source);
    meant.replace(at(source, 'a'), 'b');
    meant.remove(at(source, 'use(a); '), { dropEdits: true });
    expect(meant.toString()).toBe('keep();');
  });
});

describe('nested edits', () => {
  const source = 'module.exports = f(require("x"));\n';

  test('prefix and suffix around an expression with edits of its own', () => {
    const edits = new Edits(source);
    edits.replace(at(source, 'module.exports ='), 'export default');
    edits.replace(at(source, 'require("x")'), 'x');
    expect(edits.toString()).toBe('export default f(x);\n');
  });

  test.each([true, false])('replaceWith shows inner edits, stated before: %s', (before) => {
    const edits = new Edits(source);
    const inner = (): void => edits.replace(at(source, 'require("x")'), 'x');
    if (before) inner();
    edits.replaceWith(at(source, 'module.exports = f(require("x"));'), (show) => {
      return `const v = ${show(at(source, 'f(require("x"))'))};\nexport { v };`;
    });
    if (!before) inner();
    expect(edits.toString()).toBe('const v = f(x);\nexport { v };\n');
  });

  test('replaceWith that leaves an inner edit out throws', () => {
    const edits = new Edits(source);
    edits.replace(at(source, 'require("x")'), 'x');
    edits.replaceWith(at(source, 'f(require("x"))'), () => 'g()');
    expect(() => edits.toString()).toThrow(/is lost in replaceWith/);
  });

  test('wraps of one range nest in call order and travel with it', () => {
    const edits = new Edits('a + b');
    edits.wrap({ start: 4, end: 5 }, '(', ')');
    edits.wrap({ start: 4, end: 5 }, '[', ']');
    edits.replace({ start: 4, end: 5 }, 'c');
    edits.move({ start: 4, end: 5 }, 0);
    expect(edits.toString()).toBe('[(c)]a + ');
  });

  test('move takes inner edits along, whenever stated', () => {
    const text = 'first();\nlast(1);\n';
    const edits = new Edits(text);
    edits.move(at(text, 'last(1);\n'), 0);
    edits.replace(at(text, '1'), '2');
    edits.insertAfter(at(text, '1').end, ', 3');
    expect(edits.toString()).toBe('last(2, 3);\nfirst();\n');
  });

  test('slice applies the edits stated until now, and counts as showing them', () => {
    const edits = new Edits(source);
    edits.replace(at(source, 'require("x")'), 'x');
    const value = edits.slice(at(source, 'f(require("x"))'));
    expect(value).toBe('f(x)');
    edits.remove(at(source, 'module.exports = f(require("x"));\n'));
    edits.insertBefore(0, `export default ${value};\n`);
    expect(edits.toString()).toBe('export default f(x);\n');
  });

  test('an insertion may be made of parts of the original', () => {
    const edits = new Edits(source);
    edits.remove(at(source, 'module.exports = f('));
    edits.insertAfter(source.length, (inner) => `// ${inner(at(source, 'require("x")'))}\n`);
    edits.replace(at(source, '"x"'), "'./x.js'");
    expect(edits.toString()).toBe(`require('./x.js'));\n// require('./x.js')\n`);
  });

  test('a range rendered across an edit throws', () => {
    const edits = new Edits('abcdef');
    edits.replace({ start: 1, end: 4 }, 'X');
    expect(() => edits.slice({ start: 2, end: 6 })).toThrow(/crosses the rendered range/);
  });
});

describe('byte-exact outside the edits', () => {
  test.each([
    ['hashbang, CRLF', '#!/usr/bin/env node\r\nold();\r\nrest()\r\n'],
    ['byte order mark', '\ufeffold();\nrest()\n'],
    ['mixed line ends, form feed', 'a()\r\n\f\nold();\r\tb()\n\n'],
    ['U+2028 in a string, no final newline', 'x = "\u2028\u2029";\told(); // \ud83d\ude00'],
    ['lone surrogates', '"\ud800";old();"\udc00"'],
  ])('%s', (_name, source) => {
    const edits = new Edits(source);
    edits.replace(at(source, 'old'), 'new_');
    expect(edits.toString()).toBe(source.replace('old', 'new_'));
  });

  /** A linear congruential generator: the same numbers in every run. */
  function randomNumbers(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
  }

  test('random disjoint edits agree with splicing from the end', () => {
    const random = randomNumbers(42);
    const alphabet = [
      'a',
      ';',
      '\n',
      '\r\n',
      '\r',
      '\t',
      '\f',
      '\u2028',
      '\ufeff',
      '`',
      '/*',
      '*/',
      '\ud83d\ude00',
      ' ',
    ];
    for (let round = 0; round < 400; round++) {
      const source = Array.from({ length: random(120) }, () => alphabet[random(alphabet.length)]!).join('');
      const stated: { start: number; end: number; text: string }[] = [];
      let offset = 0;
      while (offset < source.length) {
        const start = offset + random(8);
        const end = start + 1 + random(5);
        if (end > source.length) break;
        stated.push({ start, end, text: random(3) === 0 ? '' : `<${round}:${start}>` });
        offset = end;
      }
      let expected = source;
      for (const { start, end, text } of [...stated].reverse()) {
        expected = expected.slice(0, start) + text + expected.slice(end);
      }
      const edits = new Edits(source);
      for (const one of stated.sort(() => random(3) - 1)) {
        if (one.text === '') edits.remove(one);
        else edits.replace(one, one.text);
      }
      expect(edits.toString()).toBe(expected);
      expect(edits.slice({ start: 0, end: source.length })).toBe(expected);
    }
  });

  test('random nested wraps agree with inserting brackets', () => {
    const random = randomNumbers(7);
    for (let round = 0; round < 200; round++) {
      const source = Array.from({ length: 40 }, (_, i) => String.fromCharCode(97 + (i % 26))).join('');
      const ranges: Range[] = [];
      const split = (start: number, end: number): void => {
        if (end - start < 2) return;
        const from = start + random(end - start - 1);
        const to = from + 1 + random(end - from);
        ranges.push({ start: from, end: to });
        if (to - from < end - start) split(from, to);
        split(to, end);
      };
      split(0, source.length);
      const expected = [...source, '']
        .map((char, i) => {
          const closing = ranges.filter((range) => range.end === i).length;
          const opening = ranges.filter((range) => range.start === i).length;
          return ')'.repeat(closing) + '('.repeat(opening) + char;
        })
        .join('');
      const edits = new Edits(source);
      for (const range of ranges.sort(() => random(3) - 1)) edits.wrap(range, '(', ')');
      expect(edits.toString()).toBe(expected);
    }
  });
});

test('thousands of edits in one file, stated in any order', () => {
  const line = 'const value = require("./value");\n';
  const source = line.repeat(5000);
  const edits = new Edits(source);
  for (let i = 0; i < 5000; i++) {
    const start = ((i * 7) % 5000) * line.length;
    edits.replace({ start: start + 14, end: start + 32 }, 'load()');
    edits.insertBefore(start, '/**/');
  }
  expect(edits.toString()).toBe('/**/const value = load();\n'.repeat(5000));
});
