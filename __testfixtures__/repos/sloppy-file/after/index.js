import old from './old.cjs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
var mode = require('./mode');

console.log(old.sum({ a: 1, b: 2 }), mode.octal);
