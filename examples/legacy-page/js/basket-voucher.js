// Vouchers: the total is the old total less a percentage.
var Basket = (function (my) {
  var VOUCHERS = { SPRING: 10, HALF: 50 };
  var percent = 0;
  var oldTotal = my.total;
  var oldClear = my.clear;

  my.setVoucher = function (code) {
    if (!VOUCHERS[code]) throw new Error('Unknown voucher: ' + code);
    percent = VOUCHERS[code];
    return percent;
  };

  my.total = function () {
    var full = oldTotal();
    return full - Money.percent(full, percent);
  };

  my.clear = function () {
    percent = 0;
    oldClear();
  };

  return my;
}(Basket));
