import { check } from './a.js';

export var late = 1;
globalThis.late = late;
console.log(check());
