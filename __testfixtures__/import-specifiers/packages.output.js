import range from 'dep/functions/range.js';
import dep from 'dep';
import fs from 'fs';

console.log(range, dep, fs);
