// A copy of the labels for gifts. The functions that were copied still use the price of the original.
var GIFT_LABELS = (function (old) {
  var my = {}, key;

  for (key in old) {
    if (old.hasOwnProperty(key)) {
      my[key] = old[key];
    }
  }

  my.price = function () {
    return 'a gift';
  };

  my.line = function (product, number) {
    return old.line(product, number) + ' (' + my.price(product) + ', label ' + my.made + ' of ' + old.made + ')';
  };

  return my;
}(LABELS));
