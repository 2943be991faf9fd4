import { first } from './a.js';

console.log(first(), second());
