export const shop = {};

var rate = 2;
shop.price = function (n) {
  return n * rate;
};
