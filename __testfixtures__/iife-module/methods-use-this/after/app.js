import { Counter } from './counter.js';

console.log(Counter.next(), Counter.next());
