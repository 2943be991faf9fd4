'use strict';

// shapes
exports.Circle = require('./lib/circle');
exports.Square = require('./lib/square');

// helpers
exports.area = require('./lib/measure').area;
exports.round = require('./lib/measure').round; // to two digits
exports.PI = Math.PI;
