import a from './a#b';
import c from './50%.js';

console.log(a, c);
