import { price } from './core.js';

export function total(list) {
  return list.map(price).reduce(add, 0);
}
function add(a, b) {
  return a + b;
}
