'use strict';

// Orders make invoices and invoices describe orders. The exports stand before
// the require, so that either of the two can be loaded first.
exports.create = create;
exports.markPaid = markPaid;
exports.describe = describe;

var ids = require('../util/ids');
var invoice = require('./invoice');

function create(cart) {
  if (cart.isEmpty()) throw new Error('The cart is empty');
  var quote = cart.quote();
  return {
    id: ids.next('ORD'),
    status: 'open',
    lines: cart.lines,
    total: quote.total.plus(cart.shipping()),
    invoice: null
  };
}

function markPaid(order, receipt) {
  order.status = 'paid';
  order.receipt = receipt;
  order.invoice = invoice.forOrder(order);
  return order;
}

function describe(order) {
  return order.lines.map(function (line) {
    return line.quantity + ' x ' + line.name;
  });
}
