(function (root, factory) {
  if (typeof define === 'function' && define.amd) {
    define(['limits'], factory);
  } else if (typeof exports === 'object') {
    module.exports = factory(require('limits'));
  } else {
    root.maths = factory(root.limits);
  }
}(this, function (limits) {
  function add(a, b) {
    return Math.min(a + b, limits.max);
  }

  return { add: add };
}));
