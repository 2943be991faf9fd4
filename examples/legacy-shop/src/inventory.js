/*
 * Copyright (c) 2013 The legacy-shop authors
 *
 * Permission is hereby granted under the terms of the MIT licence.
 */

'use strict';

var EventEmitter = require('events').EventEmitter,
    inherits = require('util').inherits,
    createLogger = require('./logger');

// Shops with several machines install ioredis; the others count in memory.
var Redis = null;
try {
  Redis = require('ioredis');
} catch (err) {
  if (err.code !== 'MODULE_NOT_FOUND') throw err;
}

var log = createLogger('inventory');

module.exports = Inventory;

Inventory.backend = Redis ? 'redis' : 'memory';
Inventory.LOW = 3;

/**
 * Stock by product. Emits `low` (sku, left) and `out` (sku).
 *
 * @constructor
 * @param {Object<string, number>} [initial]
 */
function Inventory(initial) {
  if (!(this instanceof Inventory)) return new Inventory(initial);
  EventEmitter.call(this);
  this.stock = Object.assign(Object.create(null), initial);
}

inherits(Inventory, EventEmitter);

Inventory.prototype.left = function (sku) {
  return this.stock[sku] || 0;
};

Inventory.prototype.receive = function (sku, quantity) {
  this.stock[sku] = this.left(sku) + quantity;
  return this;
};

Inventory.prototype.take = function (sku, quantity) {
  if (this.left(sku) < quantity) throw new Error('Only ' + this.left(sku) + ' of ' + sku + ' left');
  this.stock[sku] -= quantity;

  if (this.left(sku) === 0) {
    log.info(sku + ' is out of stock');
    this.emit('out', sku);
  } else if (this.left(sku) <= Inventory.LOW) {
    this.emit('low', sku, this.left(sku));
  }
  return this;
};
