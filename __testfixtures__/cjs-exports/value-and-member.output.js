'use strict';

const internals = {};

// What users call.
export default internals.clone = function (value) {
  return internals.base(value);
};

internals.base = (value) => ({ ...value });
