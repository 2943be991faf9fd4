'use strict';

const { describe, it } = require('node:test');
const assert = require('assert');

const catalogue = require('../src/catalogue');
const search = require('../src/catalogue/search');
const items = require('../data/catalogue.json');

describe('catalogue', () => {
  it('holds every product of the data file', () => {
    assert.strictEqual(catalogue.size, items.length);
    assert.strictEqual(catalogue.all().length, items.length);
  });

  it('gives products a slug', () => {
    assert.strictEqual(catalogue.get('MUG-02').slug, 'creme-brulee-cup');
  });

  it('gives the same frozen product every time', () => {
    assert.strictEqual(catalogue.get('MUG-01'), catalogue.get('MUG-01'));
    assert.ok(Object.isFrozen(catalogue.get('MUG-01')));
  });

  it('names an unknown product', () => {
    assert.throws(() => catalogue.get('HAT-01'), /Unknown product HAT-01/);
    assert.strictEqual(catalogue.has('HAT-01'), false);
  });

  it('finds products by words, accents aside', () => {
    const skus = catalogue.find('cup CREME').map((product) => product.sku);
    assert.deepStrictEqual(skus, ['MUG-02']);
  });

  it('lists a category', () => {
    assert.deepStrictEqual(
      catalogue.inCategory('books').map((product) => product.sku),
      ['BOOK-01', 'BOOK-02']
    );
  });

  it('search works on any list', () => {
    const list = [{ slug: 'red-hat', category: 'hats' }];
    assert.deepStrictEqual(search.byText(list, 'hat'), list);
    assert.deepStrictEqual(search.byCategory(list, 'shoes'), []);
  });
});
