var util = require('util'),
    EventEmitter = require('events').EventEmitter,
    Item = require('./item');

exports.Shop = Shop;
exports.Item = Item;

/**
 * A shop.
 */
function Shop(name) {
  EventEmitter.call(this);
  this.name = name;
}

util.inherits(Shop, EventEmitter);

Shop.prototype.sell = function (what) {
  this.emit('sold', new Item(what).toString());
};

exports.create = function (name) {
  return new Shop(name);
};
