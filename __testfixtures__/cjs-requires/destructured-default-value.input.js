const { a = 1, ...rest } = require('./options');

console.log(a, rest);
