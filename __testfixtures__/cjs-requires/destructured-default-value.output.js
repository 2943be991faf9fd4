import options from './options.js';
const { a = 1, ...rest } = options;

console.log(a, rest);
