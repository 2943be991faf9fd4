'use strict';

var path = require('path');

var env = process.env.NODE_ENV || 'development';

var defaults = {
  currency: 'EUR',
  country: 'DE',
  sandbox: true,
  logLevel: 'error',
  workers: 1
};

/**
 * Settings of one environment. An environment nobody described runs on the
 * defaults; a broken settings file is still an error.
 *
 * @param {string} name
 * @returns {object}
 */
function settingsFor(name) {
  try {
    return require('./env/' + name);
  } catch (err) {
    if (err.code !== 'MODULE_NOT_FOUND') throw err;
    return {};
  }
}

module.exports = Object.assign(
  { env: env, dataDir: path.join(__dirname, '..', '..', 'data') },
  defaults,
  settingsFor(env)
);
