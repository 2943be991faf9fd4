export { isOdd };

import * as even from './even.js';

function isOdd(n) {
  return n !== 0 && even.isEven(n - 1);
}
