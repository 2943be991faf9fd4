'use strict';

const items = require('../../data/catalogue.json');
const search = require('./search');
const slugify = require('../util/slugify');

const bySku = new Map(items.map((item) => [item.sku, Object.freeze({ ...item, slug: slugify(item.name) })]));

module.exports = {
  /** Number of products on sale. */
  size: bySku.size,

  get(sku) {
    const product = bySku.get(sku);
    if (!product) throw new Error(`Unknown product ${sku}`);
    return product;
  },

  has: (sku) => bySku.has(sku),

  all: function () {
    return Array.from(bySku.values());
  },

  find(query) {
    return search.byText(this.all(), query);
  },

  inCategory(category) {
    return search.byCategory(this.all(), category);
  },
};
