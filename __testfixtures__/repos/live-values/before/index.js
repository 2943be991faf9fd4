const counter = require('./counter');
const { count: first, increment } = require('./counter');

increment();
counter.increment();
console.log(first, counter.count, counter.last);
