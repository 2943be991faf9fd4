'use strict';

var config = require('../config');
var plugins = require('../plugins');

// The live gateway refuses to load without its key: never load both.
var gateway = require(config.sandbox ? './gateways/sandbox' : './gateways/live');

// registers itself
require('./card');

exports.gateway = gateway.name;

exports.methods = function () {
  return plugins.names('payment');
};

/**
 * Turns on a method that most shops do not offer.
 * @param {'voucher'} method
 */
exports.enable = function (method) {
  if (plugins.has('payment', method)) return;
  switch (method) {
    case 'voucher':
      require('./voucher');
      break;
    default:
      throw new Error('No such payment method: ' + method);
  }
};

exports.charge = async function (method, amount, details) {
  var pay = plugins.get('payment', method);
  return pay(gateway, amount, details || {});
};
