'use strict';

var fs = require('fs'),
    path = require('path'),
    ids = require('../util/ids'),
    order = require('./order');

var template = path.join(__dirname, '../../templates/receipt.txt');

/** Number of the last invoice written by this process. */
exports.last = null;

exports.forOrder = function (paid) {
  exports.last = ids.next('INV');
  return { number: exports.last, order: paid.id, total: String(paid.total), lines: order.describe(paid) };
};

exports.print = function (invoice) {
  return fs.readFileSync(template, 'utf8').replace(/{{(\w+)}}/g, function (whole, key) {
    return invoice[key];
  });
};
