import * as lib from './lib/index.js';
import * as same from './lib/index.js';
import * as up from './index.js';

console.log(lib.a, same.a, up.name);
