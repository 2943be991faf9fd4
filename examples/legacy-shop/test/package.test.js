'use strict';

const test = require('node:test');
const assert = require('node:assert');

const shop = require('..');
const Cart = require('../src/cart');
const createApp = require('../src/app');
const config = require('../src/config');
const run = require('./support/run');

const NAMES = [
  'config',
  'createApp',
  'Cart',
  'Money',
  'Inventory',
  'OrderBook',
  'catalogue',
  'pricing',
  'shipping',
  'plugins',
  'payments',
];

test('the package offers its parts and nothing else', () => {
  assert.deepStrictEqual(Object.keys(shop), NAMES);
});

test('the parts are the very things of their files', () => {
  assert.strictEqual(shop.Cart, Cart);
  assert.strictEqual(shop.createApp, createApp);
  assert.strictEqual(shop.config, config);
});

test('a CommonJS program gets the same from require()', () => {
  const program = `
    const shop = require(${JSON.stringify(run.root)});
    const { Cart, plugins } = shop;
    console.log(JSON.stringify({
      names: Object.keys(shop),
      total: String(new Cart().add('MUG-01').quote().total),
      methods: plugins.names('payment'),
    }));`;
  const { out, err } = run(['-e', program]);
  assert.strictEqual(err, '');
  assert.deepStrictEqual(JSON.parse(out), { names: NAMES, total: '€14.88', methods: ['card'] });
});
