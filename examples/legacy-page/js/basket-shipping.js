// Shipping comes on top of what basket-voucher.js made of the total.
var Basket = (function (my) {
  var SHIPPING = 490;
  var oldTotal = my.total;

  my.shipping = function () {
    return my.count() && oldTotal() < SHOP_CONFIG.freeShippingFrom ? SHIPPING : 0;
  };

  my.total = function () {
    return oldTotal() + my.shipping();
  };

  return my;
}(Basket));

SHOP.debug('an empty basket costs ' + Basket.total());
