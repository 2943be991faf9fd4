import * as Cipher from './cipher.js';

console.log(Cipher.md5('abc'));
