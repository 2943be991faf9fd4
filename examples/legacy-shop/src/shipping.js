'use strict';

// Next to a folder of the same name: './shipping' is this file.
const zones = require('./shipping/zones');
const Money = require('./util/money');

const { ceil, max } = Math;

exports.zones = zones;

/**
 * @param {number} grams
 * @param {string} country
 * @returns {Money}
 */
exports.cost = function (grams, country) {
  const zone = zones.of(country);
  const kilos = max(1, ceil(grams / 1000));
  return new Money(zone.base + (kilos - 1) * zone.perKilo, 'EUR');
};

exports.isFree = (total) => total.cents >= 10000;
