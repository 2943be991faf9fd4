var shop = (function () {
  var my = {};
  var rate = 2;
  my.price = function (n) {
    return n * rate;
  };
  my.count = 1;
  return my;
})();
