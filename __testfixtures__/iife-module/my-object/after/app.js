import * as Cipher from './cipher.js';

console.log(Cipher.twice(2), Cipher.count);
