import * as shop from './shop.js';

console.log(shop.price(8), shop.count);
