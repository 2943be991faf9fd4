import * as odd from './odd.js';

export { isEven };

function isEven(n) {
  return n === 0 || odd.isOdd(n - 1);
}
