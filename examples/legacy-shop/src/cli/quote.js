'use strict';

const Cart = require('../cart');

/**
 * `shop quote MUG-01=2 BOOK-01 --country=FR`
 */
module.exports = function (args, options) {
  const cart = new Cart({ country: options.country || 'DE' });
  for (const arg of args) {
    const [sku, quantity = '1'] = arg.split('=');
    cart.add(sku, Number(quantity));
  }
  const quote = cart.quote();
  return [`net ${quote.net}`, `tax ${quote.tax}`, `shipping ${cart.shipping()}`, `total ${quote.total}`].join('\n');
};
