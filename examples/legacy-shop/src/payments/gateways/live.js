'use strict';

const { gatewayKey } = require('../../config');

if (!gatewayKey) throw new Error('SHOP_GATEWAY_KEY is not set');

module.exports = {
  name: 'live',
  capture() {
    throw new Error('The live gateway cannot be reached from the example');
  },
};
