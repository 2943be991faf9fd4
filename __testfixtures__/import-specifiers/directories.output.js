import lib from './lib/index.js';
import { up } from './index.js';
import { same } from './lib/index.js';

console.log(lib, up, same);
