'use strict';

var rates = require('../../data/tax-rates'),
    round = require('./round');

module.exports = {
  rate: function (country, category) {
    var table = rates.reducedCategories.indexOf(category) === -1 ? rates.standard : rates.reduced;
    if (!(country in table)) throw new RangeError('No tax rate for ' + country);
    return table[country];
  },

  // Prices on the shelf are net.
  amount: function (cents, country, category) {
    return round(cents * this.rate(country, category));
  },

  countries: Object.keys(rates.standard)
};
