'use strict';

var test = require('node:test'),
    assert = require('assert').strict;

var pricing = require('../src/pricing/'),
    round = require('../src/pricing/round'),
    tax = require('../src/pricing/tax'),
    discounts = require('../src/pricing/discounts');

var Money = require('../src/util/money');

function line(price, quantity, category) {
  return { price: price, quantity: quantity, category: category || 'home' };
}

test('the barrel offers the rules themselves', function () {
  assert.equal(pricing.round, round);
  assert.equal(typeof pricing.quote, 'function');
  assert.equal(pricing.tax.rate, tax.rate);
  assert.equal(pricing.discounts.best, discounts.best);
});

test('round goes away from zero', function () {
  assert.equal(round(2.5), 3);
  assert.equal(round(-2.5), -3);
  assert.equal(round(12.34, 5), 10);
  assert.ok(Object.is(round(-0.1), 0));
});

test('tax depends on country and category', function () {
  assert.equal(tax.rate('DE'), 0.19);
  assert.equal(tax.rate('DE', 'books'), 0.07);
  assert.throws(function () { tax.rate('XX'); }, RangeError);
});

test('tax amounts are rounded to cents', function () {
  assert.equal(tax.amount(1250, 'DE', 'kitchen'), 238);
  assert.equal(pricing.tax.amount(2400, 'FR', 'books'), 132);
});

test('tax knows its countries', function () {
  assert.deepEqual(tax.countries, ['DE', 'FR', 'GB', 'US']);
});

test('bulk discount starts at ten', function () {
  assert.equal(discounts.bulk([line(1000, 9)]), 0);
  assert.equal(discounts.bulk([line(1000, 10)]), 500);
});

test('threshold discount', function () {
  assert.equal(discounts.threshold([line(19999, 1)]), 0);
  assert.equal(discounts.threshold([line(5000, 4)]), 1000);
});

test('only the best discount counts', function () {
  assert.equal(discounts.best([line(3000, 10)]), 1500);
  assert.equal(discounts.best([line(2000, 10)]), 1000);
});

test('a quote adds up', function () {
  var quote = pricing.quote([line(5000, 4)], { country: 'DE' });
  assert.deepEqual(Object.keys(quote), ['net', 'discount', 'tax', 'total']);
  assert.equal(quote.total.cents, 20000 - 1000 + 3800);
  assert.ok(quote.total instanceof Money);
});

test('a quote in another currency', function () {
  assert.equal(String(pricing.quote([line(100, 1)], { country: 'US', currency: 'USD' }).total), '$1.00');
});
