var Counter = (function () {
  var current = 0;
  return {
    current: current,
    next: function () {
      return ++current;
    },
  };
})();
