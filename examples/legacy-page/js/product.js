var SHOP = SHOP || {};

/**
 * @constructor
 * @param {string} sku
 * @param {string} title
 * @param {number} cents
 * @param {number} stock
 */
SHOP.Product = function (sku, title, cents, stock) {
  this.sku = sku;
  this.title = title;
  this.cents = cents;
  this.stock = stock;
};

SHOP.Product.prototype.inStock = function () {
  return this.stock > 0;
};
