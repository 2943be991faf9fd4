import * as Shop from './shop.js';
import { EventEmitter as Emitter } from 'events';
var shop = new Shop.Shop('corner');

shop.on('sold', function (what) {
  console.log(shop.name, 'sold', what);
});
shop.sell('apple');
console.log(shop instanceof Emitter, shop instanceof Shop.Shop, Shop.create('x').name, new Shop.Item('pear') + '');
