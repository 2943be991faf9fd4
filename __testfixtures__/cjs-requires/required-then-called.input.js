const debug = require('debug-like');
const log = require('debug-like')('app');

log(debug.enabled);
