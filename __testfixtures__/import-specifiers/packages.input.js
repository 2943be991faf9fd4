import range from 'dep/functions/range';
import dep from 'dep';
import fs from 'fs';

console.log(range, dep, fs);
