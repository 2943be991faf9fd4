import { isEven } from './even.js';
import { Node as node } from './node.js';

console.log(isEven(10), isEven(7));
console.log(node.parse('a(b c)').toString());
