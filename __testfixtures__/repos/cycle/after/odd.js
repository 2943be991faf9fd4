import * as even from './even.js';

export { isOdd };

function isOdd(n) {
  return n !== 0 && even.isEven(n - 1);
}
