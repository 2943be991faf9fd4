export { total } from './cart.js';
export { price } from './core.js';
