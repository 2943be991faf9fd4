/*!
 * demo
 * Copyright(c) 2014 Someone
 * MIT Licensed
 */

'use strict';

/**
 * Module dependencies.
 */

import http from 'http';
import url from 'url';

/**
 * Starts the server.
 */

exports.start = function (address) {
  return http.createServer().listen(url.parse(address).port);
};
