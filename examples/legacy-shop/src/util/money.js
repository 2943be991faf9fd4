'use strict';

const format = require('./format');

/**
 * An amount in the smallest unit of its currency. Never changes once made.
 */
module.exports = class Money {
  constructor(cents, currency) {
    if (!Number.isInteger(cents)) throw new TypeError('cents must be an integer, got ' + cents);
    this.cents = cents;
    this.currency = currency || 'EUR';
    Object.freeze(this);
  }

  static zero(currency) {
    return new Money(0, currency);
  }

  plus(other) {
    if (!(other instanceof Money)) throw new TypeError('not money');
    if (other.currency !== this.currency) {
      throw new Error(`cannot add ${other.currency} to ${this.currency}`);
    }
    return new Money(this.cents + other.cents, this.currency);
  }

  times(factor) {
    return new Money(Math.round(this.cents * factor), this.currency);
  }

  toString() {
    return format(this.cents, this.currency);
  }
};
