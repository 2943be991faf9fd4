var shop = (function () {
  function price(n) {
    return n * 2;
  }
  return { price: price };
})();

var shop = (function (my) {
  my.half = function (n) {
    return my.price(n) / 2;
  };
  return my;
})(shop || {});
