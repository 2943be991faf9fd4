import { count } from './a.js';

console.log(count, helper.on);
