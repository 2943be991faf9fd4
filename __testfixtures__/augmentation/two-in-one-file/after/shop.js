globalThis.shop = (function () {
  function price(n) {
    return n * 2;
  }
  return { price: price };
})();

globalThis.shop = (function (my) {
  my.half = function (n) {
    return my.price(n) / 2;
  };
  return my;
})(globalThis.shop || {});
