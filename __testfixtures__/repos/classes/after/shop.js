import util from 'util';
import { EventEmitter } from 'events';
import { Item } from './item.js';

export { Shop, Item };

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

export function create(name) {
  return new Shop(name);
}
