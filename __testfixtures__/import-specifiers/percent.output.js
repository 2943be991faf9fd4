import a from './a%23b.js';
import c from './50%25.js';

console.log(a, c);
