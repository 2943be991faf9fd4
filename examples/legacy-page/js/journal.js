(function (window) {
  'use strict';

  window.app = window.app || {};

  var store = new window.app.Store('orders');

  function Journal() {
    this.orders = store.load();
  }

  Journal.prototype.record = function (order) {
    this.orders.push(order);
    store.save(this.orders);
  };

  Journal.prototype.replay = function (visit) {
    this.orders.forEach(function (order) { visit(order); });
  };

  Journal.prototype.forget = function () {
    this.orders = [];
    store.save(this.orders);
  };

  window.app.journal = new Journal();
  SHOP.debug('journal: ' + window.app.journal.orders.length + ' order(s)');
})(window);
