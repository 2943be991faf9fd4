exports.isOdd = isOdd;

const even = require('./even');

function isOdd(n) {
  return n !== 0 && even.isEven(n - 1);
}
