process.env.LEVEL = process.env.LEVEL || 'debug';

const log = require('./log');
const limits = require('./limits');

log('started', limits.max);

let extra = null;
try {
  extra = require('some-optional-package');
} catch (error) {
  log('without', error.code);
}

exports.extra = extra;
