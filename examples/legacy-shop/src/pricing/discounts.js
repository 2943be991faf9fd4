/**
 * Discount rules, tried in this order. A rule takes the cart's lines and gives
 * back the cents to take off.
 */
'use strict'

const round = require('./round')

const subtotal = lines => lines.reduce((sum, line) => sum + line.price * line.quantity, 0)

exports = module.exports = {}

exports.bulk = function (lines) {
  return lines
    .filter(line => line.quantity >= 10)
    .reduce((off, line) => off + round(line.price * line.quantity * 0.05), 0)
}

exports.threshold = function (lines) {
  return subtotal(lines) >= 20000 ? 1000 : 0
}

/** The best single rule; discounts never add up. */
exports.best = function (lines) {
  return Math.max(exports.bulk(lines), exports.threshold(lines))
}
