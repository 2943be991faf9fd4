var CATALOGUE = (function (my) {
  'use strict';

  var products = [
    new SHOP.Product('BR-1', 'Round brush', 450, 5),
    new SHOP.Product('BR-2', 'Flat brush', 520, 1),
    new SHOP.Product('PA-1', 'Watercolour paper', 1290, 8),
    new SHOP.Product('PA-2', 'Sketch paper', 640, 0),
    new SHOP.Product('EA-1', 'Easel', 4800, 2)
  ];

  my.all = function () {
    return products;
  };

  my.find = function (sku) {
    return products.filter(function (product) { return product.sku === sku; })[0];
  };

  SHOP.debug('catalogue: ' + products.length + ' products');
  return my;
}(CATALOGUE || {}));
