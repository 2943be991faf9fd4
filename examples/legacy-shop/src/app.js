/*!
 * legacy-shop: the application
 * MIT Licensed
 */

'use strict';

/**
 * Module dependencies.
 * @private
 */

var Cart = require('./cart');
var OrderBook = require('./orders');
var payments = require('./payments');
var routes = require('./routes');

/**
 * Expose `createApp()`.
 */

exports = module.exports = createApp;

/**
 * Create an application: a function that answers one request.
 *
 * @param {{ inventory?: object }} [options]
 * @returns {Function}
 * @public
 */

function createApp(options) {
  var router = new Router();
  var shop = {
    carts: new Map(),
    newCart: function (country) { return new Cart({ country: country }); },
    orders: new OrderBook({ payments: payments, inventory: options && options.inventory })
  };

  Object.keys(routes).forEach(function (name) {
    routes[name](router, shop);
  });

  var app = function (request) { return router.handle(request); };
  app.shop = shop;
  app.listen = function listen(port, ready) {
    // Most hosts bring their own server.
    var http = require('http');
    return http.createServer(function (req, res) {
      app({ method: req.method, path: req.url }).then(function (answer) {
        res.writeHead(answer.status, { 'content-type': 'application/json' });
        res.end(JSON.stringify(answer.body));
      });
    }).listen(port, ready);
  };
  return app;
}

/**
 * Expose the parts.
 */

exports.Router = Router;
exports.version = require('../package').version;

function Router() {
  this.routes = [];
}

Router.prototype.on = function (method, pattern, handler) {
  var keys = [];
  var source = pattern.replace(/:(\w+)/g, function (whole, key) {
    keys.push(key);
    return '([^/]+)';
  });
  this.routes.push({ method: method, keys: keys, regexp: new RegExp('^' + source + '$'), handler: handler });
  return this;
};

Router.prototype.handle = async function (request) {
  for (var route of this.routes) {
    var match = route.method === request.method && route.regexp.exec(request.path);
    if (!match) continue;
    var params = {};
    route.keys.forEach(function (key, i) { params[key] = match[i + 1]; });
    try {
      return await route.handler({ params: params, body: request.body || {} });
    } catch (err) {
      return { status: 400, body: { error: err.message } };
    }
  }
  return { status: 404, body: { error: 'Not found' } };
};
