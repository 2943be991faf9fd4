'use strict';

const internals = {};

// What users call.
module.exports = internals.clone = function (value) {
  return internals.base(value);
};

internals.base = (value) => ({ ...value });
