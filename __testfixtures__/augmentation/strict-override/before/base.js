var shop = (function () {
  var rate = 2;
  return {
    price: function (n) {
      return n * rate;
    },
  };
})();
