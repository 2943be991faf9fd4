import { shop } from './base.js';

console.log(shop.price(8), shop.count);
