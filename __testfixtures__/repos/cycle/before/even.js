exports.isEven = isEven;

const odd = require('./odd');

function isEven(n) {
  return n === 0 || odd.isOdd(n - 1);
}
