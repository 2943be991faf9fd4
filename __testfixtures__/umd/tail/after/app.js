import { helper } from './helper.js';

console.log(helper());
