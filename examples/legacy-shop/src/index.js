/*!
 * legacy-shop
 * Copyright (c) 2013-2021 The legacy-shop authors
 * MIT Licensed
 */

'use strict';

/**
 * The public face of the shop: everything an embedding program may use.
 */

exports.config = require('./config');
exports.createApp = require('./app');

// domain
exports.Cart = require('./cart');
exports.Money = require('./util/money');
exports.Inventory = require('./inventory');
exports.OrderBook = require('./orders');

exports.catalogue = require('./catalogue');
exports.pricing = require('./pricing');
exports.shipping = require('./shipping');

// extension points
exports.plugins = require('./plugins');
exports.payments = require('./payments');
