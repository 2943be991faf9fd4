var shop = (function (my) {
  var old = my.price;
  my.price = function (n) {
    return old(n) / 2;
  };
  return my;
})(shop);
