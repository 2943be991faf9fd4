import * as counter from './counter.js';
const { count: first, increment } = counter;

increment();
counter.increment();
console.log(first, counter.count, counter.last);
