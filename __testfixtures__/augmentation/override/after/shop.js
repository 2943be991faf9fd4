export { price } from './sale.js';
