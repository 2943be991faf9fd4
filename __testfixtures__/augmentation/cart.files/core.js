var shop = (function (my) {
  var rate = 2;
  my.price = function (n) {
    return n * rate;
  };
  return my;
}(shop || {}));
