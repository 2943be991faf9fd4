'use strict';

const test = require('node:test');
const assert = require('node:assert');

const slugify = require('../src/util/slugify');
const format = require('../src/util/format');
const Money = require('../src/util/money');
const ids = require('../src/util/ids');

test('slugify drops accents and punctuation', () => {
  assert.strictEqual(slugify('Crème Brûlée -- Cup!'), 'creme-brulee-cup');
  assert.strictEqual(slugify(42), '42');
});

test('format is a function with properties', () => {
  assert.strictEqual(typeof format, 'function');
  assert.deepStrictEqual(Object.keys(format), ['fallback', 'symbols', 'compact']);
  assert.strictEqual(format.symbols.GBP, '£');
});

test('format writes amounts', () => {
  assert.strictEqual(format(1250), '€12.50');
  assert.strictEqual(format(-5, 'USD'), '-$0.05');
  assert.strictEqual(format(100, 'CHF'), 'CHF 1.00');
  assert.strictEqual(format.compact(2400, 'EUR'), '€24');
});

test("format's fallback can be changed by the host", (t) => {
  t.after(() => {
    format.fallback = 'EUR';
  });
  format.fallback = 'GBP';
  assert.strictEqual(format(100), '£1.00');
});

test('Money is a class', () => {
  const price = new Money(995);
  assert.ok(price instanceof Money);
  assert.throws(() => Money(1), TypeError);
  assert.strictEqual(price.currency, 'EUR');
});

test('Money adds and multiplies', () => {
  const sum = Money.zero().plus(new Money(995)).times(3);
  assert.strictEqual(sum.cents, 2985);
  assert.strictEqual(`${sum}`, '€29.85');
});

test('Money refuses other currencies, fractions and changes', () => {
  assert.throws(() => new Money(1).plus(new Money(1, 'USD')), /cannot add USD to EUR/);
  assert.throws(() => new Money(1.5), TypeError);
  assert.throws(() => {
    new Money(1).cents = 2;
  }, TypeError);
});

test('ids count up, and the count can be read', () => {
  const before = ids.issued;
  const first = ids.next('ORD');
  const second = ids.next('ORD');

  assert.strictEqual(ids.issued, before + 2);
  assert.strictEqual(ids.parse(second).number, ids.parse(first).number + 1);
});

test('ids can be taken apart', () => {
  assert.deepStrictEqual(ids.parse('ORD-000012'), { prefix: 'ORD', number: 12 });
  assert.strictEqual(ids.parse('nothing'), null);
});
