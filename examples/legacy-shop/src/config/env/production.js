'use strict';

const os = require('os');

module.exports = {
  sandbox: false,
  logLevel: 'error',
  workers: Math.max(2, os.cpus().length),
  gatewayKey: process.env.SHOP_GATEWAY_KEY,
};
