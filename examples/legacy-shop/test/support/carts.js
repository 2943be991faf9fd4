'use strict';

const Cart = require('../../src/cart');
const basket = require('../fixtures/basket.json');

exports.filled = function (lines = basket.lines, country = basket.country) {
  const cart = new Cart({ country });
  lines.forEach((line) => cart.add(line.sku, line.quantity));
  return cart;
};

exports.one = (sku, quantity) => exports.filled([{ sku, quantity }], 'DE');
