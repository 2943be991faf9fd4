import * as NS from './a.js';

console.log(new NS.A().hi());
