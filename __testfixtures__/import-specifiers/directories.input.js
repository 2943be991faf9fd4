import lib from './lib';
import { up } from '.';
import { same } from './lib/';

console.log(lib, up, same);
