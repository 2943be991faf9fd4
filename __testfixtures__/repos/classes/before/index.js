var Shop = require('./shop');
var Emitter = require('events').EventEmitter;
var shop = new Shop.Shop('corner');

shop.on('sold', function (what) {
  console.log(shop.name, 'sold', what);
});
shop.sell('apple');
console.log(shop instanceof Emitter, shop instanceof Shop.Shop, Shop.create('x').name, new Shop.Item('pear') + '');
