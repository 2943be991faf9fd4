'use strict';

const EventEmitter = require('events');
const createStore = require('./store');
const order = require('./order');

/**
 * All orders of one shop. Emits `placed`, `paid` and `cancelled`, each with the order.
 */
class OrderBook extends EventEmitter {
  constructor({ inventory, payments, store } = {}) {
    super();
    this.inventory = inventory;
    this.payments = payments;
    this.store = store || createStore.memory();
  }

  place(cart) {
    const placed = order.create(cart);
    if (this.inventory) {
      for (const line of placed.lines) this.inventory.take(line.sku, line.quantity);
    }
    this.store.save(placed);
    this.emit('placed', placed);
    return placed;
  }

  async pay(id, method, details) {
    const found = this.find(id);
    const receipt = await this.payments.charge(method, found.total, details);
    order.markPaid(found, receipt);
    this.store.save(found);
    this.emit('paid', found);
    return found;
  }

  cancel(id) {
    const found = this.find(id);
    if (found.status !== OrderBook.OPEN) throw new Error(`Order ${id} is ${found.status}`);
    found.status = OrderBook.CANCELLED;
    if (this.inventory) {
      for (const line of found.lines) this.inventory.receive(line.sku, line.quantity);
    }
    this.emit('cancelled', found);
    return found;
  }

  find(id) {
    const found = this.store.load(id);
    if (!found) throw new Error(`No order ${id}`);
    return found;
  }
}

OrderBook.OPEN = 'open';
OrderBook.PAID = 'paid';
OrderBook.CANCELLED = 'cancelled';

module.exports = OrderBook;
module.exports.createStore = createStore;
