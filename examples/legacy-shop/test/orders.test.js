'use strict';

const { test } = require('node:test');
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const { join } = require('path');
const { EventEmitter, once } = require('events');

const OrderBook = require('../src/orders');
const invoice = require('../src/orders/invoice');
const order = require('../src/orders/order');
const createStore = require('../src/orders/store');
const Inventory = require('../src/inventory');
const payments = require('../src/payments');
const ids = require('../src/util/ids');
const carts = require('./support/carts');

const CARD = { number: '4111111111111111' };

test('OrderBook is an EventEmitter with properties of its own', () => {
  assert.ok(new OrderBook() instanceof EventEmitter);
  assert.strictEqual(OrderBook.PAID, 'paid');
  assert.strictEqual(OrderBook.createStore, createStore);
});

test('placing an order takes stock and tells', async () => {
  const inventory = new Inventory({ 'MUG-01': 2, 'BOOK-01': 1 });
  const book = new OrderBook({ inventory });
  const placed = once(book, 'placed');

  const mine = book.place(carts.filled());

  assert.strictEqual((await placed)[0], mine);
  assert.strictEqual(mine.status, OrderBook.OPEN);
  assert.strictEqual(inventory.left('MUG-01'), 0);
  assert.strictEqual(book.find(mine.id), mine);
});

test('every order has a new id', () => {
  const issued = ids.issued;
  const book = new OrderBook();
  const [a, b] = [book.place(carts.filled()), book.place(carts.filled())];

  assert.notStrictEqual(a.id, b.id);
  assert.strictEqual(ids.issued, issued + 2);
});

test('an empty cart cannot be ordered', () => {
  assert.throws(() => new OrderBook().place(carts.filled([])), /cart is empty/);
});

test('an order costs its goods and the shipping', () => {
  const mine = order.create(carts.one('MUG-01', 2));
  assert.strictEqual(mine.total.cents, 2500 + 475 + 490);
});

test('paying makes an invoice: orders and invoices know each other', async () => {
  const book = new OrderBook({ payments });
  const mine = book.place(carts.filled());
  await book.pay(mine.id, 'card', CARD);

  assert.strictEqual(mine.status, 'paid');
  assert.deepStrictEqual(mine.invoice.lines, ['2 x Enamel Mug', '1 x The Art of the Index']);
  assert.strictEqual(mine.invoice.order, mine.id);
});

test('the last invoice number can be read while it moves on', () => {
  const paid = order.markPaid(order.create(carts.filled()), {});
  assert.strictEqual(invoice.last, paid.invoice.number);

  const next = invoice.forOrder(paid);
  assert.strictEqual(invoice.last, next.number);
  assert.notStrictEqual(next.number, paid.invoice.number);
});

test('an invoice is printed with the template', () => {
  const text = invoice.print({ number: 'INV-1', order: 'ORD-1', total: '€1.00' });
  assert.strictEqual(text, 'Receipt INV-1\nOrder   ORD-1\nTotal   €1.00\n');
});

test('a failed payment leaves the order open', async () => {
  const book = new OrderBook({ payments });
  const mine = book.place(carts.filled());

  await assert.rejects(book.pay(mine.id, 'card', { number: '1' }), /not valid/);
  assert.strictEqual(mine.status, 'open');
});

test('cancelling gives the stock back, once', () => {
  const inventory = new Inventory({ 'LAMP-01': 1 });
  const book = new OrderBook({ inventory });
  const mine = book.place(carts.one('LAMP-01', 1));

  assert.strictEqual(book.cancel(mine.id).status, OrderBook.CANCELLED);
  assert.strictEqual(inventory.left('LAMP-01'), 1);
  assert.throws(() => book.cancel(mine.id), /is cancelled/);
});

test('the file store keeps orders on disk', (t) => {
  const dir = fs.mkdtempSync(join(os.tmpdir(), 'legacy-shop-'));
  t.after(() => fs.rmSync(dir, { recursive: true }));

  const file = join(dir, 'deep', 'orders.json');
  createStore(file).save({ id: 'ORD-1', total: 5 });

  assert.deepStrictEqual(createStore(file).load('ORD-1'), { id: 'ORD-1', total: 5 });
  assert.strictEqual(createStore(file).load('ORD-2'), undefined);
});

test('the file store goes through fs as it is now', (t) => {
  const write = t.mock.method(fs, 'writeFileSync', () => {});
  t.mock.method(fs, 'mkdirSync', () => {});

  createStore('/nowhere/orders.json').save({ id: 'ORD-1' });

  assert.strictEqual(write.mock.calls.length, 1);
  assert.strictEqual(write.mock.calls[0].arguments[0], '/nowhere/orders.json');
});
