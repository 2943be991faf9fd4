/* A counter. */
var Counter = (function () {
  'use strict';

  var n = 0;

  // Counts on.
  function next() {
    n += 1;
    return n;
  }

  function value() {
    return n;
  }

  return { next: next, current: value };
})();
