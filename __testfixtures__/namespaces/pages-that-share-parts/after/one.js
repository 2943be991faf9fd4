import { b } from './b.js';

console.log(b());
