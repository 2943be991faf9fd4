/*!
 * demo
 * Copyright(c) 2014 Someone
 * MIT Licensed
 */

'use strict';

/**
 * Module dependencies.
 */

var http = require('http');
var url = require('url');

/**
 * Starts the server.
 */

exports.start = function (address) {
  return http.createServer().listen(url.parse(address).port);
};
