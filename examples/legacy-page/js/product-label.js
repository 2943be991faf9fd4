var SHOP = SHOP || {};

// Methods of the product that only pages with a catalogue need.
SHOP.Product.prototype.matches = function (text) {
  return this.title.toLowerCase().indexOf(text.toLowerCase()) !== -1;
};

SHOP.Product.prototype.grossCents = function () {
  return this.cents + Money.percent(this.cents, SHOP.VAT_PERCENT); // js/money.js comes later
};
