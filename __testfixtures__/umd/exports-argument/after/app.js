import * as lib from './lib.js';

console.log(lib.add(1, 2));
