import { shop } from './base.js';

shop.count = shop.count + 1;
