const state = require('./state');
const { count, increment } = require('./state');

increment();
console.log(state.count, count);
