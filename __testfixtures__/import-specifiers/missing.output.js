import { a } from './nowhere';

console.log(a);
