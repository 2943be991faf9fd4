const { isEven } = require('./even');
const node = require('./node');

console.log(isEven(10), isEven(7));
console.log(node.parse('a(b c)').toString());
