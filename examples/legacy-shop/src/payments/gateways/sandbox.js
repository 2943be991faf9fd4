'use strict';

module.exports = {
  name: 'sandbox',
  capture: function (amount, source) {
    return Promise.resolve({ gateway: this.name, source: source, cents: amount.cents });
  }
};
