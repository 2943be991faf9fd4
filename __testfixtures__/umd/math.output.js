import { limits } from './limits.js';

function add(a, b) {
  return Math.min(a + b, limits.max);
}

export { add };
