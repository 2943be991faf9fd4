import { lib } from './lib.js';

console.log(lib.up('x'));
