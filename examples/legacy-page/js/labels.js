// Texts of products and basket lines.
var LABELS = (function () {
  var my = {};

  my.made = 0;

  my.price = function (product) {
    return Money.format(product.grossCents(), SHOP_CONFIG.currency);
  };

  my.product = function (product) {
    my.made++;
    return product.title + ', ' + my.price(product);
  };

  my.line = function (product, number) {
    return number + ' x ' + my.product(product);
  };

  return my;
}());
