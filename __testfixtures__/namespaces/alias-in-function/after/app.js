import * as Crypto from './crypto.js';

console.log(Crypto.md5('abc'));
