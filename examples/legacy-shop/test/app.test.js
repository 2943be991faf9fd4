'use strict';

const { describe, it, beforeEach } = require('node:test');
const assert = require('node:assert');

const createApp = require('../src/app');
const { Router } = require('../src/app');
const routes = require('../src/routes');
const Inventory = require('../src/inventory');
const { version } = require('../package.json');

describe('createApp', () => {
  let app;

  const post = (path, body) => app({ method: 'POST', path, body });
  const get = (path) => app({ method: 'GET', path });

  beforeEach(() => {
    app = createApp({ inventory: new Inventory({ 'MUG-01': 3 }) });
  });

  it('is a factory with properties', () => {
    assert.strictEqual(typeof app, 'function');
    assert.strictEqual(createApp.version, version);
    assert.strictEqual(createApp.Router, Router);
  });

  it('makes applications that share nothing', () => {
    assert.notStrictEqual(createApp().shop.carts, app.shop.carts);
  });

  it('lists products', async () => {
    const { status, body } = await get('/products');
    assert.strictEqual(status, 200);
    assert.strictEqual(body.length, 5);
  });

  it('shows one product', async () => {
    assert.strictEqual((await get('/products/LAMP-01')).body.name, 'Desk Lamp');
    assert.strictEqual((await get('/products/HAT-01')).status, 404);
  });

  it('sells a mug', async () => {
    const cart = (await post('/carts', { country: 'DE' })).body.id;
    const filled = await post(`/carts/${cart}/lines`, { sku: 'MUG-01', quantity: 2 });
    assert.strictEqual(filled.body.total, '€29.75');

    const order = await post('/orders', { cart });
    assert.strictEqual(order.status, 201);
    assert.strictEqual(order.body.total, '€34.65');
    assert.deepStrictEqual(order.body.cart, filled.body);

    const paid = await post(`/orders/${order.body.id}/payment`, { method: 'card', number: '4111111111111111' });
    assert.strictEqual(paid.body.status, 'paid');
    assert.deepStrictEqual(paid.body.invoice.lines, ['2 x Enamel Mug']);
  });

  it('answers mistakes of the client with 400', async () => {
    const cart = (await post('/carts')).body.id;
    const answer = await post(`/carts/${cart}/lines`, { sku: 'HAT-01', quantity: 1 });
    assert.deepStrictEqual(answer, { status: 400, body: { error: 'Unknown product HAT-01' } });
  });

  it('knows where it ends', async () => {
    assert.strictEqual((await get('/nothing')).status, 404);
    assert.strictEqual((await post('/orders', { cart: 'CART-0' })).status, 404);
  });
});

describe('routes', () => {
  it('are the files of their folder, without the index', () => {
    assert.deepStrictEqual(Object.keys(routes), ['carts', 'orders', 'products']);
  });

  it('are functions, one with a property', () => {
    for (const name of Object.keys(routes)) assert.strictEqual(typeof routes[name], 'function', name);
    assert.strictEqual(typeof routes.carts.view, 'function');
  });

  it('can be mounted on any router', async () => {
    const router = new Router();
    routes.products(router);
    assert.strictEqual((await router.handle({ method: 'GET', path: '/products' })).status, 200);
    assert.strictEqual((await router.handle({ method: 'POST', path: '/carts' })).status, 404);
  });
});
