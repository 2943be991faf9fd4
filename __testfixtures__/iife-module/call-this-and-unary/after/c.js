import { beta } from './b.js';

console.log(beta());
