import fs from 'fs';
import path from 'path';
import * as util from './util.js';
// how many
var count = 0;

console.log(fs, path, count, util.pad());
