'use strict';

var plugins = require('../plugins');

plugins.register('payment', 'voucher', function (gateway, amount, details) {
  if (!/^V-\d{4}$/.test(details.code)) return Promise.reject(new Error('Voucher is not valid'));
  return gateway.capture(amount, 'voucher:' + details.code);
});
