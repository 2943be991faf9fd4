export { isEven };

import * as odd from './odd.js';

function isEven(n) {
  return n === 0 || odd.isOdd(n - 1);
}
