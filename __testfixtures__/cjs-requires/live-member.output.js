import * as state from './state.js';
const { count, increment } = state;

increment();
console.log(state.count, count);
