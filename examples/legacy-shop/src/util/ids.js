'use strict';

/** How many ids this process has handed out. */
exports.issued = 0;

/**
 * @param {string} prefix
 * @returns {string} the next id, such as `ORD-000007`
 */
exports.next = function (prefix) {
  exports.issued += 1;
  return prefix + '-' + String(exports.issued).padStart(6, '0');
};

exports.parse = function (id) {
  var match = /^([A-Z]+)-(\d{6,})$/.exec(id);
  return match && { prefix: match[1], number: Number(match[2]) };
};
