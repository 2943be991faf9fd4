'use strict';

const { describe, it, beforeEach } = require('node:test');
const assert = require('node:assert/strict');

const Cart = require('../src/cart');
const shipping = require('../src/shipping');
const zones = require('../src/shipping/zones');
const Money = require('../src/util/money');
const carts = require('./support/carts');

describe('Cart', () => {
  let cart;

  beforeEach(() => {
    cart = new Cart();
  });

  it('starts empty', () => {
    assert.ok(cart instanceof Cart);
    assert.equal(cart.isEmpty(), true);
    assert.deepEqual(cart.lines, []);
  });

  it('adds up the same product', () => {
    cart.add('MUG-01').add('MUG-01', 2);
    assert.equal(cart.lines.length, 1);
    assert.equal(cart.lines[0].quantity, 3);
  });

  it('removes products', () => {
    cart.add('MUG-01');
    assert.equal(cart.remove('MUG-01'), true);
    assert.equal(cart.remove('MUG-01'), false);
    assert.ok(cart.isEmpty());
  });

  it('refuses bad quantities and unknown products', () => {
    assert.throws(() => cart.add('MUG-01', 0), RangeError);
    assert.throws(() => cart.add('HAT-01'), /Unknown product/);
  });

  it('quotes for its country', () => {
    assert.equal(carts.filled().quote().tax.cents, 500 + 132);
  });

  it('ships big orders for free', () => {
    assert.equal(carts.one('MUG-01', 1).shipping().cents, 490);
    assert.equal(carts.one('LAMP-01', 2).shipping().cents, 0);
  });

  it('can be extended', () => {
    class GiftCart extends Cart {
      get lines() {
        return super.lines.map((line) => ({ ...line, wrapped: true }));
      }
    }
    assert.equal(new GiftCart().add('MUG-02').lines[0].wrapped, true);
  });
});

describe('shipping', () => {
  it('knows the zone of a country', () => {
    assert.equal(shipping.zones.of('DE').base, 490);
    assert.equal(zones.of('JP').base, 2490);
    assert.deepEqual(zones.names, ['domestic', 'europe', 'world']);
  });

  it('counts started kilos', () => {
    assert.equal(shipping.cost(1, 'DE').cents, 490);
    assert.equal(shipping.cost(1001, 'DE').cents, 590);
    assert.equal(shipping.cost(2500, 'FR').cents, 1490);
  });

  it('is free from 100 on', () => {
    assert.equal(shipping.isFree(new Money(10000)), true);
    assert.equal(shipping.isFree(new Money(9999)), false);
  });
});
