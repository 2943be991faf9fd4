import { shop } from './core.js';

console.log(shop.price(8));
