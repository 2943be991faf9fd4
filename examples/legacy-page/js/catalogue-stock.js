// May be loaded before or after catalogue-data.js.
var CATALOGUE = (function (my) {
  my.take = function (sku) {
    var product = my.find(sku);
    if (!product.inStock()) return false;
    product.stock--;
    return true;
  };

  my.putBack = function (sku, number) {
    my.find(sku).stock += number;
  };

  my.lowStock = function () {
    return my.all().filter(function (product) { return product.stock === 1; });
  };

  return my;
}(CATALOGUE || {}));
