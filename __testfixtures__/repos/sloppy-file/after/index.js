import old from './old.cjs';
import * as mode from './mode.js';

console.log(old.sum({ a: 1, b: 2 }), mode.octal);
