'use strict';

const catalogue = require('./catalogue');
const pricing = require('./pricing');
const shipping = require('./shipping');

class Cart {
  constructor(options = {}) {
    this.country = options.country;
    this.quantities = new Map();
  }

  /**
   * @param {string} sku
   * @param {number} [quantity]
   * @returns {this}
   */
  add(sku, quantity = 1) {
    if (!Number.isInteger(quantity) || quantity < 1) throw new RangeError('quantity must be a positive integer');
    const product = catalogue.get(sku);
    this.quantities.set(product.sku, (this.quantities.get(product.sku) || 0) + quantity);
    return this;
  }

  remove(sku) {
    return this.quantities.delete(sku);
  }

  get lines() {
    return Array.from(this.quantities, ([sku, quantity]) => {
      const { name, price, category, grams } = catalogue.get(sku);
      return { sku, name, price, category, grams, quantity };
    });
  }

  quote() {
    return pricing.quote(this.lines, { country: this.country });
  }

  shipping() {
    const quote = this.quote();
    const grams = this.lines.reduce((sum, line) => sum + line.grams * line.quantity, 0);
    const cost = shipping.cost(grams, this.country || 'DE');
    return shipping.isFree(quote.total) ? cost.times(0) : cost;
  }

  isEmpty() {
    return this.quantities.size === 0;
  }
}

module.exports = Cart;
