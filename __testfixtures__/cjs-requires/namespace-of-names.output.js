import * as util from './util.js';
import { pad, trim as strip } from './util.js';

console.log(util.pad('a'), pad('b'), strip(' c '));
