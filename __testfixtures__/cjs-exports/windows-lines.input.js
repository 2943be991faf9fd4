'use strict';

/** One. */
exports.one = 1;

module.exports.two = function () {
  return 2;
};
