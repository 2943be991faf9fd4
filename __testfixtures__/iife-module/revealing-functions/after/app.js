import * as Counter from './counter.js';

console.log(Counter.next(), Counter.next(), Counter.current());
console.log(Counter.step);
