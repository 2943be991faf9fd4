import { Lib } from './lib.js';

console.log(new Lib(1).get());
