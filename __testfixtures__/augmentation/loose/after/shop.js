export { price } from './core.js';
export { total } from './cart.js';
