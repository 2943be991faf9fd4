var Counter = (function () {
  return {
    n: 0,
    next: function () {
      return ++this.n;
    },
  };
})();
