'use strict';

/**
 * Commercial rounding: halves go away from zero.
 *
 * @param {number} value
 * @param {number} [step]
 * @returns {number}
 */
module.exports = function round(value, step) {
  var unit = step || 1;
  var result = Math.sign(value) * Math.round(Math.abs(value) / unit) * unit;
  return result === 0 ? 0 : result;
};
