'use strict';

const test = require('node:test');
const assert = require('node:assert');

const payments = require('../src/payments');
const plugins = require('../src/plugins');
const pluginsAgain = require('../src/plugins/index.js');
const { PluginManager } = require('../src/plugins');
const payByCard = require('../src/payments/card');
const Money = require('../src/util/money');

test('the plugin manager is one shared instance', () => {
  assert.ok(plugins instanceof PluginManager);
  assert.strictEqual(plugins, pluginsAgain);
  assert.strictEqual(require('..').plugins, plugins);
});

test('plugins that registered themselves elsewhere are seen here', () => {
  assert.strictEqual(plugins.get('payment', 'card'), payByCard);
});

test('what is registered here is seen elsewhere', async () => {
  plugins.register('payment', 'cash', async (gateway, amount) => ({ cents: amount.cents }));

  assert.ok(payments.methods().includes('cash'));
  assert.deepStrictEqual(await payments.charge('cash', new Money(7)), { cents: 7 });
});

test('a name is taken once', () => {
  assert.throws(() => plugins.register('payment', 'card', () => {}), /registered already/);
});

test('a manager of its own shares nothing', () => {
  const mine = new PluginManager();
  assert.deepStrictEqual(mine.names('payment'), []);
  assert.throws(() => mine.get('payment', 'card'), /No payment plugin card/);
});

test('the sandbox gateway is the one in use', () => {
  assert.strictEqual(payments.gateway, 'sandbox');
});

test('vouchers are loaded when they are turned on, not before', async () => {
  assert.strictEqual(plugins.has('payment', 'voucher'), false);

  payments.enable('voucher');
  payments.enable('voucher');

  assert.strictEqual(plugins.has('payment', 'voucher'), true);
  const receipt = await payments.charge('voucher', new Money(500), { code: 'V-1234' });
  assert.deepStrictEqual(receipt, { gateway: 'sandbox', source: 'voucher:V-1234', cents: 500 });
});

test('unknown methods are refused', async () => {
  assert.throws(() => payments.enable('barter'), /No such payment method: barter/);
  await assert.rejects(payments.charge('barter', new Money(1)), /No payment plugin barter/);
});

test('card numbers are checked and never kept', async () => {
  assert.strictEqual(payByCard.isValid('4111111111111111'), true);
  assert.strictEqual(payByCard.isValid('4111111111111112'), false);

  const receipt = await payments.charge('card', new Money(100), { number: '4111111111111111' });
  assert.match(receipt.source, /^card:[0-9a-f]{12}$/);
});
