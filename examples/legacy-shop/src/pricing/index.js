'use strict';

// Barrel: the price rules, under the names the rest of the shop knows.
module.exports = {
  round: require('./round'),
  tax: require('./tax'),
  discounts: require('./discounts'),
  quote: require('./quote'),
};
