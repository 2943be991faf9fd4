'use strict';

const { best } = require('./discounts');
const tax = require('./tax');
const Money = require('../util/money');
const config = require('../config');

/**
 * @param {Array<{ price: number, quantity: number, category: string }>} lines
 * @param {{ country?: string, currency?: string }} [options]
 */
module.exports = function quote(lines, options) {
  const { country = config.country, currency = config.currency } = options || {};
  const money = (cents) => new Money(cents, currency);

  const net = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const discount = best(lines);
  const taxes = lines.reduce((sum, line) => sum + tax.amount(line.price * line.quantity, country, line.category), 0);

  return {
    net: money(net),
    discount: money(discount),
    tax: money(taxes),
    total: money(net - discount + taxes),
  };
};
