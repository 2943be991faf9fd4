'use strict';

var catalogue = require('../catalogue');

module.exports = function (router) {
  router.on('GET', '/products', function () {
    return { status: 200, body: catalogue.all() };
  });

  router.on('GET', '/products/:sku', function (request) {
    if (!catalogue.has(request.params.sku)) return { status: 404, body: { error: 'No such product' } };
    return { status: 200, body: catalogue.get(request.params.sku) };
  });
};
