(function (root, factory) {
  if (typeof define === 'function' && define.amd) {
    define([], factory);
  } else if (typeof module === 'object' && module.exports) {
    module.exports = factory();
  } else {
    root.Money = factory();
  }
}(this, function () {
  'use strict';

  var SIGNS = { EUR: '\u20ac', USD: '$' };

  function format(cents, currency) {
    var sign = SIGNS[currency] || currency + ' ';
    return sign + (cents / 100).toFixed(2);
  }

  // Part of an amount, rounded to the cent.
  function percent(cents, rate) {
    return Math.round(cents * rate / 100);
  }

  return { format: format, percent: percent };
}));
